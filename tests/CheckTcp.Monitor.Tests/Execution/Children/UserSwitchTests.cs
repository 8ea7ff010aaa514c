using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

public class UserSwitchTests
{
    private const uint Root = 0;
    private const uint Daemon = 1;
    private const string SearchPath = "/usr/bin:/bin";

    [Fact]
    public void Anyone_but_root_asks_sudo_as_the_agent_does() =>
        Assert.Equal(("sudo -Eu root id -un", null), Wrapped("root", Daemon));

    [Fact]
    public void Root_needs_no_sudo()
    {
        (string command, string? fault) = Wrapped("daemon", Root);

        Assert.Null(fault);
        Assert.Matches("^(/usr)?/bin/setpriv --reuid=1 --regid=1 --init-groups -- id -un$", command);
    }

    [Fact]
    public void Root_without_setpriv_is_told_what_to_install() =>
        Assert.Equal("cannot become user \"daemon\": setpriv is not in $PATH; install util-linux", Wrapped("daemon", Root, "/nosuch").Fault);

    [Theory]
    [InlineData("root", Root)]
    [InlineData("daemon", Daemon)]
    public void Our_own_user_needs_nothing(string user, uint own) =>
        Assert.Equal(("id -un", null), Wrapped(user, own));

    [Theory]
    [InlineData("nosuchuser")]
    [InlineData("")]
    [InlineData("-root")]
    public void An_unknown_user_is_a_fault(string user) =>
        Assert.Equal($"user \"{user}\" does not exist on this machine; create it, or mend user in the configuration", Wrapped(user, Root).Fault);

    private static (string Command, string? Fault) Wrapped(string user, uint own, string searchPath = SearchPath)
    {
        IReadOnlyList<string> arguments = UserSwitch.Wrap(["id", "-un"], user, own, searchPath, out string? fault);
        return (string.Join(' ', arguments), fault);
    }
}
