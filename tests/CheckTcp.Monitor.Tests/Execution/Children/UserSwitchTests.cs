using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

public class UserSwitchTests
{
    private const uint Root = 0;
    private const uint Daemon = 1;
    private const string SearchPath = "/usr/bin:/bin";

    [Fact]
    public void Anyone_but_root_asks_sudo_as_the_agent_does()
    {
        (string prefix, string? fault) = PrefixOf("root", Daemon);

        Assert.Null(fault);
        Assert.Matches("^(/usr)?/bin/sudo -Eu root$", prefix);
    }

    [Fact]
    public void Root_needs_no_sudo()
    {
        (string prefix, string? fault) = PrefixOf("daemon", Root);

        Assert.Null(fault);
        Assert.Matches("^(/usr)?/bin/setpriv --reuid=1 --regid=1 --init-groups --$", prefix);
    }

    [Theory]
    [InlineData(Root, "daemon", "cannot become user \"daemon\": setpriv is not in $PATH; install util-linux")]
    [InlineData(Daemon, "root", "cannot become user \"root\": sudo is not in $PATH; install sudo")]
    public void Whoever_lacks_the_program_for_it_is_told_what_to_install(uint own, string user, string fault) =>
        Assert.Equal(fault, PrefixOf(user, own, "/nosuch").Fault);

    [Theory]
    [InlineData("root", Root)]
    [InlineData("daemon", Daemon)]
    public void Our_own_user_needs_nothing(string user, uint own) =>
        Assert.Equal(("", null), PrefixOf(user, own));

    [Theory]
    [InlineData("nosuchuser")]
    [InlineData("")]
    [InlineData("-root")]
    public void An_unknown_user_is_a_fault(string user) =>
        Assert.Equal($"user \"{user}\" does not exist on this machine; create it, or correct user in the configuration", PrefixOf(user, Root).Fault);

    private static (string Prefix, string? Fault) PrefixOf(string user, uint own, string searchPath = SearchPath) =>
        (string.Join(' ', UserSwitch.To(user, own, searchPath, out string? fault)?.Prefix ?? []), fault);
}
