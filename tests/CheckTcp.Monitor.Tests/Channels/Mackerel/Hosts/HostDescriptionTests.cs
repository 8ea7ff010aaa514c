using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Tests.Configuration;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public sealed class HostDescriptionTests : IDisposable
{
    private readonly Configured _configured = new();

    [Fact]
    public void A_host_is_described_as_the_agent_describes_it()
    {
        MonitorConfiguration configuration = _configured.Load("""
            display_name = "disp"
            roles = ["Svc:web", "Other:db"]
            [plugin.checks.ftp]
            command = "x"
            memo = "ftp memo"
            [plugin.checks.steady]
            command = "x"
            [plugin.checks.elsewhere]
            command = "x"
            custom_identifier = "other"
            """);
        var machine = new MachineFacts(
            "vm",
            new HostMeta
            {
                AgentName = "check-tcpd/0.1.0",
                AgentVersion = "0.1.0",
                Cpu = ProcessorList.Parse("processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\n"),
                Memory = MemoryFacts.Parse("MemTotal:       123 kB\n"),
                Kernel = KernelFacts.Of("Linux\n", "6.1.0\n", "#1 SMP\n", "ID=debian\nVERSION_ID=\"12\"\n").Remove("machine"),
                Filesystem = ImmutableSortedDictionary<string, FileSystemSpace>.Empty.Add("/dev/vda", MountedDevices.Of("/", 4096 * 1024, 2048 * 1024, 1024 * 1024)),
            },
            [NetworkAddresses.Of("eth0", [IPAddress.Parse("192.0.2.2"), IPAddress.Parse("fd00::2"), IPAddress.Parse("fe80::1%2")], [2, 0xFC, 0, 0, 0, 1])!]);

        JsonNode? body = JsonSerializer.SerializeToNode(HostDescription.Of(configuration, machine), ApiJson.Default.HostDescription);

        JsonNode? expected = JsonNode.Parse("""
            {"name":"vm","displayName":"disp",
             "meta":{"agent-name":"check-tcpd/0.1.0","agent-version":"0.1.0",
                     "cpu":[{"vendor_id":"GenuineIntel","family":"6"}],
                     "filesystem":{"/dev/vda":{"kb_size":4096,"kb_used":2048,"kb_available":1024,"percent_used":"67%","mount":"/"}},
                     "kernel":{"name":"Linux","os":"GNU/Linux","release":"6.1.0","version":"#1 SMP","platform_name":"debian","platform_version":"12"},
                     "memory":{"total":"123kB"}},
             "interfaces":[{"name":"eth0","ipv4Addresses":["192.0.2.2"],"ipv6Addresses":["fd00::2"],"macAddress":"02:fc:00:00:00:01"}],
             "roleFullnames":["Svc:web","Other:db"],
             "checks":[{"name":"ftp","memo":"ftp memo"},{"name":"steady"}]}
            """);
        Assert.True(JsonNode.DeepEquals(expected, body), body?.ToJsonString());
    }

    [Fact]
    public void Names_of_checks_are_those_that_the_API_documents()
    {
        var machine = new MachineFacts("vm", new HostMeta { AgentName = "a", AgentVersion = "0" }, []);

        HostDescription host = HostDescription.Of(
            _configured.Load("[plugin.checks.web]\ncommand = 'x {host}'\ntargets = ['127.0.0.1:1']\n[plugin.checks.\"a b.c\"]\ncommand = 'x'"), machine);

        Assert.All(host.Checks, check => Assert.Matches("^[a-zA-Z0-9_-]+$", check.Name));
        Assert.StartsWith("web-127-0-0-1-1-", host.Checks[0].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var machine = new MachineFacts("vm", new HostMeta { AgentName = "a", AgentVersion = "0" }, []);

        string body = JsonSerializer.Serialize(
            HostDescription.Of(_configured.Load("display_name = ''"), machine), ApiJson.Default.HostDescription);

        Assert.Equal("""{"name":"vm","meta":{"agent-name":"a","agent-version":"0"},"interfaces":[],"roleFullnames":[],"checks":[]}""", body);
    }

    public void Dispose() => _configured.Dispose();
}
