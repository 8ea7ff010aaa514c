using System.Text.Json.Nodes;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>Hosts as the API writes them.</summary>
internal static class HostJson
{
    public static JsonObject Id(ServerHost host) => new() { ["id"] = host.Id };

    public static JsonObject Host(ServerHost host) => new() { ["host"] = One(host) };

    public static JsonObject Hosts(IEnumerable<ServerHost> hosts) => new() { ["hosts"] = new JsonArray([.. hosts.Select(One)]) };

    /// <exception cref="CallRefusedException">There is no such status.</exception>
    public static ServerHostStatus StatusOf(string text) => text switch
    {
        "working" => ServerHostStatus.Working,
        "standby" => ServerHostStatus.Standby,
        "maintenance" => ServerHostStatus.Maintenance,
        "poweroff" => ServerHostStatus.PowerOff,
        _ => throw new CallRefusedException(400, $"{text} is no status of a host."),
    };

    private static string TextOf(ServerHostStatus status) => status switch
    {
        ServerHostStatus.Working => "working",
        ServerHostStatus.Standby => "standby",
        ServerHostStatus.Maintenance => "maintenance",
        _ => "poweroff",
    };

    private static JsonObject One(ServerHost host)
    {
        JsonObject json = new()
        {
            ["id"] = host.Id,
            ["name"] = host.Name,
            ["status"] = TextOf(host.Status),
            ["memo"] = host.Memo,
            ["size"] = "standard",
            ["roles"] = Roles(host),
            ["isRetired"] = host.IsRetired,
            ["createdAt"] = host.CreatedAt.ToUnixTimeSeconds(),
            ["meta"] = JsonNode.Parse(host.Meta?.GetRawText() ?? "{}"),
            ["interfaces"] = JsonNode.Parse(host.Interfaces?.GetRawText() ?? "[]"),
        };
        AddIfAny(json, "displayName", host.DisplayName);
        AddIfAny(json, "customIdentifier", host.CustomIdentifier);
        AddIfAny(json, "retiredAt", host.RetiredAt?.ToUnixTimeSeconds());
        return json;
    }

    private static JsonObject Roles(ServerHost host)
    {
        JsonObject roles = [];
        foreach (IGrouping<string, string> service in host.Roles.GroupBy(role => role.Split(':')[0], role => role.Split(':')[1]))
        {
            roles[service.Key] = new JsonArray([.. service.Select(role => (JsonNode)role)]);
        }

        return roles;
    }

    private static void AddIfAny(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
