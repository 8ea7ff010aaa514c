using System.Globalization;
using System.Text.Json.Serialization;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Domain;

/// <summary>Why a run in process was not OK, as data: what failed, or what was slow or expires too soon; and what it took to come so far,
/// which is kept of an OK run, too.</summary>
internal sealed record Diagnosis
{
    private const int ShownAddresses = 3;

    /// <summary>Of a request that makes no sense, so that there was no run.</summary>
    public static readonly Diagnosis Senseless = new() { SenselessRequest = true };

    /// <summary>What failed; <c>null</c> when nothing did.</summary>
    public FailureFacts? Failure { get; init; }

    /// <summary>What was slower than the thresholds that the status comes from; <c>null</c> when nothing was.</summary>
    [JsonConverter(typeof(SlowFactsConverter))]
    public ValueList<SlowFacts>? Slow { get; init; }

    /// <summary>The certificate that has too little time left; <c>null</c> when none has.</summary>
    public ExpiringFacts? ExpiringCertificate { get; init; }

    /// <summary>Whether the request makes no sense; <c>null</c> when it does.</summary>
    public bool? SenselessRequest { get; init; }

    /// <summary>Which attempt it was, where others failed before it; else <c>null</c>.</summary>
    public RetriedFacts? Retried { get; init; }

    /// <summary>How often a SYN had to be sent again until a peer answered; <c>null</c> when none had to.</summary>
    public int? Retransmissions { get; init; }

    /// <summary>What became of each address, where there were several and not all did as they should; else <c>null</c>.</summary>
    [JsonConverter(typeof(AddressFactsConverter))]
    public ValueList<AddressFacts>? Addresses { get; init; }

    /// <summary>Of a run.</summary>
    /// <param name="check">The check.</param>
    /// <param name="seen">What its run saw.</param>
    /// <param name="judgement">What that came to.</param>
    /// <returns><c>null</c> when there is nothing to tell, as of the many runs that are OK at once.</returns>
    public static Diagnosis? Of(TcpCheck check, Observation seen, Judgement judgement)
    {
        RetriedFacts? retried = RetriedFacts.Of(seen);
        int? retransmissions = AddressFacts.RetransmissionsIn(seen);
        ValueList<AddressFacts>? addresses = AddressFacts.Of(check, seen, judgement.Status);
        if (judgement.Status == Status.Ok)
        {
            return retried is null && retransmissions is null && addresses is null ? null
                : new Diagnosis { Retried = retried, Retransmissions = retransmissions, Addresses = addresses };
        }

        var diagnosis = new Diagnosis
        {
            Failure = !judgement.Passed && seen.Failure is { } failure ? FailureFacts.Of(failure) : null,
            Slow = judgement.Slow.IsEmpty ? null : [.. judgement.Slow.Select(SlowFacts.Of)],
            ExpiringCertificate = judgement.Certificate is { } certificate ? ExpiringFacts.Of(certificate) : null,
            Retried = retried,
            Retransmissions = retransmissions,
            Addresses = addresses,
        };
        return diagnosis == new Diagnosis() ? null : diagnosis;
    }

    /// <summary>For people, in a few words.</summary>
    public override string ToString() => string.Join("; ", ((object?[])
        [Failure, SlowWords, ExpiringCertificate, SenselessWords, Retried, RetransmissionWords, AddressWords]).Where(words => words is not null));

    private string? SlowWords => Slow is null ? null : "slow: " + string.Join(", ", Slow.Select(slow => slow.Phase));

    private string? SenselessWords => SenselessRequest == true ? "request: makes no sense" : null;

    private string? RetransmissionWords => Retransmissions is not { } count ? null
        : string.Create(CultureInfo.InvariantCulture, $"SYN sent again {(count == 1 ? "once" : $"{count} times")}");

    /// <summary>Those that failed, for what passed needs no cause.</summary>
    private string? AddressWords
    {
        get
        {
            AddressFacts[] failed = [.. (Addresses ?? []).Where(address => address.Failure is not null)];
            return failed.Length == 0 ? null
                : string.Join(", ", failed.Take(ShownAddresses)) + (failed.Length > ShownAddresses ? ", ..." : "");
        }
    }
}

/// <summary>A part of a run that took longer than it may; times in seconds.</summary>
/// <param name="Phase">Its name as <c>--warning</c> takes it, such as <c>connect</c> or <c>total</c>.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Threshold">How long it may take.</param>
internal sealed record SlowFacts(string Phase, double Took, double Threshold)
{
    /// <inheritdoc cref="SlowPhase.Address"/>
    public string? Address { get; init; }

    /// <inheritdoc cref="SlowPhase.Retransmissions"/>
    public int? Retransmissions { get; init; }

    /// <summary>What is kept of it.</summary>
    public static SlowFacts Of(SlowPhase slow) => new(slow.Phase, slow.Took.TotalSeconds, slow.Threshold.TotalSeconds)
    {
        Address = slow.Address,
        Retransmissions = slow.Retransmissions,
    };
}

/// <summary>A certificate that is valid for less time than it should be.</summary>
/// <param name="Subject">Whom it is for, fit to be shown.</param>
/// <param name="IsServers">Whether it is the server's own, rather than one above it.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="DaysLeft">How long that was at the handshake, see <see cref="CertificateFacts.Days"/>.</param>
internal sealed record ExpiringFacts(string Subject, bool IsServers, DateTimeOffset NotAfter, double DaysLeft)
{
    /// <inheritdoc cref="ExpiringCertificate.Address"/>
    public string? Address { get; init; }

    /// <summary>What is kept of it.</summary>
    public static ExpiringFacts Of(ExpiringCertificate certificate) =>
        new(certificate.Subject, certificate.IsServers, certificate.NotAfter, CertificateFacts.Days(certificate.Left)) { Address = certificate.Address };

    /// <summary><c>certificate: 6.5 days left</c>.</summary>
    public override string ToString() => DaysLeft < 0
        ? "certificate: expired"
        : string.Create(CultureInfo.InvariantCulture, $"certificate: {DaysLeft:0.##} days left");
}
