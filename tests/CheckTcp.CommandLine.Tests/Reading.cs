using System.Text;

namespace CheckTcp.CommandLine.Tests;

/// <summary>Reads command lines, and tells what they came to in words that can be compared.</summary>
internal static class Reading
{
    public static RunCommand Run(params string[] arguments) => Assert.IsType<RunCommand>(CheckCommand.Parse(arguments));

    public static TcpCheck Check(params string[] arguments) => Run(arguments).Check;

    public static string Steps(params string[] arguments) => Words(Check(arguments));

    public static Judgement Senseless(params string[] arguments) => Assert.IsType<SenselessCommand>(CheckCommand.Parse(arguments)).Judgement;

    public static string UsageError(params string[] arguments) => Assert.IsType<UsageErrorCommand>(CheckCommand.Parse(arguments)).Message;

    /// <summary>Everything that a command says: records compare their steps by reference only.</summary>
    public static string Words(CheckCommand command) =>
        command is RunCommand run ? $"{Words(run.Check)} {run with { Check = run.Check with { Steps = [] } }}" : $"{command}";

    /// <summary>The steps as <c>send "x"; wait 2; expect "^220"; quit "QUIT\r\n"</c>.</summary>
    private static string Words(TcpCheck check) => string.Join("; ", check.Steps.Select(step => step switch
    {
        SendStep send => $"send {Quoted(send.Bytes)}",
        WaitStep wait => $"wait {wait.Duration.TotalSeconds}",
        ExpectStep expect => $"expect \"{expect.Pattern}\"",
        ExpectLineStep expect => $"line \"{expect.Pattern}\"",
        ExpectBytesStep expect => $"bytes {expect.Pattern}",
        RejectStep reject => $"reject \"{reject.Pattern}\"",
        SendTemplateStep send => $"send \"{send.Text}\"",
        RecordStep record => $"record {record.Name} as \"{record.Value}\"",
        LabelStep label => $"\"{label.Text}\":",
        StartTlsStep => "starttls",
        QuitStep quit => $"quit {Quoted(quit.Bytes)}",
        _ => $"{step}",
    }));

    private static string Quoted(ReadOnlyMemory<byte> bytes) =>
        $"\"{Encoding.Latin1.GetString(bytes.Span).Replace("\r", @"\r").Replace("\n", @"\n")}\"";
}
