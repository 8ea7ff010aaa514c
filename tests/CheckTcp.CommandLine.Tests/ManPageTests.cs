using CheckTcp.CommandLine.Options;
using CheckTcp.Protocols;
using CheckTcp.TestSupport;

namespace CheckTcp.CommandLine.Tests;

public class ManPageTests
{
    private static readonly string Documented = Repository.PathOf("docs/man/check-tcp.1");

    /// <summary>With UPDATE_DOCS=1 in the environment it writes the file instead.</summary>
    [Fact]
    public void The_man_page_in_the_documentation_is_the_one_made_from_the_option_table()
    {
        string page = ManPage.Of(OptionTable.Groups);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Documented, page);
        }

        Assert.Equal(File.ReadAllText(Documented), page);
    }

    [Fact]
    public async Task It_is_set_without_a_warning_and_shows_every_option()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("check-tcp.1", ManPage.Of(OptionTable.Groups));

        ProgramRun run = await new ProgramCall("groff", "-man", "-Tascii", "-P-cbou", "-rLL=100n", "-ww", file)
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(run.Error);
        Assert.All(OptionTable.All, option => Assert.Matches($@"(?m)^ +(-{option.Short}, )?--{option.Long}(={System.Text.RegularExpressions.Regex.Escape(option.ValueName ?? "")})?( |$)", run.Output));
        Assert.Contains(@"-s 'GET / HTTP/1.0\r\n\r\n'", run.Output, StringComparison.Ordinal);
        Assert.Contains(WellKnownService.All[^1].Name, run.Output, StringComparison.Ordinal);
    }
}
