using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class LiveConfigurationTests : IDisposable
{
    private const string Two = "[plugin.checks.a]\ncommand = 'check-tcp -p 1'\n[plugin.checks.b]\ncommand = 'check-tcp -p 2'\n";
    private const string Listed = "[plugin.checks.web]\ncommand = 'check-tcp -H {host} -p {port}'\ntargets_file = 'targets.txt'\n";

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    [Fact]
    public void A_reload_logs_what_was_added_removed_and_changed()
    {
        LiveConfiguration live = Start(Two);

        _folder.Write("main.conf", "[plugin.checks.b]\ncommand = 'check-tcp -p 3'\n[plugin.checks.c]\ncommand = 'check-tcp -p 1'\n");

        Assert.True(live.Read());
        Assert.Contains(_log.Lines, line => line.EndsWith("/main.conf is read: 2 checks; +c -a ~b", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reload_that_changes_no_check_says_so()
    {
        LiveConfiguration live = Start(Two);

        _folder.Write("main.conf", $"# a comment\n{Two}");

        Assert.True(live.Read());
        Assert.Contains(_log.Lines, line => line.EndsWith("is read: 2 checks; no check changed", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_changes_are_counted()
    {
        _folder.Write("targets.txt", "");
        LiveConfiguration live = Start(Two + Listed);

        _folder.Write("targets.txt", string.Concat(Enumerable.Range(1, 30).Select(i => $"h{i}:1\n")));

        Assert.True(live.Read());
        Assert.Contains(_log.Lines, line => line.EndsWith(" +web/h20:1 +10 more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[monitor.retention]\nresults = \"10d\"", null)]
    [InlineData("[monitor]\ndata_directory = \"/somewhere/else\"", "monitor.data_directory")]
    public void Only_what_waits_for_a_restart_is_said_to(string changed, string? waits)
    {
        LiveConfiguration live = Start(Two);

        _folder.Write("main.conf", $"{Two}{changed}");

        Assert.True(live.Read());
        Assert.Equal(
            waits is null ? [] : [$"Warning: a new {waits} takes effect when check-tcpd is restarted"],
            _log.Lines.Where(line => line.Contains("restart", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[plugin]\n")]
    [InlineData("[monitor]\nallow_empty = false\n")]
    public void A_reload_to_no_checks_is_refused(string text)
    {
        LiveConfiguration live = Start(Two);

        _folder.Write("main.conf", text);

        Assert.False(live.Read());
        Assert.Equal(2, live.Current.Checks.Length);
        Assert.EndsWith("no check would be left to run; put some in, or write allow_empty = true into [monitor]", Assert.Single(live.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reload_to_no_checks_can_be_allowed()
    {
        LiveConfiguration live = Start(Two);

        _folder.Write("main.conf", "[monitor]\nallow_empty = true\n");

        Assert.True(live.Read());
        Assert.Empty(live.Current.Checks);
    }

    [Fact]
    public void A_start_runs_what_it_can_and_takes_the_rest_when_it_comes()
    {
        LiveConfiguration live = Start(Two + Listed);
        Assert.Equal(["a", "b"], live.Current.Checks.Select(check => check.Name));
        Assert.Contains("targets.txt: no such file", Assert.Single(live.Problems), StringComparison.Ordinal);

        _folder.Write("targets.txt", "x:1\nno-port\n");
        Assert.True(LooksTwice(live));
        Assert.Equal(["a", "b", "web/x:1"], live.Current.Checks.Select(check => check.Name));
        Assert.Contains("targets.txt:2: plugin.checks.web: \"no-port\"", Assert.Single(live.Problems), StringComparison.Ordinal);

        _folder.Write("targets.txt", "x:1\ny:2\n");
        Assert.True(LooksTwice(live));
        Assert.Empty(live.Problems);
        Assert.Equal(4, live.Current.Checks.Length);
    }

    [Fact]
    public void A_list_that_is_empty_at_the_start_is_shown_until_it_comes()
    {
        _folder.Write("targets.txt", "");
        LiveConfiguration live = Start(Two + Listed);
        Assert.EndsWith("main.conf:5: plugin.checks.web: has no targets, so that nothing is checked; add some, or remove it", Assert.Single(live.Problems), StringComparison.Ordinal);

        _folder.Write("targets.txt", "x:1\n");

        Assert.True(LooksTwice(live));
        Assert.Empty(live.Problems);
    }

    [Fact]
    public void What_runs_is_not_given_up_for_an_error_while_another_part_is_left_out()
    {
        _folder.Write("targets.txt", "x:1\ny:2\n");
        LiveConfiguration live = Start($"{Listed}[plugin.checks.other]\ncommand = 'check-tcp -H {{host}} -p {{port}}'\ntargets_file = 'missing.txt'\n");
        Assert.Equal(2, live.Current.Checks.Length);

        File.Delete(_folder / "targets.txt");

        Assert.False(LooksTwice(live));
        Assert.Equal(2, live.Current.Checks.Length);
        Assert.Equal(2, live.Refused.Count);
        Assert.Single(live.Problems);
    }

    [Theory]
    [InlineData("[{\"targets\": [\"x:1\", \"y:2\"")] // cut
    [InlineData("[{\"targets\": [\"x:1\", \"y\"]}]")]
    public void A_reload_is_all_or_nothing_once_everything_runs(string list)
    {
        _folder.Write("t.json", """[{"targets": ["x:1", "y:2"]}]""");
        LiveConfiguration live = Start(Listed.Replace("targets_file = 'targets.txt'", "file_sd = 't.json'", StringComparison.Ordinal));

        _folder.Write("t.json", list);

        Assert.False(LooksTwice(live));
        Assert.Equal(2, live.Current.Checks.Length);
        Assert.Single(live.Refused);
        Assert.Empty(live.Problems);
    }

    [Fact]
    public void A_list_that_loses_more_than_half_is_taken_only_when_it_stays_so()
    {
        _folder.Write("targets.txt", "a:1\nb:1\nc:1\nd:1\n");
        LiveConfiguration live = Start(Listed);

        _folder.Write("targets.txt", "a:1\n"); // as a download that is under way
        Assert.False(LooksTwice(live));
        Assert.Contains(_log.Lines, line => line.Contains("plugin.checks.web from 4 to 1 targets", StringComparison.Ordinal));
        Assert.False(live.ReadIfChanged());
        _folder.Write("targets.txt", "a:1\nb:1\nc:1\nd:1\ne:1\n"); // and done
        Assert.True(LooksTwice(live));
        Assert.Equal(5, live.Current.Checks.Length);

        _folder.Write("targets.txt", "a:1\n");
        Assert.False(LooksTwice(live));
        Assert.False(live.ReadIfChanged());
        Assert.True(live.ReadIfChanged());
        Assert.Single(live.Current.Checks);
        Assert.False(live.ReadIfChanged());
    }

    [Fact]
    public void A_list_that_loses_half_is_taken_at_once()
    {
        _folder.Write("targets.txt", "a:1\nb:1\nc:1\nd:1\n");
        LiveConfiguration live = Start(Listed);

        _folder.Write("targets.txt", "a:1\nb:1\n");

        Assert.True(LooksTwice(live));
    }

    [Fact]
    public void A_table_that_is_taken_out_is_no_list_that_shrank()
    {
        _folder.Write("targets.txt", "a:1\nb:1\nc:1\nd:1\n");
        LiveConfiguration live = Start(Two + Listed);

        _folder.Write("main.conf", Two);

        Assert.True(LooksTwice(live));
    }

    public void Dispose() => _folder.Dispose();

    private LiveConfiguration Start(string text)
    {
        string path = _folder.Write("main.conf", text);
        ConfigurationResult first = ConfigurationReader.Read(path);
        Assert.NotNull(first.Configuration);
        return new LiveConfiguration(path, first.Configuration, first.Files, first.LeftOut, new FakeTimeProvider(), new Logger<LiveConfiguration>(new Logs(_log)));
    }

    /// <summary>A change is read when it looks the same for the second time.</summary>
    private static bool LooksTwice(LiveConfiguration live)
    {
        Assert.False(live.ReadIfChanged());
        return live.ReadIfChanged();
    }

    private sealed class Logs(ILogger log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
