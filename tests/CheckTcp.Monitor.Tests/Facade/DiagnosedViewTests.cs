using System.Text.Json;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Tests.Facade;

public class DiagnosedViewTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly Diagnosis Full = new()
    {
        Failure = new FailureFacts(Phase.Connect, FailureCause.TimedOut) { Errno = 110 },
        Slow = [new SlowFacts("connect", 0.5, 0.1)],
        ExpiringCertificate = new ExpiringFacts("CN=x", true, At, 1.5),
        SenselessRequest = true,
        Retried = new RetriedFacts(2) { Failures = [new FailureFacts(Phase.Connect, FailureCause.Refused)] },
        Retransmissions = 1,
        Addresses = [new AddressFacts("127.0.0.1:1", new FailureFacts(Phase.Connect, FailureCause.Refused)), new AddressFacts("[::1]:1")],
    };

    [Fact]
    public void An_alert_tells_why_as_check_tcp_does()
    {
        var alert = new Alert(1, "web", Status.Critical, "words", At, 1)
        {
            Diagnosis = Full,
            OpenedWith = new Diagnosis { Failure = new FailureFacts(Phase.Expect, FailureCause.Mismatch) { Step = 2, Bytes = 9 } },
        };

        JsonElement json = JsonSerializer.SerializeToElement(AlertView.Of(alert), ControlJson.Readable.AlertView);

        Assert.Equal("""{"phase":"connect","cause":"timed-out","errno":110}""", json.GetProperty("failure").GetRawText());
        Assert.Equal("""[{"phase":"connect","took":0.5,"threshold":0.1}]""", json.GetProperty("slow").GetRawText());
        Assert.Equal(
            """{"subject":"CN=x","isServers":true,"notAfter":"2026-11-26T12:00:00+00:00","daysLeft":1.5}""",
            json.GetProperty("expiringCertificate").GetRawText());
        Assert.Equal("""{"attempt":2,"failures":[{"phase":"connect","cause":"refused"}]}""", json.GetProperty("retried").GetRawText());
        Assert.Equal(
            """[{"address":"127.0.0.1:1","failure":{"phase":"connect","cause":"refused"}},{"address":"[::1]:1"}]""",
            json.GetProperty("addresses").GetRawText());
        Assert.Equal(("true", "1"), (json.GetProperty("senselessRequest").GetRawText(), json.GetProperty("retransmissions").GetRawText()));
        Assert.Equal(
            """{"failure":{"phase":"expect","cause":"mismatch","step":2,"bytes":9}}""", json.GetProperty("openedWith").GetRawText());
        Assert.False(json.TryGetProperty("diagnosis", out _));
        Assert.False(json.TryGetProperty("cause", out _));
    }

    [Fact]
    public void What_was_sent_over_the_socket_comes_back()
    {
        var check = new CheckView("web", "CRITICAL", "m", At, 0.1, null, 1, null, true, null, null)
        {
            Diagnosis = Full,
            Certificate = new CertificateView("CN=x", At, 1, "AA", true, new FirstToExpireView("CN=y", At, 0.5), At, At, null, null),
        };
        CheckView fine = check with { Diagnosis = null, Certificate = null };

        foreach (CheckView sent in (CheckView[])[check, fine])
        {
            StatusView status = new() { Running = true, Version = "1", Checks = [sent] };
            string json = JsonSerializer.Serialize(status, ControlJson.Default.StatusView);

            Assert.Equal(sent, JsonSerializer.Deserialize(json, ControlJson.Default.StatusView)!.Checks[0]);
        }
    }
}
