using System.Text;

namespace CheckTcp.Probing.Tls;

/// <summary>PEM (RFC 7468) that stands where the name of a file would, as in the configuration of Prometheus' programs. No file bears such a
/// name.</summary>
internal static class InlinePem
{
    private const string Begin = "-----BEGIN ";

    public static bool Is(string source) => source.Contains(Begin, StringComparison.Ordinal);

    public static byte[] Bytes(string source) => Encoding.UTF8.GetBytes(source);

    /// <summary>What a source is called in messages: a key is not shown.</summary>
    public static string NameOf(string source) => Is(source) ? "the PEM given as text" : source;
}
