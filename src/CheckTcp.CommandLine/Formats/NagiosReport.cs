using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>A result in the words and the form of <c>check_tcp</c> of the Monitoring Plugins project, which Nagios and Icinga read.</summary>
/// <remarks>The first line is that plugin's. Lines after it hold more of an answer, or what this program knows beyond its words; with a
/// watched certificate the first line is about that, unless the status comes from the answer; what a
/// server sent keeps its line ends and is escaped otherwise.</remarks>
public static class NagiosReport
{
    private const string DefaultHost = "127.0.0.1"; // what the plugin in C takes and shows where no host is given

    /// <summary>What isspace(3) takes away after an answer.</summary>
    private static ReadOnlySpan<byte> WhiteSpace => " \t\n\v\f\r"u8;

    /// <summary>Of each line about an address or an attempt, of which there may be many: Nagios reads 8 KiB.</summary>
    private const int ShownCharactersOfMany = 200;

    /// <summary>The lines, each with its end.</summary>
    /// <param name="check">What was run.</param>
    /// <param name="result">What it came to.</param>
    /// <param name="seen">What the result was judged from.</param>
    /// <param name="phases">Whether the performance data tells the phases, too.</param>
    public static string Of(TcpCheck check, Judgement result, Observation seen, bool phases = false)
    {
        string figures = PerformanceData.Of(check, seen, phases) is { Length: > 0 } given ? $"|{given}" : "";
        NagiosCertificate? certificate = Passing.WantsAnswer(check) ? NagiosCertificate.Of(check, seen) : null;

        // The first line is what people see, so it tells what the status comes from.
        bool beginsWithCertificate = certificate?.Status == result.Status;
        string lines = (beginsWithCertificate ? $"{certificate!.Line}\n" : "") + Lines(check, result, seen);
        string more = (certificate is not null && !beginsWithCertificate ? $"\n{certificate.Line}" : "") + More(check, seen);

        // Past the first line, Nagios takes whatever follows a bar for figures.
        return lines.Contains('\n') ? $"{lines}{more}{figures}\n" : $"{lines}{figures}{more}\n";
    }

    /// <summary>The line of a request that makes no sense, without its end.</summary>
    public static string Of(Judgement result) => Start(result) + result.Message;

    private static string Lines(TcpCheck check, Judgement result, Observation seen)
    {
        if (!seen.Addresses.IsEmpty && !result.Passed)
        {
            return Start(result) + EachAddress.TooFew(check, seen);
        }

        string passed = seen.Addresses.IsEmpty ? "" : EachAddress.Passed(check, seen);
        if (JudgementMessage.Unanswered(check, seen, Passing.StatusOf(check, seen)) is { } words)
        {
            return passed.Length == 0 ? Of(result) : $"{Start(result)}{words} at {passed}";
        }

        string before = passed.Length == 0 ? "" : $"{passed}: ";
        return seen.Failure is not { } failure ? Start(result) + Slow(result) + before + ResponseTime(check, seen)
            : WrongAnswer.Is(seen) ? Start(result) + before + Wrong(check, seen, failure)
            : OfFailure(check, result, seen, failure);
    }

    private static string Start(Judgement result) => $"{Display.Escape(result.Name)} {result.Status.ToText()} - ";

    private static string Slow(Judgement result) => SlowPhases.Words(result.Slow, tellsTotal: false) is { Length: > 0 } words ? $"{words}: " : "";

    private static string ResponseTime(TcpCheck check, Observation seen)
    {
        string answer = Shown(check, seen);
        return string.Create(
            CultureInfo.InvariantCulture, $"{seen.ResponseTime.TotalSeconds:F3} second response time on {Where(check.Target)}")
            + (answer.Length > 0 ? $" [{answer}]" : "");
    }

    private static string Wrong(TcpCheck check, Observation seen, Failure failure) =>
        WrongAnswer.Words(failure) + (Shown(check, seen) is { Length: > 0 } answer ? $": {answer}" : $" on {Where(check.Target)}");

