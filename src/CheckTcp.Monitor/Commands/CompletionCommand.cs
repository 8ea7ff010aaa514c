using System.CommandLine;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd completion SHELL</c>.</summary>
internal static class CompletionCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", CompletionScript.Shells) };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        var command = new Command("completion", "print a completion script: source <(check-tcpd completion bash)") { shell };
        command.SetAction(call => Console.Write(CompletionScript.For(call.GetRequiredValue(shell))));
        return command;
    }
}
