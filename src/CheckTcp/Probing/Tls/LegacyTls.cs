using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Probing.Tls;

/// <summary>Has OpenSSL meet servers that it refuses by default. The platform passes no such choice on, so it is made where OpenSSL reads
/// it: in its configuration file, which is one for the whole process and read once.</summary>
internal static partial class LegacyTls
{
    private const string ConfigurationVariable = "OPENSSL_CONF";

    /// <summary>Level 0 allows short keys, MD5 and SHA-1 (SSL_CTX_set_security_level(3)); the option, servers without RFC 5746.</summary>
    private static ReadOnlySpan<byte> Configuration => """
        openssl_conf = check_tcp
        [check_tcp]
        ssl_conf = tls
        [tls]
        system_default = legacy
        [legacy]
        CipherString = DEFAULT:@SECLEVEL=0
        MinProtocol = TLSv1
        Options = UnsafeLegacyRenegotiation

        """u8;

    /// <summary>Said where the process is not ours alone.</summary>
    public const string Impossible = "legacy TLS can only be allowed for a whole process, on Linux; run this check with check-tcp";

    /// <summary>Whether it is done. To be asked before OpenSSL is touched, and only by who owns the process.</summary>
    public static bool IsAllowed { get; } = TryAllow();

    private static bool TryAllow()
    {
        int fd = OperatingSystem.IsLinux() ? memfd_create("openssl.cnf", 0) : -1;
        if (fd < 0)
        {
            return false;
        }

        var file = new SafeFileHandle(fd, ownsHandle: false); // open for as long as the process: OpenSSL reads it when it likes
        RandomAccess.Write(file, Configuration, 0);
        return NativeEnvironment.TrySet(ConfigurationVariable, $"/proc/self/fd/{fd}");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);
}
