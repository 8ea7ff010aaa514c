using System.Runtime.InteropServices;

namespace CheckTcp.Probing.Tls;

/// <summary>The environment in which OpenSSL and the platform's native part look; the managed one is a copy.</summary>
internal static partial class NativeEnvironment
{
    public static bool TrySet(string name, string value) => setenv(name, value, 1) == 0;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
