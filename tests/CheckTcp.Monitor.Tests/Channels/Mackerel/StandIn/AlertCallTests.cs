using System.Text.Json;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

public class AlertCallTests
{
    [Fact]
    public void Alerts_are_listed_newest_first_page_by_page()
    {
        var api = new CalledApi();
        api.Report(api.Bad("a"), api.Bad("b"), api.Bad("c"), api.Bad("d"));
        api.Now += TimeSpan.FromMinutes(1);
        api.Report(api.Valid("c"));

        JsonElement first = api.Json("GET", "/alerts?limit=2");
        JsonElement second = api.Json("GET", $"/alerts?limit=2&nextId={first.GetProperty("nextId").GetString()}");

        Assert.Equal(["alrt0000004", "alrt0000002"], Ids(first, "alerts"));
        Assert.Equal(["alrt0000001"], Ids(second, "alerts"));
        Assert.False(second.TryGetProperty("nextId", out _));
        Assert.Equal(["alrt0000004", "alrt0000003", "alrt0000002", "alrt0000001"], Ids(api.Json("GET", "/alerts?withClosed=true"), "alerts"));
    }

    [Fact]
    public void An_alert_shows_what_the_server_knows_of_it()
    {
        var api = new CalledApi();
        api.Report(api.Bad("a"));

        Assert.Equal(
            $$"""{"id":"alrt0000001","status":"CRITICAL","monitorId":"mntr0000001","type":"check","hostId":"host0000001","message":"m","openedAt":{{api.Now.ToUnixTimeSeconds()}}}""",
            api.Call("GET", "/alerts/alrt0000001").Body);
    }

    [Fact]
    public void Closing_an_alert_needs_a_reason_and_answers_with_the_alert()
    {
        var api = new CalledApi();
        api.Report(api.Bad("a"));

        Assert.Equal(400, api.Call("POST", "/alerts/alrt0000001/close", "{}").Status);
        JsonElement alert = api.Json("POST", "/alerts/alrt0000001/close", """{"reason":"known"}""");

        Assert.Equal(
            ("OK", "known", api.Now.ToUnixTimeSeconds()),
            (alert.GetProperty("status").GetString(), alert.GetProperty("reason").GetString(), alert.GetProperty("closedAt").GetInt64()));
        Assert.Equal(ServerNotificationKind.ClosedByHand, api.Book.Notifications[^1].Kind);
    }

    [Fact]
    public void Checks_are_listed_from_the_next_one_on()
    {
        var api = new CalledApi();
        api.Report(api.Valid("a"), api.Valid("b"), api.Valid("c"));

        JsonElement first = api.Json("GET", "/monitoring/checks?limit=2");
        JsonElement second = api.Json("GET", $"/monitoring/checks?limit=2&nextId={first.GetProperty("nextId").GetString()}");

        Assert.Equal(["mntr0000001", "mntr0000002"], Ids(first, "checks"));
        Assert.Equal(["mntr0000003"], Ids(second, "checks"));
        Assert.Equal("""{"check":{"id":"mntr0000003","name":"c"}}""", api.Call("GET", "/monitoring/checks/mntr0000003").Body);
    }

    [Theory]
    [InlineData("/alerts?limit=0")]
    [InlineData("/alerts?limit=101")]
    [InlineData("/alerts?limit=x")]
    [InlineData("/alerts?nextId=nobody")]
    [InlineData("/monitoring/checks?limit=101")]
    public void A_page_that_cannot_be_is_refused(string target) => Assert.Equal(400, new CalledApi().Call("GET", target).Status);

    private static IEnumerable<string?> Ids(JsonElement page, string list) =>
        page.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("id").GetString());
}
