namespace CheckTcp;

/// <summary>A part of a run that took longer than it may, so that the status is what it is.</summary>
/// <param name="Phase">Its name as <c>--warning</c> takes it: <c>resolve</c>, <c>connect</c>, <c>proxy</c>, <c>tls</c>,
/// <c>first-byte</c>, <c>dialogue</c>, or <c>total</c> for the response time.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Threshold">How long it may take.</param>
public sealed record SlowPhase(string Phase, TimeSpan Took, TimeSpan Threshold)
{
    /// <summary>The address that took so long, fit to be shown, where each is checked by itself; <c>null</c> (the default) otherwise.</summary>
    public string? Address { get; init; }

    /// <summary>How often the first segment (SYN) had to be sent again, of <c>connect</c> and <c>total</c>, where that made it slow.</summary>
    /// <value>1 or more, or <c>null</c> (the default) for none or unknown (<see cref="Probing.AddressAttempt.Retransmissions"/>).</value>
    public int? Retransmissions { get; init; }

    /// <summary>The name of the response time among the phases.</summary>
    internal const string Total = "total";
}
