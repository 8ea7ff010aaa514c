namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>A discovery file is not what it should be.</summary>
/// <param name="line">Where, from 1.</param>
/// <param name="message">What is wrong and how to mend it.</param>
internal sealed class DiscoveryFaultException(int line, string message) : FormatException(message)
{
    /// <summary>What both formats hold.</summary>
    public const string Shape = "write a list of groups, each with targets (a list of \"host:port\") and labels (names with texts)";

    public int Line { get; } = line;
}