    private static string Where(Target target)
    {
        if (target.SocketPath is { } path)
        {
            return $"socket {Display.Escape(path)}";
        }

        string port = string.Create(CultureInfo.InvariantCulture, $"port {target.Port}");
        return target.Host is { } host ? $"{Display.Escape(host)} {port}" : port;
    }

    private static string OfFailure(TcpCheck check, Judgement result, Observation seen, Failure failure)
    {
        string status = result.Status.ToText();
        (string line, bool tellsAll) = failure switch
        {
            { Cause: FailureCause.TimedOut, Errno: null } => (string.Create(
                CultureInfo.InvariantCulture, $"{status} - Socket timeout after {check.Limits.Timeout.TotalSeconds:0.###} seconds"), false),
            { Cause: FailureCause.NameNotFound } => (
                $"{Start(result)}Invalid hostname, address or socket: {Display.Escape(check.Target.Host ?? DefaultHost)}", true),
            { Phase: Phase.Connect } when check.Route.Proxy is null => (Connecting(check.Target, failure, seen), seen.Attempts.Length == 1),
            { Phase: Phase.Tls } => ($"{status} - Cannot make SSL connection.", false),
            { Phase: Phase.Expect } when seen.BytesReceived == 0 => ("No data received from host", WrongAnswer.IsMissing(failure)),
            _ => (Of(result), true),
        };
        return tellsAll ? line : $"{line}\n{result.Message}";
    }

    private static string Connecting(Target target, Failure failure, Observation seen)
    {
        string words = failure.Errno is { } number ? Marshal.GetPInvokeErrorMessage(number) : FailureWords.Of(failure.Cause);
        return target.SocketPath is { } path
            ? $"connect to file socket {Display.Escape(path)}: {words}"
            : string.Create(
                CultureInfo.InvariantCulture, $"connect to address {Display.Escape(target.Host ?? Tried(seen))} and port {target.Port}: {words}");
    }

    private static string Tried(Observation seen) => seen.Attempts is [{ EndPoint: IPEndPoint first }, ..] ? first.Address.ToString() : DefaultHost;

    /// <summary>A line for each address that did not pass, where each is checked by itself, and for each attempt before the last one; each
    /// after the end of the line before.</summary>
    private static string More(TcpCheck check, Observation seen)
    {
        var more = new StringBuilder();
        foreach (string address in EachAddress.Others(check, seen))
        {
            more.Append('\n').Append(Shown(address));
        }

        for (int i = 0; i < seen.FailedAttempts.Length; i++)
        {
            more.Append(CultureInfo.InvariantCulture, $"\nattempt {i + 1}: {Shown(seen.FailedAttempts[i].Failure.Message)}");
        }

        if (seen.CutOffAttempt is { } cutOff)
        {
            more.Append(CultureInfo.InvariantCulture, $"\nattempt {seen.FailedAttempts.Length + 2}: {Shown(cutOff.Failure.Message)}");
        }

        return more.ToString();
    }

    private static string Shown(string words) => Display.Escape(words, ShownCharactersOfMany);

    /// <returns>Nothing for an answer that is to be hidden, or of no more than one byte: the plugin in C takes the place of the last one for
    /// the length.</returns>
    private static string Shown(TcpCheck check, Observation seen)
    {
        ReadOnlySpan<byte> answer = seen.Response.Span.TrimEnd(WhiteSpace);
        return check.HideResponse || answer.Length <= 1 ? "" : Answer(answer);
    }

    /// <summary>The line ends within it stay, for Nagios reads what follows as long output.</summary>
    private static string Answer(ReadOnlySpan<byte> rest)
    {
        var answer = new StringBuilder();
        while (true)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).TrimEnd("\r"u8);
            answer.Append(Display.Escape(line, JudgementMessage.ShownCharacters - answer.Length));
            if (end < 0 || answer.Length >= JudgementMessage.ShownCharacters)
            {
                return answer.ToString();
            }

            answer.Append('\n');
            rest = rest[(end + 1)..];
        }
    }
}
