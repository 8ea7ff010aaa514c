using System.Runtime.InteropServices;

namespace CheckTcp.Probing.Tls;

/// <summary>The library that the platform's TLS stands on, on Linux.</summary>
internal static class OpenSslLibrary
{
    private const string ChosenVersion = "CLR_OPENSSL_VERSION_OVERRIDE";

    /// <summary>Whether it cannot be loaded. The platform would end the process then, before a word is said.</summary>
    public static bool IsMissing { get; } = OperatingSystem.IsLinux()
        && Environment.GetEnvironmentVariable(ChosenVersion) is null
        && !NativeLibrary.TryLoad("libssl.so.3", out _)
        && !NativeLibrary.TryLoad("libssl.so.1.1", out _);
}
