using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Takes out of the arguments of a command what is not for showing: user and password of addresses, and what <c>check-tcp</c>
/// itself is to hide.</summary>
internal static partial class Secrecy
{
    private const string Option = "--secret";
    private const string Hidden = "***";

    /// <summary>The arguments, with <c>***</c> in the place of secrets.</summary>
    public static IEnumerable<string> Hide(IEnumerable<string> arguments)
    {
        bool isSecret = false;
        foreach (string argument in arguments)
        {
            yield return isSecret ? Hidden
                : argument.StartsWith($"{Option}=", StringComparison.Ordinal) ? $"{Option}={Hidden}" // all of it, blanks included
                : UserInfo.Hide(InLine().Replace(argument, $"$1{Hidden}"));
            isSecret = argument == Option;
        }
    }

    /// <summary>The option or the variable in a line for the shell, and the word after it with its quotes.</summary>
    [GeneratedRegex("""(--secret(?:=|\s+)|CHECK_TCP_SECRETS=)(?:'[^']*'?|"[^"]*"?|\\.|[^\s'"\\])+""", RegexOptions.Singleline)]
    private static partial Regex InLine();
}
