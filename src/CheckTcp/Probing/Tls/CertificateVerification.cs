using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Checks;

namespace CheckTcp.Probing.Tls;

/// <summary>Judges a server's certificate: its chain, its dates and its name.</summary>
internal static class CertificateVerification
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private const X509ChainStatusFlags Unproven = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <param name="leaf">The server's certificate.</param>
    /// <param name="sent">What else the server sent.</param>
    /// <param name="name">The name that it must bear, or <c>null</c> for any.</param>
    /// <param name="trust">Whom to trust.</param>
    /// <param name="stapling">What to make of a stapled OCSP response.</param>
    public static Verification Verify(
        X509Certificate2 leaf, X509Certificate2Collection sent, ServerName? name, TrustStore trust, OcspStapling stapling)
    {
        using var chain = new X509Chain();
        if (!TryBuild(chain, leaf, sent, trust.IssuersOf(leaf, sent), stapling) && trust.All() is { } all)
        {
            TryBuild(chain, leaf, sent, all, stapling); // nothing is refused before the whole store has been asked
        }

        OcspStaple staple = StapleOf(chain, stapling);
        var faults = new List<TlsFault>();
        AddDates(chain, faults);
        AddTrust(chain, faults);
        if (name is not null && !name.IsBorneBy(leaf))
        {
            faults.Add(new(FailureCause.CertificateWrongName, $"it is not for {name}"));
        }

        AddRevocation(staple, stapling, faults);
        AddOthers(chain, faults);
        AddForgeable(chain, faults);
        return new Verification(Joined(faults), Has(chain, Untrusted) ? [] : CertificatesOf(chain), staple);
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> CertificatesOf(X509Chain chain)
    {
        var certificates = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(chain.ChainElements.Count);
        foreach (X509ChainElement element in chain.ChainElements)
        {
            certificates.Add(element.Certificate.RawData);
        }

        return certificates.MoveToImmutable();
    }

    private static TlsFault? Joined(List<TlsFault> faults) => faults.Count == 0
        ? null
        : new TlsFault(GravestOf(faults), $"certificate refused: {string.Join(", ", faults.Select(fault => fault.Words))}");

    /// <summary>A revoked certificate is worse than a wrong one; of others, the one that was found first.</summary>
    private static FailureCause GravestOf(List<TlsFault> faults) =>
        faults.Exists(fault => fault.Cause == FailureCause.CertificateRevokedByStaple)
            ? FailureCause.CertificateRevokedByStaple
            : faults[0].Cause;

    private static bool TryBuild(
        X509Chain chain, X509Certificate2 leaf, X509Certificate2Collection sent, X509Certificate2Collection? roots, OcspStapling stapling)
    {
        chain.Reset();
        X509ChainPolicy policy = TrustStore.PolicyOfFirstLook(stapling);
        policy.ExtraStore.AddRange(sent);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1")); // serverAuth, RFC 5280 section 4.2.1.12
        if (roots is null)
        {
            policy.TrustMode = X509ChainTrustMode.System;
        }
        else
        {
            policy.CustomTrustStore.AddRange(roots);
        }

        chain.ChainPolicy = policy;
        return chain.Build(leaf) || !Has(chain, ~(Unproven | X509ChainStatusFlags.Revoked)); // more roots say nothing about revocation
    }

    private static bool Has(X509Chain chain, X509ChainStatusFlags flags) =>
        chain.ChainStatus.Any(status => (status.Status & flags) != 0);

    private static void AddDates(X509Chain chain, List<TlsFault> faults)
    {
        foreach (X509ChainElement element in chain.ChainElements)
        {
            if (!element.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid))
            {
                continue;
            }

            X509Certificate2 certificate = element.Certificate;
            string whose = element == chain.ChainElements[0] ? "" : $" (issuer {certificate.Subject})";
            bool expired = certificate.NotAfter < chain.ChainPolicy.VerificationTime;
            faults.Add(expired
                ? new(FailureCause.CertificateExpired, $"expired on {Date(certificate.NotAfter)}{whose}")
                : new(FailureCause.CertificateNotYetValid, $"not valid before {Date(certificate.NotBefore)}{whose}"));
        }
    }

    private static void AddTrust(X509Chain chain, List<TlsFault> faults)
    {
        if (!Has(chain, Untrusted))
        {
            return;
        }

        bool selfSigned = chain.ChainElements.Count == 1 && Has(chain, X509ChainStatusFlags.UntrustedRoot);
        X509Certificate2 last = chain.ChainElements[^1].Certificate;
        faults.Add(selfSigned
            ? new(FailureCause.CertificateSelfSigned, "self-signed")
            : new(FailureCause.CertificateUnknownIssuer, $"unknown issuer {last.Issuer}"));
    }

    /// <summary>The platform keeps a stapled response beside the certificate and asks it when the chain is built.</summary>
    private static OcspStaple StapleOf(X509Chain chain, OcspStapling stapling)
    {
        if (stapling == OcspStapling.Ignored || Has(chain, Untrusted))
        {
            return OcspStaple.NotJudged;
        }

        return Has(chain, X509ChainStatusFlags.Revoked) ? OcspStaple.Revoked
            : Has(chain, Unproven) ? OcspStaple.Missing
            : OcspStaple.Good;
    }

    private static void AddRevocation(OcspStaple staple, OcspStapling stapling, List<TlsFault> faults)
    {
        if (staple == OcspStaple.Revoked)
        {
            faults.Add(new(FailureCause.CertificateRevokedByStaple, "it was revoked, says the stapled OCSP response"));
        }
        else if (staple == OcspStaple.Missing && stapling == OcspStapling.Required)
        {
            faults.Add(new(FailureCause.CertificateStapleMissing, "no valid OCSP response is stapled"));
        }
    }

    private static void AddOthers(X509Chain chain, List<TlsFault> faults)
    {
        foreach (X509ChainStatus status in chain.ChainStatus)
        {
            if ((status.Status & (Untrusted | Unproven | X509ChainStatusFlags.Revoked | X509ChainStatusFlags.NotTimeValid)) == 0)
            {
                faults.Add(new(FailureCause.CertificateInvalid, Words(status)));
            }
        }
    }

    /// <summary>The library calls a wrong usage "invalid policy", which is something else.</summary>
    private static string Words(X509ChainStatus status) => status.Status == X509ChainStatusFlags.NotValidForUsage
        ? "it, or one above it, is not meant for servers (serverAuth is missing)"
        : status.StatusInformation.Trim();

    /// <summary>The platform builds chains without OpenSSL's levels of security, so signatures that can be forged are ours to refuse. One
    /// that a root made over itself proves nothing, and need not.</summary>
    private static void AddForgeable(X509Chain chain, List<TlsFault> faults)
    {
        foreach (X509ChainElement element in chain.ChainElements)
        {
            X509Certificate2 certificate = element.Certificate;
            bool overItself = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            if (!overItself && ForgeableHash.Of(certificate) is { } hash)
            {
                faults.Add(new(FailureCause.CertificateInvalid, $"the signature of {certificate.Issuer} uses {hash}, which can be forged"));
            }
        }
    }

    private static string Date(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
