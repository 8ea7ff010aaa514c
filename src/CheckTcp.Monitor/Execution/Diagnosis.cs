using System.Globalization;
using System.Text.Json.Serialization;
using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.Verdicts;

namespace CheckTcp.Monitor.Execution;

/// <summary>Why a run in process was not OK, as data: what failed, or what was slow or expires too soon.</summary>
internal sealed record Diagnosis
{
    /// <summary>What failed; <c>null</c> when nothing did.</summary>
    public FailureFacts? Failure { get; init; }

    /// <summary>What was slower than the thresholds that the status comes from; <c>null</c> when nothing was.</summary>
    [JsonConverter(typeof(SlowFactsConverter))]
    public ValueList<SlowFacts>? Slow { get; init; }

    /// <summary>The certificate that has too little time left; <c>null</c> when none has.</summary>
    public ExpiringFacts? ExpiringCertificate { get; init; }

    /// <summary>Of a run that was not OK.</summary>
    /// <param name="check">The check.</param>
    /// <param name="seen">What its run saw.</param>
    /// <returns><c>null</c> when neither a failure nor a threshold is the reason, as where OK is reported as something else.</returns>
    public static Diagnosis? Of(TcpCheck check, Observation seen)
    {
        // The verdict is judged a second time: that costs the few runs that need it, not the many that are OK.
        Result result = Verdict.Of(check, seen);
        Failure? failure = result.Passed ? null : seen.Failure;
        return failure is null && result is { Slow.IsEmpty: true, Certificate: null } ? null : new Diagnosis
        {
            Failure = failure is null ? null : FailureFacts.Of(failure),
            Slow = result.Slow.IsEmpty ? null : [.. result.Slow.Select(SlowFacts.Of)],
            ExpiringCertificate = result.Certificate is { } certificate ? ExpiringFacts.Of(certificate) : null,
        };
    }

    /// <summary>For people, in a few words.</summary>
    public override string ToString() =>
        string.Join("; ", ((object?[])[Failure, SlowWords, ExpiringCertificate]).Where(words => words is not null));

    private string? SlowWords => Slow is null ? null : "slow: " + string.Join(", ", Slow.Select(slow => slow.Phase));
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
