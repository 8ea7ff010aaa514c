using System.Text.Json;
using CheckTcp.TestSupport.Mackerel.Api;

namespace CheckTcp.TestSupport.Mackerel.Faults;

/// <summary>Which requests a fault meets: those for which all that is given holds.</summary>
public sealed record FaultScope
{
    public static readonly FaultScope All = new();

    /// <summary>Check reports.</summary>
    public static readonly FaultScope Reports = new() { Path = "/monitoring/checks/report" };

    /// <summary>The method.</summary>
    public string? Method { get; init; }

    /// <summary>A part of path and query.</summary>
    public string? Path { get; init; }

    /// <summary>The host that the path names, or one of the reports.</summary>
    public string? HostId { get; init; }

    /// <summary>The check of one of the reports.</summary>
    public string? Check { get; init; }

    public bool Meets(ApiCall call) =>
        (Method is null || Method == call.Method)
        && (Path is null || call.Target.Contains(Path, StringComparison.Ordinal))
        && (HostId is null || call.Segments is ["hosts", var id, ..] && id == HostId || ReportsOf(call).Any(report => report.HostId == HostId))
        && (Check is null || ReportsOf(call).Any(report => report.Check == Check));

    private static IEnumerable<(string? HostId, string? Check)> ReportsOf(ApiCall call)
    {
        JsonElement body;
        try
        {
            body = call.Json();
        }
        catch (CallRefusedException)
        {
            return [];
        }

        return body.TryGetProperty("reports", out JsonElement reports) && reports.ValueKind == JsonValueKind.Array
            ? reports.EnumerateArray().Select(report => (TextOf(MemberOf(report, "source"), "hostId"), TextOf(report, "name")))
            : [];
    }

    private static JsonElement MemberOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? TextOf(JsonElement element, string name) =>
        MemberOf(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
