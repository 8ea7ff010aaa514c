namespace CheckTcp.CommandLine.Building;

/// <summary>Collects what is not to be shown.</summary>
internal static class SecretsBuilder
{
    /// <summary>A command line can be read by every user of the machine (ps), the environment only by one's own and root.</summary>
    public const string Variable = "CHECK_TCP_SECRETS";

    /// <summary>These, and those of the environment.</summary>
    public static Secrets Build(IReadOnlyList<string> given)
    {
        string? lines = Environment.GetEnvironmentVariable(Variable);
        return given.Count == 0 && string.IsNullOrEmpty(lines)
            ? Secrets.None
            : new Secrets([.. given, .. (lines ?? "").Split('\n', StringSplitOptions.TrimEntries)]);
    }
}
