using CheckTcp.Checks;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Building;

/// <summary>Collects what is not to be shown.</summary>
internal static class SecretsBuilder
{
    /// <summary>A command line can be read by every user of the machine (ps), the environment only by one's own and root.</summary>
    public const string Variable = "CHECK_TCP_SECRETS";

    public static Secrets Build(OptionValues values)
    {
        string? lines = Environment.GetEnvironmentVariable(Variable);
        return values.Secrets.Count == 0 && string.IsNullOrEmpty(lines)
            ? Secrets.None
            : new Secrets([.. values.Secrets, .. (lines ?? "").Split('\n', StringSplitOptions.TrimEntries)]);
    }
}
