namespace CheckTcp.Monitor.Facade;

/// <summary>Results of a check over a time, as <c>check-tcpd history --json</c> prints them. Members are only ever added.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Since">From here.</param>
/// <param name="Until">Up to here.</param>
/// <param name="Resolution"><c>result</c> for each single one in <see cref="Results"/>; <c>minute</c>, <c>hour</c> or <c>day</c> for
/// figures in <see cref="Rollups"/>, where single results are not kept so long or are too many.</param>
/// <param name="Results">Single results in their order.</param>
/// <param name="Rollups">Figures in their order.</param>
internal sealed record HistoryView(
    string Check, DateTimeOffset Since, DateTimeOffset Until, string Resolution, IReadOnlyList<ResultView> Results, IReadOnlyList<RollupView> Rollups);

/// <summary>One result; times in seconds.</summary>
/// <param name="At">When the run began.</param>
/// <param name="Status">OK, WARNING, CRITICAL or UNKNOWN.</param>
/// <param name="ResponseTime">The response time, or for another command how long it ran.</param>
/// <param name="Resolve">Name to addresses; <c>null</c> where the phase was not reached or not asked for, here and below.</param>
/// <param name="Connect">Until a connection stood.</param>
/// <param name="Proxy">From the connection to the proxy until the proxy had one.</param>
/// <param name="Tls">The TLS handshake.</param>
/// <param name="FirstByte">From the start of the dialogue to the first byte.</param>
/// <param name="Dialogue">The whole dialogue.</param>
/// <param name="Message">What it printed: kept when it was not OK or its status was new.</param>
internal sealed record ResultView(
    DateTimeOffset At, string Status, double ResponseTime, double? Resolve, double? Connect, double? Proxy, double? Tls, double? FirstByte,
    double? Dialogue, string? Message) : DiagnosedView;

/// <summary>Figures of the results in a minute, an hour or a day; times in seconds.</summary>
/// <param name="At">Its start.</param>
/// <param name="Ok">How many were OK.</param>
/// <param name="Warning">How many were WARNING.</param>
/// <param name="Critical">How many were CRITICAL.</param>
/// <param name="Unknown">How many were UNKNOWN.</param>
/// <param name="Min">The shortest response time.</param>
/// <param name="Average">The average.</param>
/// <param name="Max">The longest.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
internal sealed record RollupView(
    DateTimeOffset At, long Ok, long Warning, long Critical, long Unknown, double Min, double Average, double Max, double P50, double P95, double P99);
