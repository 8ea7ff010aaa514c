using System.Text;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Configuration.Files;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class SourceFilesTests : IDisposable
{
    private static readonly string[] Pieces =
        ["[", "]", "plugin", "checks", ".", "a", "=", "\"", "'", "{", "}", ",", "\n", "command", "env", "targets", "1", "include", "{host}", " "];

    private readonly Configured _configured = new();

    [Fact]
    public void A_byte_order_mark_and_line_ends_of_Windows_are_fine()
    {
        File.WriteAllBytes(_configured.Main, [.. "\uFEFFapikey = 'k'\r\n\r\n[plugin.checks.a]\r\ncommand = '''x\r\n'''\r\nmemmo = 1\r\n"u8]);

        ConfigurationResult result = Configured.ReadFile(_configured.Main);

        Assert.Equal("k", result.Configuration!.Agent.ApiKey);
        Assert.Equal([4, 6], result.Findings.Select(finding => finding.Line ?? 0));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'=', (byte)'1', (byte)'\n', (byte)'#', 0xFF }, 2)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, 1)] // UTF-16
    [InlineData(new byte[] { (byte)'#', 0xED, 0xA0, 0x80 }, 1)] // a surrogate
    public void Bytes_that_are_no_UTF_8_are_told_with_their_line(byte[] content, int line)
    {
        File.WriteAllBytes(_configured.Main, content);

        Assert.Equal([$"main.conf:{line}: error: not UTF-8 from here on; save it as UTF-8"], _configured.Told(Configured.ReadFile(_configured.Main)));
    }

    [Fact]
    public void What_is_no_file_is_told_with_the_mend()
    {
        _configured.Folder.CreateFolder("folder");

        Assert.Equal("main.conf: error: no such file; create it, or name another", Told("main.conf"));
        Assert.Equal("main.conf/x: error: no such file; create it, or name another", Told("main.conf/x"));
        Assert.Equal("folder: error: is a folder; name a file in it", Told("folder"));
        Assert.EndsWith("is a device, pipe or socket; name a regular file", Told("/dev/zero"), StringComparison.Ordinal);

        string Told(string name) => Assert.Single(_configured.Told(Configured.ReadFile(Path.Combine(_configured.Folder.Path, name))));
    }

    [Fact]
    public void A_folder_that_may_not_be_entered_is_told()
    {
        FileStamp hidden = new(FileKind.Hidden, 0, 0, 0, 0); // root may enter every folder, so that the file system cannot play this

        ConfigurationResult result = Configured.ReadFile(_configured.Main, _ => hidden);

        Assert.Equal(
            ["main.conf: error: permission denied; give the user of check-tcpd the right to enter its folders"],
            _configured.Told(result));
    }

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        using (FileStream file = File.Create(_configured.Main))
        {
            file.SetLength((4 * 1024 * 1024) + 1); // it has holes, and takes no space
        }

        Assert.Equal(
            ["main.conf: error: larger than 4194304 bytes, the most that is read; name the right file, or split it"],
            _configured.Told(Configured.ReadFile(_configured.Main)));
    }

    [Fact]
    public void A_file_that_changes_while_it_is_read_is_read_again()
    {
        _configured.Folder.Write(Configured.MainFile, "apikey = 'k'");
        int looks = 0;

        ConfigurationResult result = Configured.ReadFile(_configured.Main, path => FileStamp.Of(path) with { Length = (ulong)(looks++ < 3 ? looks : 0) });

        Assert.Equal("k", result.Configuration!.Agent.ApiKey);
    }

    [Fact]
    public void One_that_keeps_changing_is_told()
    {
        _configured.Folder.Write(Configured.MainFile, "apikey = 'k'");
        ulong looks = 0;

        ConfigurationResult result = Configured.ReadFile(_configured.Main, path => FileStamp.Of(path) with { Length = looks++ });

        Assert.Equal(
            ["main.conf: error: keeps changing while it is read; write a new file beside it and rename that to it, so that it changes in one step"],
            _configured.Told(result));
    }

    [Fact]
    public void Whatever_stands_in_a_file_nothing_is_thrown() => Gen.OneOf(
        Gen.Byte.Array[0, 60],
        Gen.Int[0, Pieces.Length - 1].Array[0, 30].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces.Select(piece => Pieces[piece]))))).Sample(
        bytes =>
        {
            File.WriteAllBytes(_configured.Main, bytes);

            ConfigurationResult result = Configured.ReadFile(_configured.Main);

            Assert.Equal(result.Configuration is null, result.Findings.Any(finding => finding is { Severity: FindingSeverity.Error, IsPartial: false }));
        },
        iter: 2000,
        threads: 1);

    public void Dispose() => _configured.Dispose();
}
