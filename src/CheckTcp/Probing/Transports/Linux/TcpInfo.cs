using System.Runtime.InteropServices;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>What the kernel knows of a connection (TCP_INFO in tcp(7)), as far as it is asked here.</summary>
/// <remarks>The structure has only ever grown at its end, so an old kernel gives less of it.</remarks>
internal static class TcpInfo
{
    /// <summary>struct tcp_info of include/uapi/linux/tcp.h up to tcpi_total_retrans, which has been there since Linux 2.6.10.</summary>
    public const int Bytes = TotalRetransmissionsOffset + sizeof(uint);

    private const int TotalRetransmissionsOffset = 100;

    /// <summary>tcpi_total_retrans: how many segments were sent again. Right after connecting, those were SYNs.</summary>
    /// <returns><c>null</c> when the kernel did not tell.</returns>
    public static int? TotalRetransmissions(ReadOnlySpan<byte> info) =>
        info.Length < Bytes ? null : (int)MemoryMarshal.Read<uint>(info[TotalRetransmissionsOffset..]);
}
