namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>The body of <c>POST /monitoring/checks/report</c>.</summary>
/// <param name="Reports">At most 100.</param>
internal sealed record ReportsBody(IReadOnlyList<CheckReport> Reports);

/// <summary>The body of <c>POST /hosts/ID/status</c>.</summary>
/// <param name="Status">See <see cref="Host"/>.</param>
internal sealed record StatusBody(string Status);

/// <summary>The body of <c>POST /hosts/ID/retire</c>: an object without members.</summary>
internal sealed record EmptyBody;

/// <summary>The answer to <c>POST /hosts</c>.</summary>
/// <param name="Id">The new host's.</param>
internal sealed record IdAnswer(string? Id);

/// <summary>The answer to <c>GET /hosts/ID</c>.</summary>
/// <param name="Host">The host.</param>
internal sealed record HostAnswer(Host? Host);

/// <summary>The answer to <c>GET /hosts</c>.</summary>
/// <param name="Hosts">Those that match; what a server answers may hold <c>null</c> where a host should be.</param>
internal sealed record HostsAnswer(IReadOnlyList<Host?>? Hosts);
