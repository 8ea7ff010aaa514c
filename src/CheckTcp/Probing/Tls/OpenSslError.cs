namespace CheckTcp.Probing.Tls;

/// <summary>What went wrong in OpenSSL, from the code that the platform hands on as an exception's HResult: library and reason
/// (include/openssl/sslerr.h), which OpenSSL 3 packs in other widths than 1.1 did.</summary>
internal static class OpenSslError
{
    public const int NoCiphers = 181;
    public const int NoProtocols = 191;
    public const int LegacySignature = 333;
    public const int LegacyRenegotiation = 338;
    public const int SmallDhKey = 394;
    public const int SmallCaKey = 397;
    public const int WeakSignature = 398;
    public const int SmallKey = 399;

    private const int SslLibrary = 20;
    private const int LibraryShift = 23;
    private const int LibraryShiftOf11 = 24;
    private const int ReasonMask = 0xFFF;

    /// <summary>A received alert is reported as this reason plus its number.</summary>
    private const int AlertBase = 1000;

    /// <summary>The reason of an error of its TLS; <c>null</c> for any other error.</summary>
    public static int? ReasonOf(int code) =>
        code >> LibraryShift == SslLibrary || code >> LibraryShiftOf11 == SslLibrary ? code & ReasonMask : null;

    /// <summary>The alert that an error stands for, or <c>null</c> if it is another error.</summary>
    public static int? AlertOf(int code) =>
        ReasonOf(code) - AlertBase is >= 0 and <= byte.MaxValue and var number ? number : null;
}
