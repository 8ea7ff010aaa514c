namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>Whom a server runs as.</summary>
internal static class Account
{
    /// <summary>What stands before a program that is to run as the user; nothing where the tests are not root, who alone can choose.</summary>
    public static string[] Of(string user) =>
        Environment.IsPrivilegedProcess ? ["/usr/bin/setpriv", $"--reuid={user}", "--clear-groups", "--reset-env"] : [];
}
