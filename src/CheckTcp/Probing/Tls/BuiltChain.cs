using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>A chain as the platform built it, up to the first certificate that is trusted. Unlike the platform, an intermediate or the
/// server's own certificate is trusted when it is among the trusted ones, as by Go and curl: whoever put it there meant it.</summary>
internal sealed class BuiltChain : IDisposable
{
    public const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    public const X509ChainStatusFlags Unproven = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private const string ServerAuth = "1.3.6.1.5.5.7.3.1"; // RFC 5280 section 4.2.1.12

    private readonly X509Chain _chain = new();
    private bool _endsAtRoot = true;

    private BuiltChain(X509ChainPolicy policy, X509Certificate2 leaf)
    {
        _chain.ChainPolicy = policy;
        _chain.Build(leaf);
        Elements = [.. _chain.ChainElements];
        Flags = FlagsOf(_chain.ChainStatus);
    }

    /// <summary>From the server's certificate up, to a trusted one if there is one.</summary>
    public X509ChainElement[] Elements { get; private set; }

    /// <summary>All that is wrong with them.</summary>
    public X509ChainStatusFlags Flags { get; private set; }

    public bool IsTrusted => !Has(Untrusted);

    /// <summary>Whether other issuers could not make it better; they say nothing about revocation.</summary>
    public bool IsSound => !Has(~(Unproven | X509ChainStatusFlags.Revoked));

    /// <summary>How much of the chain stands, to tell which of several has more to say.</summary>
    public int Standing => IsSound ? 3 : !IsTrusted ? 0 : Has(X509ChainStatusFlags.NotSignatureValid) ? 1 : 2;

    /// <param name="leaf">The server's certificate.</param>
    /// <param name="others">What may be between it and a trusted one.</param>
    /// <param name="trusted">Whom to trust; <c>null</c> where the platform is to be asked.</param>
    /// <param name="stapling">What to make of a stapled OCSP response.</param>
    public static BuiltChain Build(
        X509Certificate2 leaf, IEnumerable<X509Certificate2> others, X509Certificate2Collection? trusted, OcspStapling stapling)
    {
        X509ChainPolicy policy = TrustStore.PolicyOfFirstLook(stapling);
        policy.ApplicationPolicy.Add(new Oid(ServerAuth));
        foreach (X509Certificate2 other in others)
        {
            policy.ExtraStore.Add(other);
        }

        if (trusted is null)
        {
            policy.TrustMode = X509ChainTrustMode.System;
            return new BuiltChain(policy, leaf);
        }

        policy.CustomTrustStore.AddRange(trusted);
        var built = new BuiltChain(policy, leaf);
        built.EndAtFirstOf(trusted);
        return built;
    }

    public bool Has(X509ChainStatusFlags flags) => (Flags & flags) != 0;

    /// <summary>What is wrong of this kind, in the platform's words.</summary>
    public IEnumerable<X509ChainStatus> StatusesOf(X509ChainStatusFlags flags) =>
        _chain.ChainStatus.Where(status => (status.Status & flags & Flags) != 0);

    public DateTime VerificationTime => _chain.ChainPolicy.VerificationTime;

    /// <summary>Whether it is outside of its time. The platform does not ask that of a last certificate that is not a root; else its word is enough, for
    /// dates are in local time, and the first of those has the process load its time zone.</summary>
    public bool IsOutOfTime(X509ChainElement element) =>
        (FlagsOf(element.ChainElementStatus) & X509ChainStatusFlags.NotTimeValid) != 0
        || (!_endsAtRoot && (element.Certificate.NotBefore > VerificationTime || element.Certificate.NotAfter < VerificationTime));

    public void Dispose() => _chain.Dispose();

    /// <summary>What is above a trusted certificate, or is not there, does not count.</summary>
    private void EndAtFirstOf(X509Certificate2Collection trusted)
    {
        int end = Array.FindIndex(Elements, element => SameCertificate.IsIn(trusted, element.Certificate));
        if (end < 0)
        {
            Flags |= IsTrusted ? X509ChainStatusFlags.PartialChain : 0; // nothing else is believed to be trusted
            return;
        }

        _endsAtRoot = IsTrusted;
        X509ChainStatusFlags above = FlagsOf(Elements.AsSpan(end + 1));
        Elements = Elements[..(end + 1)];
        Flags = ((Flags & ~above) | FlagsOf(Elements)) & ~Untrusted;
        Flags |= Array.Exists(Elements, IsOutOfTime) ? X509ChainStatusFlags.NotTimeValid : 0;
    }

    private static X509ChainStatusFlags FlagsOf(ReadOnlySpan<X509ChainElement> elements)
    {
        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainElement element in elements)
        {
            flags |= FlagsOf(element.ChainElementStatus);
        }

        return flags;
    }

    private static X509ChainStatusFlags FlagsOf(ReadOnlySpan<X509ChainStatus> statuses)
    {
        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in statuses)
        {
            flags |= status.Status;
        }

        return flags;
    }
}
