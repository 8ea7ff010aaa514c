namespace CheckTcp.Verdicts;

/// <summary>A part of a run that took longer than it may, so that the status is what it is.</summary>
/// <param name="Phase">Its name as <c>--warning</c> takes it: <c>resolve</c>, <c>connect</c>, <c>proxy</c>, <c>tls</c>,
/// <c>first-byte</c>, <c>dialogue</c>, or <c>total</c> for the response time.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Threshold">How long it may take.</param>
public sealed record SlowPhase(string Phase, TimeSpan Took, TimeSpan Threshold)
{
    /// <summary>The name of the response time among the phases.</summary>
    internal const string Total = "total";
}
