namespace CheckTcp;

/// <summary>The files of the certificate by which this side proves who it is. They are read anew for every handshake, so that a renewed
/// certificate counts at once.</summary>
public sealed record ClientCertificate
{
    /// <param name="file">See <see cref="File"/>.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public ClientCertificate(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        File = file;
    }

    /// <summary>The name of a file, or the PEM itself: PEM (RFC 7468) with the certificate first and what is above it behind, or PKCS#12 (RFC 7292) where the name ends in
    /// <c>.p12</c> or <c>.pfx</c>.</summary>
    public string File { get; }

    /// <summary>The name of a PEM file with the private key, or the PEM itself, or <c>null</c> (the default) when it stands in <see cref="File"/>. PKCS#12 always brings its
    /// key.</summary>
    /// <exception cref="ArgumentException">It is given for PKCS#12.</exception>
    public string? KeyFile
    {
        get;
        init => field = value is null || !IsPkcs12
            ? value
            : throw new ArgumentException("A PKCS#12 file brings its own key.", nameof(value));
    }

    /// <summary>A file whose first line is the password of the key or of the PKCS#12 file; <c>null</c> (the default) for none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Whether <see cref="File"/> is PKCS#12 rather than PEM.</summary>
    public bool IsPkcs12 =>
        File.EndsWith(".p12", StringComparison.OrdinalIgnoreCase) || File.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase);
}
