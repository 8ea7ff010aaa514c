using System.Text.Json;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

public class HostCallTests
{
    private const string Router = """
        {"name":"router","displayName":"the router","meta":{"agent-name":"x"},"customIdentifier":"10.0.0.1","roleFullnames":["Svc:web","Svc:db","Other: db"],
         "interfaces":[{"name":"eth0"}],"checks":[{"name":"ftp","memo":"m"},{"name":"web"}]}
        """;

    [Fact]
    public void A_host_is_registered_and_shown()
    {
        var api = new CalledApi();

        string id = api.Json("POST", "/hosts", Router).GetProperty("id").GetString()!;
        JsonElement host = api.Json("GET", $"/hosts/{id}").GetProperty("host");

        Assert.Equal("host0000002", id);
        Assert.Equal(
            (id, "router", "the router", "10.0.0.1", "working", false),
            (Text(host, "id"), Text(host, "name"), Text(host, "displayName"), Text(host, "customIdentifier"), Text(host, "status"), host.GetProperty("isRetired").GetBoolean()));
        Assert.Equal("""{"Svc":["web","db"],"Other":["db"]}""", host.GetProperty("roles").GetRawText());
        Assert.Equal("x", Text(host.GetProperty("meta"), "agent-name"));
        Assert.Equal("eth0", Text(host.GetProperty("interfaces")[0], "name"));
        Assert.Equal(api.Now.ToUnixTimeSeconds(), host.GetProperty("createdAt").GetInt64());
        Assert.Equal(id, Text(api.Json("GET", "/hosts-by-custom-identifier/10.0.0.1").GetProperty("host"), "id"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"","meta":{}}""")]
    [InlineData("""{"name":"vm"}""")]
    [InlineData("""{"name":"vm","meta":[]}""")]
    [InlineData("""{"name":"vm","meta":{},"checks":[{}]}""")]
    [InlineData("""{"name":"vm","meta":{},"checks":["ftp"]}""")]
    [InlineData("""{"name":"vm","meta":{},"roleFullnames":["web"]}""")]
    [InlineData("""{"name":"vm","meta":{},"interfaces":{}}""")]
    public void A_host_without_name_meta_or_the_right_types_is_refused(string body)
    {
        var api = new CalledApi();

        Assert.Equal(400, api.Call("POST", "/hosts", body).Status);
        Assert.Equal(400, api.Call("PUT", "/hosts/host0000001", body).Status);
        Assert.Single(api.Book.Hosts);
    }

    [Fact]
    public void A_change_adds_roles_and_deletes_checks()
    {
        var api = new CalledApi();
        string id = api.Json("POST", "/hosts", Router).GetProperty("id").GetString()!;

        Assert.Equal(id, Text(api.Json("PUT", $"/hosts/{id}", """{"name":"new","meta":{},"roleFullnames":["Svc:mail"],"checks":[{"name":"web"}]}"""), "id"));

        JsonElement host = api.Json("GET", $"/hosts/{id}").GetProperty("host");
        Assert.Equal("new", Text(host, "name"));
        Assert.Equal("""{"Svc":["web","db","mail"],"Other":["db"]}""", host.GetProperty("roles").GetRawText());
        Assert.Equal(["web"], api.Book.Checks.Keys.Select(check => check.Name));
    }

    [Theory]
    [InlineData("", "host0000001 host0000003")] // working and standby, unless others are asked for
    [InlineData("?customIdentifier=b", "host0000003")]
    [InlineData("?customIdentifier=a", "")]
    [InlineData("?customIdentifier=a&status=working&status=standby&status=maintenance&status=poweroff", "host0000002")]
    [InlineData("?customIdentifier=c&status=working&status=standby&status=maintenance&status=poweroff", "")] // retired
    [InlineData("?status=poweroff", "host0000002")]
    [InlineData("?name=vm", "host0000001")]
    [InlineData("?service=Svc", "host0000003")]
    [InlineData("?service=Svc&role=db", "")]
    public void Hosts_are_found_by_what_is_asked(string query, string ids)
    {
        var api = new CalledApi();
        api.Call("POST", "/hosts", """{"name":"a","meta":{},"customIdentifier":"a"}""");
        api.Call("POST", "/hosts", """{"name":"b","meta":{},"customIdentifier":"b","roleFullnames":["Svc:web"]}""");
        api.Call("POST", "/hosts", """{"name":"c","meta":{},"customIdentifier":"c"}""");
        api.Call("POST", "/hosts/host0000002/status", """{"status":"poweroff"}""");
        api.Call("POST", "/hosts/host0000003/status", """{"status":"standby"}""");
        api.Call("POST", "/hosts/host0000004/retire", "null");

        Assert.Equal(ids, string.Join(' ', api.Json("GET", $"/hosts{query}").GetProperty("hosts").EnumerateArray().Select(host => Text(host, "id"))));
    }

    [Theory]
    [InlineData("working", 200)]
    [InlineData("standby", 200)]
    [InlineData("maintenance", 200)]
    [InlineData("poweroff", 200)]
    [InlineData("PowerOff", 400)]
    [InlineData("gone", 400)]
    public void A_status_of_a_host_is_one_of_four(string status, int expected)
    {
        var api = new CalledApi();

        Assert.Equal(expected, api.Call("POST", "/hosts/host0000001/status", $$"""{"status":"{{status}}"}""").Status);
        Assert.Equal(expected == 200 ? status : "working", Text(api.Json("GET", "/hosts/host0000001").GetProperty("host"), "status"));
    }

    [Theory]
    [InlineData("GET", "/hosts/nobody", "")]
    [InlineData("PUT", "/hosts/nobody", """{"name":"vm","meta":{}}""")]
    [InlineData("POST", "/hosts/nobody/status", """{"status":"working"}""")]
    [InlineData("POST", "/hosts/nobody/retire", "{}")]
    [InlineData("GET", "/hosts-by-custom-identifier/nobody", "")]
    [InlineData("GET", "/alerts/nobody", "")]
    [InlineData("POST", "/alerts/nobody/close", """{"reason":""}""")]
    [InlineData("GET", "/monitoring/checks/nobody", "")]
    [InlineData("GET", "/nothing", "")]
    public void What_is_unknown_is_not_found(string method, string target, string body) =>
        Assert.Equal(404, new CalledApi().Call(method, target, body).Status);

    [Theory]
    [InlineData(null, "GET", 401)]
    [InlineData("other", "GET", 401)]
    [InlineData("r", "GET", 200)]
    [InlineData("r", "PUT", 403)]
    [InlineData("k", "PUT", 200)]
    public void A_call_needs_a_key_with_permission(string? key, string method, int status) =>
        Assert.Equal(status, new CalledApi().Call(method, "/hosts/host0000001", """{"name":"vm","meta":{}}""", key).Status);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
