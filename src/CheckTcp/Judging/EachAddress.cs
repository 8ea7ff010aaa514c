using System.Globalization;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Says how many of the addresses passed, where each is checked by itself, and what became of the others.</summary>
internal static class EachAddress
{
    /// <summary>Room for the reasons beside an answer that fills the line.</summary>
    private const int FewestCharacters = 200;

    /// <summary>How much of an answer that does not match is shown beside those of others.</summary>
    private const int ShownAnswerBytes = 100;

    /// <summary>That too few passed: <c>1 of 2 addresses passed, all have to</c>.</summary>
    public static string TooFew(TcpCheck check, Observation seen)
    {
        int needed = check.AllAddresses!.Of(seen.Addresses.Length);
        string demand = check.AllAddresses.Count is null ? "all have to" : Counted($"{needed} {(needed == 1 ? "has" : "have")} to");
        return $"{Passed(check, seen)} {(check.ExpectClosed ? $"closed, {demand} be" : $"passed, {demand}")}";
    }

    /// <summary><c>1 of 2 addresses</c>, of those that passed.</summary>
    public static string Passed(TcpCheck check, Observation seen) => Counted(
        $"{Passing.Count(check, seen)} of {seen.Addresses.Length} {(seen.Addresses.Length == 1 ? "address" : "addresses")}");

    /// <summary>What became of each of those that did not pass, as their peers may have worded it.</summary>
    public static IEnumerable<string> Others(TcpCheck check, Observation seen) =>
        seen.Addresses.Where(address => !Passing.Is(check, address.Seen)).Select(address => Words(check, address));

    /// <summary>The same as the end of a line; empty when all passed.</summary>
    public static string Others(TcpCheck check, Observation seen, string before, int maxCharacters) =>
        string.Join("; ", Others(check, seen)) is { Length: > 0 } list ? before + Display.Escape(list, Math.Max(maxCharacters, FewestCharacters)) : "";

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

    private static string Counted(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
