using CheckTcp.CommandLine;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>What we call ourselves at Mackerel.</summary>
internal static class AgentName
{
    /// <summary>As in <c>check-tcpd/0.1.0</c>.</summary>
    public static string Text { get; } = $"check-tcpd/{ProgramVersion.Text}";
}
