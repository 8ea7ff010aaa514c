using System.Runtime.InteropServices;

namespace CheckTcp.Probing.Tls;

/// <summary>The library that the platform's TLS stands on, on Linux.</summary>
internal static unsafe class OpenSslLibrary
{
    private const string ChosenVersion = "CLR_OPENSSL_VERSION_OVERRIDE";
    private const ulong LoadConfiguration = 0x40; // OPENSSL_INIT_LOAD_CONFIG, include/openssl/crypto.h
    private const ulong NoExitHandler = 0x80000; // as the platform has it, whose threads may outlive OpenSSL's

    private const string NoLibrary = "OpenSSL cannot be loaded here; install libssl.so.3";

    private const string NoProvider = "OpenSSL has no usable provider on this machine; look for what it loads in its configuration file "
        + "(OPENSSL_CONF, or openssl.cnf in the directory of \"openssl version -d\") and in OPENSSL_MODULES";

    /// <summary>Why the platform's TLS cannot be used, with the fix; <c>null</c> when it can. Asked before it is touched, for it would end
    /// the process, before a word is said.</summary>
    public static string? Error { get; } = OperatingSystem.IsLinux() ? Find() : null;

    private static string? Find()
    {
        nint library;
        if (Environment.GetEnvironmentVariable(ChosenVersion) is { } version)
        {
            if (!NativeLibrary.TryLoad($"libssl.so.{version}", out library))
            {
                return null; // the platform has its own way to find it
            }
        }
        else if (!NativeLibrary.TryLoad("libssl.so.3", out library) && !NativeLibrary.TryLoad("libssl.so.1.1", out library))
        {
            return NoLibrary;
        }

        return HasProvider(library) ? null : NoProvider;
    }

    /// <summary>Whether something in OpenSSL 3 implements what TLS cannot do without. OpenSSL 1.1 has it built in.</summary>
    private static bool HasProvider(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "OPENSSL_init_crypto", out nint init)
            || !NativeLibrary.TryGetExport(library, "EVP_MD_fetch", out nint fetch)
            || !NativeLibrary.TryGetExport(library, "EVP_MD_free", out nint free))
        {
            return true;
        }

        ((delegate* unmanaged<ulong, nint, int>)init)(LoadConfiguration | NoExitHandler, 0);
        fixed (byte* name = "SHA2-256\0"u8)
        {
            nint hash = ((delegate* unmanaged<nint, byte*, byte*, nint>)fetch)(0, name, null);
            ((delegate* unmanaged<nint, void>)free)(hash);
            return hash != 0;
        }
    }
}
