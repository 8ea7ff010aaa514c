using System.Diagnostics;
using System.Net.Sockets;
using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.CommandLine.Tests.DialogueFiles;

public sealed class PlainFileTests : IDisposable
{
    /// <summary>A regular file of no length, which the kernel fills for as long as it is read: 8 bytes for each page of 128 TiB.</summary>
    private const string Endless = "/proc/self/pagemap";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public void A_regular_file_is_read_whole(int length)
    {
        string path = _folder.Write("file", new string('x', length));

        Assert.Equal(File.ReadAllBytes(path), PlainFile.Read(path, 200_000));
    }

    [Fact]
    public void A_name_may_hold_bytes_that_are_not_UTF_8()
    {
        string name = ByteText.Decode([.. "caf"u8, 0xE9]);
        using var file = new RawFile(_folder / @"caf\351", "x");

        Assert.Equal("x"u8.ToArray(), PlainFile.Read($"{_folder.Path}/{name}", 10));
    }

    [Fact]
    public void What_is_larger_than_allowed_is_refused() =>
        Assert.StartsWith("larger than 3 bytes", Refused(_folder.Write("file", "1234"), 3), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_end_is_refused_at_the_same_size() =>
        Assert.StartsWith("larger than 1000000 bytes", Refused(Endless, 1_000_000), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_takes_too_long_is_refused()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(6) };

        PlainFileException refused = Assert.Throws<PlainFileException>(() => PlainFile.Read(Endless, long.MaxValue, time));

        Assert.StartsWith("not read to its end within 10 seconds", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_a_regular_file_is_refused_and_nothing_waits_for_it()
    {
        using (Process making = Process.Start("mkfifo", [_folder / "pipe"]))
        {
            making.WaitForExit();
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder / "socket"));
        Directory.CreateSymbolicLink(_folder / "loop", _folder / "loop");

        Assert.All(new[] { _folder / "pipe", _folder / "socket", "/dev/zero" }, path => Assert.Equal(PlainFile.NotRegular, Refused(path, 10)));
        Assert.Equal(PlainFile.Folder, Refused(_folder.Path, 10));
        Assert.Equal(PlainFile.Missing, Refused(_folder / "nothing", 10));
        Assert.Equal(PlainFile.Missing, Refused(_folder.Write("file", "") + "/x", 10));
        Assert.StartsWith("is a symbolic link that leads back to itself", Refused(_folder / "loop", 10), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Refused(string path, long maxBytes) => Assert.Throws<PlainFileException>(() => PlainFile.Read(path, maxBytes)).Message;
}
