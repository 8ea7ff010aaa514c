using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>How a run of a child came to its end.</summary>
internal enum ChildEnd
{
    /// <summary>The program exited by itself, in time or after it was told to end.</summary>
    Exited,

    /// <summary>A signal killed it before its time was over.</summary>
    Killed,

    /// <summary>Its time was over, and it died of that.</summary>
    TimedOut,

    /// <summary>It could not be started.</summary>
    NotStarted,
}

/// <summary>What a run of a child has brought.</summary>
/// <param name="End">How it ended.</param>
internal sealed record ChildOutcome(ChildEnd End)
{
    /// <summary>The agent's words for a run whose time was over.</summary>
    public const string TimedOutMessage = "command timed out";

    /// <summary>The exit code, 0 to 255, or the number of the signal that killed it.</summary>
    public int Code { get; init; }

    /// <summary>Standard output so far.</summary>
    public string Output { get; init; } = "";

    /// <summary>Bytes of standard output that are not in <see cref="Output"/>.</summary>
    public long DroppedBytes { get; init; }

    /// <summary>Standard error as one line that is fit to be shown; empty for none.</summary>
    public string Errors { get; init; } = "";

    /// <summary>The first line of standard error that holds anything, fit to be shown; empty for none.</summary>
    public string FirstError { get; init; } = "";

    /// <summary>Why it could not be started, and the fix; empty when it was.</summary>
    public string Fault { get; init; } = "";

    /// <summary>Exit codes are statuses; whatever is none is UNKNOWN.</summary>
    public Status Status => End == ChildEnd.Exited && Code is >= (int)Status.Ok and <= (int)Status.Unknown ? (Status)Code : Status.Unknown;

    /// <summary>What is reported: standard output as it is, line end included, unless there is something better to say.</summary>
    public string Message => End switch
    {
        ChildEnd.TimedOut => TimedOutMessage,
        ChildEnd.NotStarted => Fault,
        _ when Status == Status.Ok || !string.IsNullOrWhiteSpace(Output) => Output,
        ChildEnd.Killed => string.Create(CultureInfo.InvariantCulture, $"killed by signal {Code}, {WhatItSaid}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"exit code: {Code}, {WhatItSaid}"),
    };

    private string WhatItSaid => FirstError.Length > 0 ? FirstError : "no output";

    public static ChildOutcome TimedOut { get; } = new(ChildEnd.TimedOut);

    public static ChildOutcome NotStarted(string fault) => new(ChildEnd.NotStarted) { Fault = fault };
}
