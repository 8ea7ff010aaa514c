using CheckTcp.Monitor.Configuration;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class ConfigurationFilesTests : IDisposable
{
    private const string Text = """
        include = "conf.d/*.conf"
        [plugin.checks.x]
        command = "check-tcp -H {host} -p {port}"
        targets_file = "t.txt"
        file_sd = "sd/*.json"
        """;

    private readonly Configured _configured = new();
    private readonly ConfigurationFiles _files;

    public ConfigurationFilesTests()
    {
        _configured.Folder.CreateFolder("conf.d");
        _configured.Folder.CreateFolder("sd");
        _configured.Folder.Write("conf.d/1.conf", "");
        _configured.Folder.Write("sd/1.json", "[]");
        _configured.Folder.Write("t.txt", "a:1\n");
        _files = _configured.Read(Text).Files;
    }

    [Fact]
    public void Every_file_that_was_read_is_watched() =>
        Assert.Equal(["main.conf", "conf.d/1.conf", "t.txt", "sd/1.json"], _files.Paths.Select(path => Path.GetRelativePath(_configured.Folder.Path, path)));

    [Fact]
    public void Nothing_has_changed_while_nothing_changes()
    {
        _configured.Folder.Write("other.txt", "");

        Assert.Equal(_files.AsRead, _files.Fingerprint());
    }

    [Theory]
    [InlineData("main.conf")]
    [InlineData("conf.d/1.conf")]
    [InlineData("t.txt")]
    [InlineData("sd/1.json")]
    [InlineData("conf.d/new.conf")]
    [InlineData("sd/new.json")]
    public void A_file_that_was_written_to_is_a_change(string name)
    {
        File.AppendAllText(_configured.Folder / name, " ");

        Assert.NotEqual(_files.AsRead, _files.Fingerprint());
    }

    [Fact]
    public void A_file_in_the_place_of_another_is_a_change_even_if_it_looks_the_same()
    {
        string path = _configured.Folder / "t.txt";
        string copy = _configured.Folder.Write("copy.txt", "b:1\n");
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(path));
        File.Move(copy, path, overwrite: true);

        Assert.NotEqual(_files.AsRead, _files.Fingerprint());
    }

    [Fact]
    public void A_file_that_is_gone_is_a_change()
    {
        File.Delete(_configured.Folder / "t.txt");

        Assert.NotEqual(_files.AsRead, _files.Fingerprint());
    }

    [Fact]
    public void The_files_of_a_configuration_that_cannot_be_used_are_watched_too()
    {
        File.Delete(_configured.Folder / "t.txt");
        ConfigurationResult broken = _configured.Read(Text);
        Assert.NotEmpty(broken.Errors);
        Assert.Equal(broken.Files.AsRead, broken.Files.Fingerprint());

        _configured.Folder.Write("t.txt", "a:1\n");

        Assert.NotEqual(broken.Files.AsRead, broken.Files.Fingerprint());
    }

    public void Dispose() => _configured.Dispose();
}
