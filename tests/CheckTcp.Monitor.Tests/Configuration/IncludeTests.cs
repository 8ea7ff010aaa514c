using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class IncludeTests : IDisposable
{
    private readonly Configured _configured = new();

    [Fact]
    public void Scalars_of_included_files_win_and_absent_ones_stay()
    {
        Include("1.conf", "apikey = 'included'\nverbose = true");

        AgentSettings agent = _configured.Load("include = 'conf.d/*.conf'\napikey = 'main'\ndisplay_name = 'd'").Agent;

        Assert.Equal(("included", "d", true), (agent.ApiKey, agent.DisplayName, agent.Verbose));
    }

    [Fact]
    public void Files_are_read_in_the_order_of_their_names()
    {
        Include("2.conf", "apikey = 'second'");
        Include("10.conf", "apikey = 'first'");

        ConfigurationResult result = _configured.Read("include = 'conf.d/*.conf'");

        Assert.Equal("second", result.Configuration?.Agent.ApiKey);
        Assert.Equal(["main.conf", "10.conf", "2.conf"], result.Files.Paths.Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Roles_are_replaced_whole()
    {
        Include("1.conf", "roles = ['c:d']");
        Include("2.conf", "verbose = true");

        Assert.Equal(["c:d"], _configured.Load("include = 'conf.d/*'\nroles = ['a:b', 'e:f']").Agent.Roles);
    }

    [Fact]
    public void Tables_are_merged_field_by_field()
    {
        Include("1.conf", "[host_status]\non_stop = 'poweroff'\n[monitor]\nmax_concurrent = 2\n[monitor.retention]\nhours = '2d'");

        MonitorConfiguration configuration = _configured.Load("""
            include = 'conf.d/*'
            [host_status]
            on_start = 'working'
            on_stop = 'standby'
            [monitor]
            max_concurrent = 1
            max_concurrent_per_target = 1
            [monitor.retention]
            results = '1d'
            """);

        Assert.Equal(("working", "poweroff"), (configuration.Agent.StatusOnStart, configuration.Agent.StatusOnStop));
        Assert.Equal((2, 1), (configuration.Monitor.MaxConcurrent, configuration.Monitor.MaxConcurrentPerTarget));
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromDays(2)), (configuration.Monitor.Retention.Results, configuration.Monitor.Retention.Hours));
    }

    [Fact]
    public void A_check_of_the_same_name_is_replaced_whole()
    {
        Include("1.conf", "[plugin.checks.a]\ncommand = 'new'\n[plugin.checks.c]\ncommand = 'x'");

        MonitorConfiguration configuration = _configured.Load("""
            include = 'conf.d/*'
            [plugin.checks.a]
            command = 'old'
            memo = 'gone'
            max_check_attempts = 3
            [plugin.checks.b]
            command = 'x'
            """);

        Assert.Equal(["a", "b", "c"], configuration.Checks.Select(check => check.Name));
        Assert.Null(configuration.Checks[0].Memo);
        Assert.Null(configuration.Checks[0].MaxCheckAttempts);
    }

    [Fact]
    public void Short_intervals_may_be_allowed_in_another_file()
    {
        Include("1.conf", "monitor.allow_short_intervals = true");

        Assert.Equal(TimeSpan.FromSeconds(10), _configured.Check("include = 'conf.d/*'\n[plugin.checks.a]\ncommand = 'x'\ncheck_interval = '10s'").Interval);
    }

    [Fact]
    public void What_is_included_includes_nothing()
    {
        Include("1.conf", "include = 'more/*'");
        _configured.Folder.CreateFolder("conf.d/more");
        _configured.Folder.Write("conf.d/more/1.conf", "apikey = 'never'");

        ConfigurationResult result = _configured.Read("include = 'conf.d/*.conf'\napikey = 'main'\n[plugin.checks.a]\ncommand = 'x'");

        Assert.Equal("main", result.Configuration!.Agent.ApiKey);
        Assert.Contains("ignored", Assert.Single(result.Findings).Message);
    }

    [Theory]
    [InlineData("nothing/*.conf", true)]
    [InlineData("missing.conf", true)]
    [InlineData("", false)]
    [InlineData("*.conf", false)] // the main file itself
    public void No_match_is_a_warning(string pattern, bool isWarnedOf)
    {
        ConfigurationResult result = _configured.Read($"include = '{pattern}'\n[plugin.checks.a]\ncommand = 'x'");

        Assert.Equal(
            isWarnedOf ? [$"main.conf:1: warning: include: no file matches {pattern}; create one, or correct the pattern"] : [],
            _configured.Told(result));
    }

    [Fact]
    public void A_fault_of_an_included_file_is_told_with_its_name_and_keeps_the_configuration_from_being_used()
    {
        Include("1.conf", "x =\n");

        ConfigurationResult result = _configured.Read("include = 'conf.d/*'");

        Assert.Null(result.Configuration);
        Assert.Equal(["conf.d/1.conf:1: error: not TOML: Unexpected token end-of-line found while expecting a value"], _configured.Told(result));
    }

    [Fact]
    public void An_included_folder_is_a_fault_as_in_the_agent()
    {
        _configured.Folder.CreateFolder("conf.d");
        _configured.Folder.CreateFolder("conf.d/sub");

        Assert.Equal(
            [$"conf.d/sub: error: is a folder; name a file in it; main.conf:1 includes it"],
            _configured.Told("include = 'conf.d/*'"));
    }

    public void Dispose() => _configured.Dispose();

    private void Include(string name, string text)
    {
        _configured.Folder.CreateFolder("conf.d");
        _configured.Folder.Write($"conf.d/{name}", text);
    }
}
