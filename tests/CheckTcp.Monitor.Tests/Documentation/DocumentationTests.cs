using System.CommandLine;
using CheckTcp.Monitor.Commands;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Documentation;

public class DocumentationTests
{
    [Theory]
    [InlineData("README.md", 2)]
    [InlineData("docs/configuration.md", 4)]
    public void The_configuration_that_a_page_shows_can_be_used(string page, int checks)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("check-tcpd.conf", Read(page).Split("```toml\n")[1].Split("```")[0]);

        folder.CreateFolder("conf.d");
        folder.Write("conf.d/1.conf", ""); // what the page includes

        ConfigurationResult result = ConfigurationReader.Read(path);

        Assert.DoesNotContain(result.Findings, finding => finding.Severity != FindingSeverity.Notice);
        Assert.Equal(checks, result.Configuration?.Checks.Length);
        Assert.All(result.Configuration!.Checks, check => Assert.IsType<TcpProgram>(check.Program));
    }

    [Fact]
    public void Every_command_and_its_options_are_documented()
    {
        string page = Read("docs/monitor.md");
        RootCommand root = MonitorCommand.Create();

        Assert.All(root.Subcommands, command => Assert.Contains($"`{command.Name}", page));
        Assert.All(
            root.Options.Concat(root.Subcommands.SelectMany(command => command.Options)).Where(option => option is not (System.CommandLine.Help.HelpOption or VersionOption)),
            option => Assert.Contains(option.Name, page));
    }

    private static string Read(string page) => File.ReadAllText(Repository.PathOf(page));
}
