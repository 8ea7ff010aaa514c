using System.Runtime.InteropServices;

namespace CheckTcp.Probing.Tls;

/// <summary>The store that the platform loads by itself.</summary>
internal static partial class PlatformTrustStore
{
    private const string Nothing = "/dev/null";

    /// <summary>.NET on Linux reads every file of the trust store before it builds its first chain, whichever trust that chain asks
    /// for: tens of milliseconds for a program that checks one server and ends. Pointed at nothing, it has nothing to read. The
    /// variables must be set in the native environment, where OpenSSL and the platform look; the managed one is a copy.</summary>
    public static void KeepUnloaded()
    {
        _ = setenv(TrustLocations.DirectoryVariable, Nothing, 1);
        _ = setenv(TrustLocations.FileVariable, Nothing, 1);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
