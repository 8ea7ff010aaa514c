namespace CheckTcp;

/// <summary>A certificate that is valid for less time than it should be.</summary>
/// <param name="Subject">Whom it is for, fit to be shown.</param>
/// <param name="IsServers">Whether it is the server's own, rather than one above it.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="Left">How long that was at the handshake; less than zero for one that has expired.</param>
public sealed record ExpiringCertificate(string Subject, bool IsServers, DateTimeOffset NotAfter, TimeSpan Left)
{
    /// <summary>The common name in <see cref="Subject"/>, fit to be shown, or <c>null</c> (the default) for none.</summary>
    public string? CommonName { get; init; }

    /// <summary>Which address showed it, fit to be shown, where each is checked by itself; <c>null</c> (the default) otherwise.</summary>
    public string? Address { get; init; }
}
