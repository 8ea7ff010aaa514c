using System.Net;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public class MachineFactsTests
{
    [Fact]
    public void This_machine_can_be_asked()
    {
        MachineFacts machine = MachineFacts.Read();

        Assert.Equal(Dns.GetHostName(), machine.HostName);
        Assert.NotEmpty(Assert.NotNull(machine.Meta.Cpu));
        Assert.Matches("^[0-9]+kB$", machine.Meta.Memory!["total"]);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), machine.Meta.Kernel!["release"]);
        Assert.Equal(("Linux", "GNU/Linux"), (machine.Meta.Kernel["name"], machine.Meta.Kernel["os"]));
        Assert.NotEmpty(machine.Meta.Kernel["machine"]);
        Assert.DoesNotContain(machine.Interfaces, network => network.Name == "lo");
        Assert.Equal($"check-tcpd/{ProgramVersion.Text}", machine.Meta.AgentName);
    }

    [Fact]
    public void Each_processor_has_its_own_entry()
    {
        const string text = "processor\t: 0\nvendor_id\t: V\nmodel name\t: A B @ 2.0: x\nflags\t\t: a b\n\n"
            + "processor\t: 1\nvendor_id\t: W\ncpu MHz\t\t: 2000.1\ncache size\t: 512 KB\n";

        var processors = Assert.NotNull(ProcessorList.Parse(text));

        Assert.Equal(2, processors.Length);
        Assert.Equal([new("model_name", "A B @ 2.0: x"), new("vendor_id", "V")], processors[0]);
        Assert.Equal([new("cache_size", "512 KB"), new("mhz", "2000.1"), new("vendor_id", "W")], processors[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no colon\nmodel\t: 1\n")]
    public void Text_without_processors_tells_of_none(string text) => Assert.Null(ProcessorList.Parse(text));

    [Fact]
    public void Memory_that_is_told_of_has_the_agents_names()
    {
        var memory = MemoryFacts.Parse("MemTotal:  100 kB\nMemAvailable:   60 kB\nHugePages_Total:       0\nSwapFree:  7 kB\n");

        Assert.Equal([new("available", "60kB"), new("swap_free", "7kB"), new("total", "100kB")], memory);
        Assert.Null(MemoryFacts.Parse(""));
    }

    [Fact]
    public void A_system_that_tells_nothing_of_itself_is_no_error() =>
        Assert.Equal(["machine", "os"], KernelFacts.Of("", "", "", "").Keys);

    [Fact]
    public void Devices_are_told_where_they_are_mounted_first()
    {
        const string mounts = "proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\nnas:/x /mnt/nas nfs rw 0 0\n"
            + "/dev/sda1 /bound ext4 rw 0 0\n/dev/sdb /with\\040blank ext4 rw 0 0\nshort\n";

        Assert.Equal([("/dev/sda1", "/"), ("/dev/sdb", "/with blank")], MountedDevices.Parse(mounts));
    }

    [Theory]
    [InlineData(1000, 500, 500, "50%")]
    [InlineData(1000, 500, 499, "51%")]
    [InlineData(0, 0, 0, "0%")]
    [InlineData(1000, 0, 0, "100%")]
    public void How_full_it_is_is_counted_as_df_does(long size, long free, long available, string percent) =>
        Assert.Equal(percent, MountedDevices.Of("/", size, free, available).PercentUsed);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "")]
    [InlineData("fd00::1", "", "fd00::1")]
    public void An_address_is_told_by_its_kind(string address, string v4, string v6)
    {
        NetworkAddresses told = NetworkAddresses.Of("eth0", [IPAddress.Parse(address)], [])!;

        Assert.Equal((v4, v6), (string.Concat(told.Ipv4Addresses), string.Concat(told.Ipv6Addresses)));
        Assert.Null(told.MacAddress);
    }

    [Fact]
    public void An_interface_without_an_address_is_left_out() =>
        Assert.Null(NetworkAddresses.Of("eth0", [IPAddress.Parse("fe80::1")], [1, 2, 3, 4, 5, 6]));
}
