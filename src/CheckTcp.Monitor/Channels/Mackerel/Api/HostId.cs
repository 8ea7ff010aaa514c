using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>Mackerel's id of a host: 11 letters and digits as of today. It becomes part of addresses and is kept in a file that the next
/// start reads, so nothing else is ever used or saved, whatever a server answers.</summary>
internal static class HostId
{
    private const int Longest = 100;

    public static bool IsValid([NotNullWhen(true)] string? id) => id is { Length: > 0 and <= Longest } && id.All(char.IsAsciiLetterOrDigit);
}
