using System.Globalization;
using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>Says how many of the addresses passed, where each is checked by itself, and what became of the others.</summary>
internal static class AddressesVerdict
{
    /// <summary>Room for the reasons beside an answer that fills the line.</summary>
    private const int FewestCharacters = 200;

    /// <summary>How much of an answer that does not match is shown beside those of others.</summary>
    private const int ShownAnswerBytes = 100;

    /// <summary>Of a run that did not pass, or of one of ports that should be closed.</summary>
    public static (Status Status, string Message) Of(TcpCheck check, Observation seen)
    {
        int passed = Passing.Count(check, seen);
        int needed = check.AllAddresses!.Of(seen.Addresses.Length);
        IEnumerable<string> others = seen.Addresses.Where(address => !Passing.Is(check, address.Seen)).Select(Words);
        if (passed >= needed)
        {
            return (Status.Ok, Counted($"Verified that the port is closed. (port={check.Target.Port}) at {OutOf(passed, seen)}") + Listed("; ", others));
        }

        string demand = check.AllAddresses.Count is null ? "all have to" : Counted($"{needed} {(needed == 1 ? "has" : "have")} to");
        string how = check.ExpectClosed ? $"closed, {demand} be" : $"passed, {demand}";
        return (check.FailureStatus, $"{OutOf(passed, seen)} {how}{Listed(": ", others)}");
    }

    /// <summary><c>1 of 2 addresses</c>, of those that answered as they should.</summary>
    public static string Passed(Observation seen) => OutOf(seen.Addresses.Count(address => address.Seen.Failure is null), seen);

    /// <summary>Why the others did not; empty when there are none.</summary>
    public static string Failures(Observation seen, int maxCharacters) => Listed(
        "; ", seen.Addresses.Where(address => address.Seen.Failure is not null).Select(Words), Math.Max(maxCharacters, FewestCharacters));

    private static string OutOf(int passed, Observation seen) =>
        Counted($"{passed} of {seen.Addresses.Length} {(seen.Addresses.Length == 1 ? "address" : "addresses")}");

    private static string Words(AddressObservation address) => address.Seen.Failure switch
    {
        null => $"{EndPointText.Of(address.EndPoint)} is open",
        { Cause: FailureCause.Mismatch or FailureCause.Rejected } failure => $"{At(failure)}{failure.Message} [{ByteText.Decode(Answer(address.Seen))}]",
        var failure => At(failure) + failure.Message,
    };

    private static string At(Failure failure) => failure.StepName is { } step ? $"{step}: " : "";

    private static ReadOnlySpan<byte> Answer(Observation seen)
    {
        ReadOnlySpan<byte> answer = seen.Response.Span.Trim("\r\n"u8);
        return answer[..Math.Min(answer.Length, ShownAnswerBytes)];
    }

    private static string Listed(string before, IEnumerable<string> words, int maxCharacters = Verdict.ShownCharacters) =>
        string.Join("; ", words) is { Length: > 0 } list ? before + Display.Escape(ByteText.Encode(list), maxCharacters) : "";

    private static string Counted(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
