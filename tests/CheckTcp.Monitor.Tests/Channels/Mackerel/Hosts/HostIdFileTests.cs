using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public sealed class HostIdFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_id_is_kept_whole_and_for_all_to_read()
    {
        var file = new HostIdFile(_folder / "a/b/id");
        Assert.Null(file.Read());

        file.EnsureWritable();
        Assert.Null(file.Read());
        file.Write("3xYz");
        file.Write("4xYz");

        Assert.Equal("4xYz", file.Read());
        Assert.Equal("4xYz", File.ReadAllText(file.Path)); // as the agent writes it
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(file.Path));
        Assert.Equal([file.Path], Directory.GetFiles(_folder / "a/b"));
        file.Delete();
        file.Delete();
        Assert.Null(file.Read());
    }

    [Theory]
    [InlineData("3xYz\n", "3xYz")]
    [InlineData(" 3xYz \r\n", "3xYz")]
    [InlineData("", null)]
    [InlineData(" \n", null)]
    public void What_stands_around_an_id_does_not_matter(string content, string? id) =>
        Assert.Equal(id, new HostIdFile(_folder.Write("id", content)).Read());

    [Theory]
    [InlineData("two words")]
    [InlineData("../x")]
    [InlineData("a\nb")]
    public void Something_else_is_refused(string content)
    {
        string path = _folder.Write("id", content);

        HostIdException error = Assert.Throws<HostIdException>(() => new HostIdFile(path).Read());

        Assert.Equal($"{path} holds no id of a host; write the one that Mackerel shows into it, or delete it to register a new host", error.Message);
    }

    [Fact]
    public void A_folder_in_its_place_is_told()
    {
        var file = new HostIdFile(_folder.CreateFolder("id"));

        Assert.StartsWith($"{file.Path} cannot be read: ", Assert.Throws<HostIdException>(() => file.Read()).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{file.Path} cannot be written: ", Assert.Throws<HostIdException>(() => file.Write("x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_link_that_leads_to_no_id_is_not_taken_for_a_new_host_nor_replaced(bool isThere)
    {
        string target = _folder / "kept-elsewhere";
        if (isThere)
        {
            _folder.Write("kept-elsewhere", "");
        }

        var file = new HostIdFile(File.CreateSymbolicLink(_folder / "id", target).FullName);

        string message = Assert.Throws<HostIdException>(() => isThere ? Written(file) : file.Read()).Message;

        Assert.StartsWith($"{file.Path} is a symbolic link to {target}, which does not hold an id, and it is not replaced; ", message, StringComparison.Ordinal);
        Assert.Equal(target, new FileInfo(file.Path).LinkTarget);
        File.WriteAllText(target, "3xYz");
        Assert.Equal("3xYz", file.Read());
    }

    [Fact]
    public async Task A_pipe_in_its_place_is_told_and_not_waited_for()
    {
        await Tool.RunAsync("mkfifo", _folder / "id");
        var file = new HostIdFile(_folder / "id");

        Assert.StartsWith($"{file.Path} cannot be read: is a device, pipe or socket; ", Assert.Throws<HostIdException>(() => file.Read()).Message, StringComparison.Ordinal);
    }

    private static string? Written(HostIdFile file)
    {
        file.EnsureWritable();
        return null;
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_is_told_with_the_mend()
    {
        string folder = _folder.CreateFolder("theirs");
        await Tool.RunAsync("chattr", "+i", folder); // which stops even root
        try
        {
            var file = new HostIdFile(Path.Combine(folder, "id"));

            HostIdException error = Assert.Throws<HostIdException>(file.EnsureWritable);

            Assert.Matches($"^{file.Path} cannot be written: (permission denied|Operation not permitted); ", error.Message);
            Assert.EndsWith($"let {Environment.UserName} write in its folder, or set root to another one", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await Tool.RunAsync("chattr", "-i", folder);
        }
    }

    [Fact]
    public void What_somebody_puts_beside_it_to_lead_its_content_elsewhere_does_not()
    {
        string target = _folder.Write("precious", "of another program");
        File.CreateSymbolicLink(_folder / "id.new", target);
        var file = new HostIdFile(_folder / "id");

        file.Write("3xYz");

        Assert.Equal("of another program", File.ReadAllText(target));
        Assert.Equal("3xYz", file.Read());
    }

    [Theory]
    [InlineData("ROOT", true, "ROOT/id")]
    [InlineData(null, true, "AGENT/id")]
    [InlineData("", true, "AGENT/id")]
    [InlineData(null, false, "DATA/id")]
    public void It_lies_under_root_else_with_the_agent_else_with_us(string? root, bool agentHasOne, string expected)
    {
        string agentFolder = _folder.CreateFolder("AGENT");
        if (agentHasOne)
        {
            _folder.Write("AGENT/id", "x");
        }

        var file = HostIdFile.For(new AgentSettings { Root = string.IsNullOrEmpty(root) ? root : _folder / root }, _folder / "DATA", agentFolder);

        Assert.Equal(_folder / expected, file.Path);
    }

    public void Dispose() => _folder.Dispose();
}
