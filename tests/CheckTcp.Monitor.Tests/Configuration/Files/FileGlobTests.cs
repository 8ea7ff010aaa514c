using System.Text;
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

        Assert.Equal(found.Select(name => _folder / name), glob.Expand().Paths);
    }

    [Fact]
    public void Names_are_bytes_and_need_not_be_UTF_8()
    {
        using var file = new RawFile(_folder / @"b/\351.conf", "");
        Assert.True(FileGlob.TryParse(_folder / "b/?.conf", out FileGlob? glob));

        Assert.Equal([_folder / "b/2.conf", ByteText.Decode([.. Encoding.UTF8.GetBytes(_folder / "b/"), 0xE9, .. ".conf"u8])], glob.Expand().Paths);
    }

    [Fact]
    public void A_pattern_that_matches_too_many_files_is_given_up()
    {
        _folder.CreateFolder("many");
        for (int i = 0; i <= FileGlob.MaxFiles; i++)
        {
            File.Create($"{_folder.Path}/many/{i}").Dispose();
        }

        Assert.True(FileGlob.TryParse(_folder / "many/*", out FileGlob? all));
        Assert.True(FileGlob.TryParse(_folder / "many/1*", out FileGlob? some));

        Assert.True(all.Expand().IsTooMany);
        Assert.Equal((1112, false), (some.Expand().Paths.Length, some.Expand().IsTooMany));
    }

    [Fact]
    public void A_folder_is_not_listed_again_until_it_changes()
    {
        Directory.SetLastWriteTimeUtc(_folder / "a", DateTime.UnixEpoch);
        Assert.True(FileGlob.TryParse(_folder / "a/*.conf", out FileGlob? glob));

        GlobMatches old = glob.Expand();

        Assert.True(old.IsUpToDate());
        _folder.Write("a/new.txt", "");
        Assert.False(old.IsUpToDate());
        Assert.False(glob.Expand().IsUpToDate()); // just changed: a further change might leave no mark
    }

    [Theory]
    [InlineData("[a/b]")]
    [InlineData("a/[")]
    [InlineData("a/[]/b")]
    public void A_pattern_is_judged_between_its_slashes(string pattern) => Assert.False(FileGlob.TryParse(_folder / pattern, out _));

    public void Dispose() => _folder.Dispose();
}
