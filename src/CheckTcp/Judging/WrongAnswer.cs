using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>An answer that came and is not the one that is wanted: it does not match, or it is rejected.</summary>
internal static class WrongAnswer
{
    /// <summary>Whether that is why the run failed; no answer at all is none.</summary>
    public static bool Is(Observation seen) =>
        seen.Failure is { Cause: FailureCause.Mismatch or FailureCause.Rejected } && seen.BytesReceived > 0;

    /// <summary>Whether none came where one was asked for, in a dialogue without more to it. The original calls that an unexpected response,
    /// too, and an empty one.</summary>
    public static bool IsMissing(Failure failure) =>
        failure is { Phase: Phase.Expect, Cause: FailureCause.Closed, StepName: null, BytesReceived: 0 };

    /// <summary>What is said of it before the answer itself.</summary>
    public static string Words(Failure failure)
    {
        string how = failure.Cause == FailureCause.Rejected ? "Rejected" : "Unexpected";
        string at = failure.StepName is { } step ? $" at {Display.Escape(step)}" : "";
        return $"{how} response from host/socket{at}";
    }
}
