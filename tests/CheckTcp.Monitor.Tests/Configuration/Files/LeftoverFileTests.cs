using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Configuration.Files;

namespace CheckTcp.Monitor.Tests.Configuration.Files;

public sealed class LeftoverFileTests : IDisposable
{
    private readonly Configured _configured = new();

    [Theory]
    [InlineData(".#x.conf")]
    [InlineData("#x.conf#")]
    [InlineData("x.conf~")]
    [InlineData(".x.conf.swp")]
    [InlineData("x.conf.dpkg-old")]
    [InlineData("x.conf.rpmnew")]
    [InlineData("x.conf.ucf-dist")]
    public void Editors_and_package_managers_leave_such_files(string name) => Assert.True(LeftoverFile.Is($"/etc/conf.d/{name}"));

    [Theory]
    [InlineData("x.conf")]
    [InlineData(".x.conf")]
    [InlineData("x#1.conf")]
    [InlineData("x~1.conf")]
    [InlineData("swp")]
    public void People_write_such_files(string name) => Assert.False(LeftoverFile.Is($"/etc/conf.d~/{name}"));

    [Fact]
    public void They_are_skipped_with_a_note_and_are_no_change()
    {
        string folder = _configured.Folder.CreateFolder("conf.d");
        _configured.Folder.Write("conf.d/1.conf", "[plugin.checks.a]\ncommand = 'x'");
        _configured.Folder.Write("conf.d/1.conf~", "not TOML");
        File.CreateSymbolicLink(Path.Combine(folder, ".#1.conf"), "me@host.123:456"); // as Emacs does while somebody edits

        ConfigurationResult result = _configured.Read("include = 'conf.d/*'");

        Assert.Equal(
            ["main.conf:1: notice: include: skipped, since an editor or a package manager left them: .#1.conf, 1.conf~"],
            _configured.Told(result));
        Assert.Single(result.Configuration!.Checks);
        Assert.Equal(result.Files.AsRead, result.Files.Fingerprint());
        _configured.Folder.Write("conf.d/2.conf~", "");
        Assert.Equal(result.Files.AsRead, result.Files.Fingerprint());
        _configured.Folder.Write("conf.d/2.conf", "");
        Assert.NotEqual(result.Files.AsRead, result.Files.Fingerprint());
    }

    public void Dispose() => _configured.Dispose();
}
