namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>How it stands with this host at Mackerel.</summary>
/// <param name="Id">Mackerel's id; <c>null</c> as long as it is not known.</param>
/// <param name="Problem">Why it is not up to date there; <c>null</c> when it is, or nothing was tried yet.</param>
/// <param name="Since">Since when it is not.</param>
internal sealed record HostCondition(string? Id, string? Problem, DateTimeOffset? Since);
