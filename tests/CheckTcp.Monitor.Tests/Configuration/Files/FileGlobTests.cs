using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Configuration.Files;

public sealed class FileGlobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileGlobTests()
    {
        _folder.CreateFolder("b");
        _folder.CreateFolder("a");
        foreach (string name in (string[])["b/2.conf", "b/10.conf", "a/x.conf", "a/.hidden.conf", "a/y.txt", "top.conf"])
        {
            _folder.Write(name, "");
        }
    }

    [Theory]
    [InlineData("*.conf", "top.conf")]
    [InlineData("*/*.conf", "a/.hidden.conf", "a/x.conf", "b/10.conf", "b/2.conf")]
    [InlineData("[ab]/?.conf", "a/x.conf", "b/2.conf")]
    [InlineData("top.conf", "top.conf")]
    [InlineData("*/x.conf", "a/x.conf")]
    [InlineData(@"to\p.conf", "top.conf")]
    [InlineData("nothing/*.conf")]
    [InlineData("nothing.conf")]
    [InlineData("top.conf/*")]
    [InlineData("**/x.conf", "a/x.conf")] // two stars are one
    public void Files_are_found_in_order_within_each_folder(string pattern, params string[] found)
    {
        Assert.True(FileGlob.TryParse(_folder / pattern, out FileGlob? glob));

        Assert.Equal(found.Select(name => _folder / name), glob.Expand());
    }

    [Theory]
    [InlineData("[a/b]")]
    [InlineData("a/[")]
    [InlineData("a/[]/b")]
    public void A_pattern_is_judged_between_its_slashes(string pattern) => Assert.False(FileGlob.TryParse(_folder / pattern, out _));

    public void Dispose() => _folder.Dispose();
}
