using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Judges a server's certificate: its chain, its dates, its use and its name.</summary>
internal static class CertificateVerification
{
    /// <summary>What a server's key does in a handshake: RFC 8446 section 4.4.2.2, RFC 5246 section 7.4.2.</summary>
    private const X509KeyUsageFlags UsesOfServers =
        X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;

    /// <summary>What has words of its own.</summary>
    private const X509ChainStatusFlags Told =
        BuiltChain.Untrusted | BuiltChain.Unproven | X509ChainStatusFlags.Revoked | X509ChainStatusFlags.NotTimeValid;

    /// <param name="leaf">The server's certificate.</param>
    /// <param name="sent">What else the server sent.</param>
    /// <param name="name">The name that it must bear, or <c>null</c> for any.</param>
    /// <param name="trust">Whom to trust.</param>
    /// <param name="stapling">What to make of a stapled OCSP response.</param>
    public static Verification Verify(
        X509Certificate2 leaf, X509Certificate2Collection sent, ServerName? name, TrustStore trust, OcspStapling stapling)
    {
        using BuiltChain chain = Best(leaf, sent, trust, stapling);
        OcspStaple staple = StapleOf(chain, stapling);
        var faults = new List<TlsFault>();
        AddDates(chain, faults);
        AddTrust(chain, trust, faults);
        if (name is not null && !name.IsBorneBy(leaf))
        {
            faults.Add(new(FailureCause.CertificateWrongName, $"it is not for {name}"));
        }

        AddRevocation(staple, stapling, faults);
        AddUse(leaf, faults);
        AddOthers(chain, faults);
        AddForgeable(chain, faults);
        return new Verification(Joined(faults), chain.IsTrusted ? CertificatesOf(chain) : [], staple);
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> CertificatesOf(BuiltChain chain) =>
        [.. chain.Elements.Select(element => new ReadOnlyMemory<byte>(element.Certificate.RawData))];

    private static TlsFault? Joined(List<TlsFault> faults) => faults.Count == 0
        ? null
        : new TlsFault(GravestOf(faults), $"certificate refused: {string.Join(", ", faults.Select(fault => fault.Words))}");

    /// <summary>A revoked certificate is worse than a wrong one; of others, the one that was found first.</summary>
    private static FailureCause GravestOf(List<TlsFault> faults) =>
        faults.Exists(fault => fault.Cause == FailureCause.CertificateRevokedByStaple)
            ? FailureCause.CertificateRevokedByStaple
            : faults[0].Cause;

    /// <summary>Nothing is refused before the whole store has been asked.</summary>
    private static BuiltChain Best(X509Certificate2 leaf, X509Certificate2Collection sent, TrustStore trust, OcspStapling stapling)
    {
        BuiltChain best = Best(leaf, sent, trust.IssuersOf(leaf, sent), stapling);
        return best.IsSound || trust.All() is not { } all ? best : Better(best, Best(leaf, sent, all, stapling));
    }

    /// <summary>Each path is tried by itself, so that no order decides which, and then all at once, for names that are the same to the
    /// platform and not byte by byte.</summary>
    private static BuiltChain Best(
        X509Certificate2 leaf, X509Certificate2Collection sent, X509Certificate2Collection? trusted, OcspStapling stapling)
    {
        BuiltChain? best = null;
        foreach (X509Certificate2[] path in trusted is null ? [] : CertificatePaths.Of(leaf, sent, trusted))
        {
            BuiltChain built = BuiltChain.Build(leaf, path, [path[^1]], stapling);
            best = best is null ? built : Better(best, built);
            if (best.IsSound)
            {
                return best;
            }
        }

        BuiltChain all = BuiltChain.Build(leaf, sent, trusted, stapling);
        return best is null ? all : Better(best, all);
    }

    private static BuiltChain Better(BuiltChain first, BuiltChain second)
    {
        (BuiltChain better, BuiltChain other) = second.Standing > first.Standing ? (second, first) : (first, second);
        other.Dispose();
        return better;
    }

    private static void AddDates(BuiltChain chain, List<TlsFault> faults)
    {
        foreach (X509ChainElement element in chain.Elements)
        {
            if (!chain.IsOutOfTime(element))
            {
                continue;
            }

            X509Certificate2 certificate = element.Certificate;
            string whose = element == chain.Elements[0] ? "" : $" (issuer {certificate.Subject})";
            bool expired = certificate.NotAfter < chain.VerificationTime;
            faults.Add(expired
                ? new(FailureCause.CertificateExpired, $"expired on {Date(certificate.NotAfter)}{whose}")
                : new(FailureCause.CertificateNotYetValid, $"not valid before {Date(certificate.NotBefore)}{whose}"));
        }
    }

    private static void AddTrust(BuiltChain chain, TrustStore trust, List<TlsFault> faults)
    {
        if (chain.IsTrusted)
        {
            return;
        }

        bool selfSigned = chain.Elements.Length == 1 && chain.Has(X509ChainStatusFlags.UntrustedRoot);
        string words = selfSigned ? "self-signed" : $"unknown issuer {chain.Elements[^1].Certificate.Issuer}";
        words += trust.SearchedInVain() is { } places
            ? $"; this machine has no trusted roots, looked for in {places}; install ca-certificates, or name a file with --ca-file"
            : "";
        faults.Add(new(selfSigned ? FailureCause.CertificateSelfSigned : FailureCause.CertificateUnknownIssuer, words));
    }

    /// <summary>The platform keeps a stapled response beside the certificate and asks it when the chain is built.</summary>
    private static OcspStaple StapleOf(BuiltChain chain, OcspStapling stapling)
    {
        if (stapling == OcspStapling.Ignored || !chain.IsTrusted)
        {
            return OcspStaple.NotJudged;
        }

        return chain.Has(X509ChainStatusFlags.Revoked) ? OcspStaple.Revoked
            : chain.Has(BuiltChain.Unproven) ? OcspStaple.Missing
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

    /// <summary>The platform judges the extended usages, but not that of the server's key.</summary>
    private static void AddUse(X509Certificate2 leaf, List<TlsFault> faults)
    {
        foreach (X509Extension extension in leaf.Extensions)
        {
            if (extension is X509KeyUsageExtension { KeyUsages: var usages } && (usages & UsesOfServers) == 0)
            {
                faults.Add(new(FailureCause.CertificateInvalid, $"its key is not meant for servers (key usage {usages} alone)"));
            }
        }
    }

    private static void AddOthers(BuiltChain chain, List<TlsFault> faults)
    {
        foreach (X509ChainStatus status in chain.StatusesOf(~Told))
        {
            faults.Add(new(FailureCause.CertificateInvalid, Words(status)));
        }
    }

    /// <summary>The library calls a wrong usage "invalid policy", which is something else.</summary>
    private static string Words(X509ChainStatus status) => status.Status == X509ChainStatusFlags.NotValidForUsage
        ? "it, or one above it, is not meant for servers (serverAuth is missing)"
        : status.StatusInformation.Trim();

    /// <summary>The platform builds chains without OpenSSL's levels of security, so signatures that can be forged are ours to refuse. One
    /// that a root made over itself proves nothing, and need not; nor does that over any certificate that is trusted by itself.</summary>
    private static void AddForgeable(BuiltChain chain, List<TlsFault> faults)
    {
        foreach (X509ChainElement element in chain.IsTrusted ? chain.Elements[..^1] : chain.Elements)
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
