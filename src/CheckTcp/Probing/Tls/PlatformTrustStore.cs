namespace CheckTcp.Probing.Tls;

/// <summary>The store that the platform loads by itself.</summary>
internal static class PlatformTrustStore
{
    private const string Nothing = "/dev/null";

    /// <summary>.NET on Linux reads every file of the trust store before it builds its first chain, whichever trust that chain asks
    /// for: tens of milliseconds for a program that checks one server and ends. Pointed at nothing, it has nothing to read.</summary>
    public static void KeepUnloaded()
    {
        NativeEnvironment.TrySet(TrustLocations.DirectoryVariable, Nothing);
        NativeEnvironment.TrySet(TrustLocations.FileVariable, Nothing);
    }
}
