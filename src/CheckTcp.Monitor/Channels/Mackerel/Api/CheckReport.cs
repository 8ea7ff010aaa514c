using System.Text.Json.Serialization;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>A report as the API takes it (<c>POST /api/v0/monitoring/checks/report</c>), in the agent's order of members.</summary>
/// <param name="Source">Whose check it is.</param>
/// <param name="Name">The check.</param>
/// <param name="Status"><c>OK</c>, <c>WARNING</c>, <c>CRITICAL</c> or <c>UNKNOWN</c>.</param>
/// <param name="Message">At most 1024 code points.</param>
/// <param name="OccurredAt">Seconds since 1970. The server ignores a second report of one check with the same time, and one that is six hours
/// old.</param>
/// <param name="NotificationInterval">Minutes; left out for no repeated notification.</param>
/// <param name="MaxCheckAttempts">1 to 10; left out for 1.</param>
internal sealed record CheckReport(
    ReportSource Source,
    string Name,
    string Status,
    string Message,
    long OccurredAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? NotificationInterval,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxCheckAttempts);

/// <summary>Whose check it is.</summary>
/// <param name="Type">Always <c>host</c>.</param>
/// <param name="HostId">Mackerel's id of the host.</param>
internal sealed record ReportSource(string Type, string HostId);
