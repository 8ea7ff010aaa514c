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
        (Status status, string count) = Counting(check, seen);
        return (status, count + Listed(status == Status.Ok ? "; " : ": ", Others(check, seen)));
    }

    /// <summary>The same without what became of the others.</summary>
    public static (Status Status, string Message) Counting(TcpCheck check, Observation seen)
    {
        int passed = Passing.Count(check, seen);
        int needed = check.AllAddresses!.Of(seen.Addresses.Length);
        if (passed >= needed)
        {
            string verified = RefusalVerdict.AlertExpectedBy(check) is { } alert
                ? RefusalVerdict.Verified(check, alert)
                : $"Verified that the port is closed. {Verdict.InParentheses(check.Target)}";
            return (Status.Ok, $"{verified} at {OutOf(passed, seen)}");
        }

        string demand = check.AllAddresses.Count is null ? "all have to" : Counted($"{needed} {(needed == 1 ? "has" : "have")} to");
        string how = check.ExpectClosed ? $"closed, {demand} be" : $"passed, {demand}";
        return (check.FailureStatus, $"{OutOf(passed, seen)} {how}");
    }

    /// <summary>What became of each of those that did not pass, as their peers may have worded it.</summary>
    public static IEnumerable<string> Others(TcpCheck check, Observation seen) =>
        seen.Addresses.Where(address => !Passing.Is(check, address.Seen)).Select(address => Words(check, address));

    /// <summary><c>1 of 2 addresses</c>, of those that answered as they should.</summary>
    public static string Passed(Observation seen) => OutOf(seen.Addresses.Count(address => address.Seen.Failure is null), seen);

    /// <summary>Why the others did not; empty when there are none.</summary>
    public static string Failures(TcpCheck check, Observation seen, int maxCharacters) =>
        Listed("; ", Others(check, seen), Math.Max(maxCharacters, FewestCharacters));

    private static string OutOf(int passed, Observation seen) =>
        Counted($"{passed} of {seen.Addresses.Length} {(seen.Addresses.Length == 1 ? "address" : "addresses")}");

    private static string Words(TcpCheck check, AddressObservation address) => address.Seen.Failure switch
    {
        null => $"{EndPointText.Of(address.EndPoint)} is open",
        { Cause: FailureCause.Mismatch or FailureCause.Rejected } failure when !check.HideResponse =>
            $"{At(failure)}{failure.Message} [{ByteText.Decode(Answer(address.Seen))}]",
        var failure => At(failure) + failure.Message,
    };

    private static string At(Failure failure) => failure.StepName is { } step ? $"{step}: " : "";

    private static ReadOnlySpan<byte> Answer(Observation seen)
    {
        ReadOnlySpan<byte> answer = seen.Response.Span.Trim("\r\n"u8);
        return answer[..Math.Min(answer.Length, ShownAnswerBytes)];
    }

    private static string Listed(string before, IEnumerable<string> words, int maxCharacters = Verdict.ShownCharacters) =>
        string.Join("; ", words) is { Length: > 0 } list ? before + Display.Escape(list, maxCharacters) : "";

    private static string Counted(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
