using System.Collections.Immutable;
using System.Text.Json;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>Calls about hosts.</summary>
internal sealed class HostCalls(MonitoringBook book)
{
    private static readonly string[] Watched = ["working", "standby"];

    public ApiReply Create(ApiCall call)
    {
        JsonElement body = call.Json();
        Func<ServerHost, ServerHost> describe = DescribedBy(body);
        Dictionary<string, string>? checks = ChecksOf(body);
        ServerHost host = book.AddHost(describe, call.At);
        if (checks is not null)
        {
            book.SetChecks(host.Id, checks);
        }

        return ApiReply.Of(HostJson.Id(host));
    }

    public ApiReply Change(ApiCall call, string id)
    {
        ServerHost host = InUse(id);
        JsonElement body = call.Json();
        Func<ServerHost, ServerHost> describe = DescribedBy(body);
        Dictionary<string, string>? checks = ChecksOf(body);
        book.Change(describe(host));
        if (checks is not null)
        {
            book.SetChecks(id, checks);
        }

        return ApiReply.Of(HostJson.Id(host));
    }

    public ApiReply List(ApiCall call)
    {
        string[] statuses = call.Query.TryGetValue("status", out var given) ? [.. given.Select(status => status!)] : Watched;
        ServerHostStatus[] asked = [.. statuses.Select(HostJson.StatusOf)];
        return ApiReply.Of(HostJson.Hosts(book.Hosts.Values.Where(host => !host.IsRetired
            && asked.Contains(host.Status)
            && Matches(call, "customIdentifier", host.CustomIdentifier)
            && Matches(call, "name", host.Name)
            && IsIn(host, call))));
    }

    public ApiReply Show(string id) => ApiReply.Of(HostJson.Host(Known(id)));

    public ApiReply ShowByCustomIdentifier(ApiCall call, string identifier)
    {
        bool ignoresCase = call.Query.TryGetValue("caseInsensitive", out var given) && given == "true";
        StringComparison comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return book.Hosts.Values.FirstOrDefault(host => !host.IsRetired && string.Equals(host.CustomIdentifier, identifier, comparison)) is { } host
            ? ApiReply.Of(HostJson.Host(host)) : throw NotFound();
    }

    public ApiReply SetStatus(ApiCall call, string id)
    {
        ServerHost host = InUse(id);
        book.Change(host with { Status = HostJson.StatusOf(call.Json().Text("status")) });
        return ApiReply.Success;
    }

    public ApiReply Retire(ApiCall call, string id)
    {
        book.Retire(InUse(id), call.At);
        return ApiReply.Success;
    }

    internal static CallRefusedException NotFound() => new(404, "Host Not Found.");

    private static Func<ServerHost, ServerHost> DescribedBy(JsonElement body)
    {
        string name = body.Text("name");
        if (name.Length == 0)
        {
            throw new CallRefusedException(400, "name is empty.");
        }

        JsonElement meta = body.Object("meta");
        string? displayName = body.OptionalText("displayName");
        string? customIdentifier = body.OptionalText("customIdentifier");
        string memo = body.OptionalText("memo") ?? "";
        JsonElement? interfaces = body.OptionalList("interfaces") is null ? null : body.GetProperty("interfaces");
        ImmutableArray<string> roles = [.. (body.OptionalList("roleFullnames") ?? []).Select(RoleOf)];
        return host => host with
        {
            Name = name,
            DisplayName = displayName,
            CustomIdentifier = customIdentifier,
            Memo = memo,
            Meta = meta,
            Interfaces = interfaces,
            Roles = [.. host.Roles.Union(roles)],
        };
    }

    private static Dictionary<string, string>? ChecksOf(JsonElement body) => body.OptionalList("checks")?
        .GroupBy(check => check.Text("name"), check => check.OptionalText("memo") ?? "")
        .ToDictionary(same => same.Key, same => same.Last());

    private static string RoleOf(JsonElement role) => role.ValueKind == JsonValueKind.String
        && role.GetString()!.Split(':', StringSplitOptions.TrimEntries) is [{ Length: > 0 } service, { Length: > 0 } name]
        ? $"{service}:{name}" : throw new CallRefusedException(400, "A role's full name is service:role.");

    private static bool Matches(ApiCall call, string parameter, string? value) =>
        !call.Query.TryGetValue(parameter, out var given) || given == value;

    private static bool IsIn(ServerHost host, ApiCall call) => !call.Query.TryGetValue("service", out var service)
        || host.Roles.Any(role => role.Split(':') is [var of, var name] && service == of
            && (!call.Query.TryGetValue("role", out var roles) || roles.Contains(name)));

    private ServerHost Known(string id) => book.Hosts.GetValueOrDefault(id) ?? throw NotFound();

    private ServerHost InUse(string id) => Known(id) is { IsRetired: false } host ? host : throw NotFound();
}
