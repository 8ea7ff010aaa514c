using System.Text.Json.Serialization;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Facade;

/// <summary>Something that was not OK, or not at once, and why: the members that tell it, the same wherever it is shown.</summary>
internal abstract record DiagnosedView
{
    /// <summary>All of it; <c>null</c> when there is nothing to tell.</summary>
    [JsonIgnore]
    public Diagnosis? Diagnosis { get; init; }

    /// <inheritdoc cref="Diagnosis.Failure"/>
    public FailureFacts? Failure
    {
        get => Diagnosis?.Failure;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { Failure = value };
    }

    /// <inheritdoc cref="Diagnosis.Slow"/>
    [JsonConverter(typeof(SlowFactsConverter))]
    public ValueList<SlowFacts>? Slow
    {
        get => Diagnosis?.Slow;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { Slow = value };
    }

    /// <inheritdoc cref="Diagnosis.ExpiringCertificate"/>
    public ExpiringFacts? ExpiringCertificate
    {
        get => Diagnosis?.ExpiringCertificate;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { ExpiringCertificate = value };
    }

    /// <inheritdoc cref="Diagnosis.SenselessRequest"/>
    public bool? SenselessRequest
    {
        get => Diagnosis?.SenselessRequest;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { SenselessRequest = value };
    }

    /// <inheritdoc cref="Diagnosis.Retried"/>
    public RetriedFacts? Retried
    {
        get => Diagnosis?.Retried;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { Retried = value };
    }

    /// <inheritdoc cref="Diagnosis.Retransmissions"/>
    public int? Retransmissions
    {
        get => Diagnosis?.Retransmissions;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { Retransmissions = value };
    }

    /// <inheritdoc cref="Diagnosis.Addresses"/>
    [JsonConverter(typeof(AddressFactsConverter))]
    public ValueList<AddressFacts>? Addresses
    {
        get => Diagnosis?.Addresses;
        init => Diagnosis = value is null ? Diagnosis : (Diagnosis ?? new()) with { Addresses = value };
    }

    /// <summary>The same for people, in a few words; empty for none.</summary>
    [JsonIgnore]
    public string Cause => Diagnosis?.ToString() ?? "";
}
