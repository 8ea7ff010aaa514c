using CheckTcp.CommandLine.Options;
using CheckTcp.Probing;
using CheckTcp.Protocols;
using CheckTcp.TestSupport;

namespace CheckTcp.CommandLine.Tests.Documentation;

public class DocumentationTests
{
    [Theory]
    [InlineData("docs/options.md")]
    [InlineData("docs/man/check-tcp.1")]
    public void Every_option_is_documented(string page)
    {
        string text = Read(page).Replace(@"\-", "-", StringComparison.Ordinal);

        Assert.All(OptionTable.All.Where(option => option.Short is not ('4' or '6')), option => Assert.Contains($"--{option.Long}", text));
        Assert.All(OptionTable.All.Where(option => option.Short is not null), option => Assert.Contains($"-{option.Short}", text));
    }

    /// <summary>With UPDATE_DOCS=1 in the environment it writes the table instead; what a service was proven against is written by hand.</summary>
    [Fact]
    public void The_page_about_services_has_them_all_in_their_order()
    {
        const string Unproven = "nothing yet";
        string page = Read("docs/services.md");
        System.Text.RegularExpressions.Match table = System.Text.RegularExpressions.Regex.Match(page, @"(?m)(?:^\| (?<name>[A-Z]+) \|.*\| (?<proof>[^|\n]+) \|\n)+");
        Dictionary<string, string> proofs = table.Groups["name"].Captures.Select(name => name.Value)
            .Zip(table.Groups["proof"].Captures.Select(proof => proof.Value)).ToDictionary(row => row.First, row => row.Second);

        string made = string.Concat(WellKnownService.All.Select(service => $"{RowOf(service)} | {proofs.GetValueOrDefault(service.Name, Unproven)} |\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Repository.PathOf("docs/services.md"), page.Replace(table.Value, made, StringComparison.Ordinal));
        }

        Assert.Contains(made, Read("docs/services.md"), StringComparison.Ordinal);
        Assert.DoesNotContain(Unproven, made, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_protocol_of_starttls_is_documented_with_its_port_and_source() => Assert.All(
        StartTlsProtocol.All,
        protocol => Assert.Contains($"| `{protocol.Name}` | {protocol.Port} | {protocol.Source} |", Read("docs/tls.md"), StringComparison.Ordinal));

    [Fact]
    public void The_table_of_causes_has_them_all_in_their_order_and_no_others()
    {
        string table = Read("docs/output.md").Split("## Causes\n")[1].Split("\n## ")[0];

        IEnumerable<string> documented = System.Text.RegularExpressions.Regex.Matches(table, @"(?m)^\| `([a-z-]+)` \|").Select(match => match.Groups[1].Value);

        Assert.Equal(Enum.GetNames<FailureCause>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName), documented);
    }

    [Fact]
    public void Every_phase_of_a_failure_is_documented()
    {
        string phases = string.Join(' ', Enum.GetNames<Phase>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName));

        Assert.Contains($"`{phases}`", Read("docs/output.md"));
    }

    [Fact]
    public void The_code_in_the_page_about_the_library_is_that_of_the_sample()
    {
        string[] code = Read("docs/library.md").Split("```csharp\n")[1].Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] sample = Read("samples/Embedding/Program.cs").Split('\n');

        Assert.NotEmpty(code);
        Assert.Equal(code, sample.Where(code.Contains).Where(line => line.Length > 0));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/options.md")]
    [InlineData("docs/patterns.md")]
    [InlineData("docs/tls.md")]
    [InlineData("docs/services.md")]
    [InlineData("docs/routes.md")]
    [InlineData("docs/mackerel.md")]
    [InlineData("docs/dialogues.md")]
    [InlineData("docs/output.md")]
    [InlineData("docs/from-the-go-plugin.md")]
    [InlineData("docs/from-monitoring-plugins.md")]
    [InlineData("docs/library.md")]
    [InlineData("docs/alerts.md")]
    [InlineData("docs/configuration.md")]
    [InlineData("docs/from-mackerel-agent.md")]
    [InlineData("docs/monitor.md")]
    public void Every_link_within_the_repository_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        IEnumerable<string> links = System.Text.RegularExpressions.Regex.Matches(Read(page), @"\]\((?!https?:)([^)#]+)\)")
            .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups[1].Value)));

        Assert.All(links, link => Assert.True(File.Exists(link) || Directory.Exists(link), link));
    }

    /// <summary>What a row about a service says up to what it was proven against; a bar in it would part the cell.</summary>
    private static string RowOf(WellKnownService service)
    {
        IEnumerable<string> steps = ServiceList.StepsOf(service).Select(step => $"`{step.Replace("|", @"\|", StringComparison.Ordinal)}`");
        return $"| {service.Name} | {service.Port} | {(service.Tls ? "yes " : "")}| {string.Join("<br>", steps)} | {service.Source}";
    }

    private static string Read(string page) => File.ReadAllText(Repository.PathOf(page));
}
