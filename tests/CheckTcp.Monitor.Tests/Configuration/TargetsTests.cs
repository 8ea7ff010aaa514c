using CheckTcp.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class TargetsTests : IDisposable
{
    private readonly Configured _configured = new();

    [Fact]
    public void A_check_of_several_targets_is_a_check_of_each()
    {
        MonitorConfiguration configuration = _configured.Load("""
            [plugin.checks.mail]
            command = "check-tcp -H {host} -p {port}"
            memo = "see {target}"
            labels = { team = "mail" }
            targets = ["a.example:25", "[::1]:26"]
            """);

        Assert.Equal(["mail/a.example:25", "mail/[::1]:26"], configuration.Checks.Select(check => check.Name));
        Assert.Equal(["a.example", "::1"], configuration.Checks.Select(check => check.TargetHost));
        Assert.Equal(["see a.example:25", "see [::1]:26"], configuration.Checks.Select(check => check.Memo));
        Assert.Equal([("a.example", 25), ("::1", 26)], configuration.Checks.Select(check =>
            (Command(check).Check.Target.Host, Command(check).Check.Target.Port ?? 0)));
        Assert.All(configuration.Checks, check => Assert.Equal("mail", check.Labels["team"]));
    }

    [Fact]
    public void Targets_are_put_into_children_and_their_variables()
    {
        MonitorConfiguration configuration = _configured.Load("""
            [plugin.checks.array]
            command = ["x", "{host}:{port}", "{target}", "same"]
            env = { WHERE = "tcp://{target}", SAME = "1" }
            targets = ["a:1"]
            [plugin.checks.line]
            command = "x {host} | y {port}"
            targets = ["b:2"]
            """);

        ChildProgram array = Assert.IsType<ChildProgram>(configuration.Checks[0].Program);
        Assert.Equal(["x", "a:1", "a:1", "same"], array.Arguments);
        Assert.Equal(("tcp://a:1", "1"), (array.Environment["WHERE"], array.Environment["SAME"]));
        Assert.Equal(["sh", "-c", "x b | y 2"], Assert.IsType<ChildProgram>(configuration.Checks[1].Program).Arguments);
        Assert.Equal(["a", "b"], configuration.Checks.Select(check => check.TargetHost));
    }

    [Fact]
    public void Target_name_and_labels_are_put_into_actions_and_their_variables()
    {
        _configured.Folder.Write("found.json", """[{ "targets": ["c:3"], "labels": { "team": "{host}; rm -rf x" } }]""");
        MonitorConfiguration configuration = _configured.Load("""
            [plugin.checks.mail]
            command = "x {host}"
            targets = ["[::1]:1"]
            file_sd = "found.json"
            labels = { team = "mail", level = "1" }
            [plugin.checks.mail.action]
            command = ["tell", "{name}", "{target}", "{host}:{port}", "{labels.team}", "${host}", "{other}"]
            env = { WHERE = "{labels.level}/{target}", SAME = "1" }
            """);

        Assert.Equal(
            [
                ["tell", "mail/[::1]:1", "[::1]:1", "::1:1", "mail", "${host}", "{other}"],
                ["tell", "mail/c:3", "c:3", "c:3", "{host}; rm -rf x", "${host}", "{other}"],
            ],
            configuration.Checks.Select(check => check.Action!.Program.Arguments.ToArray()));
        Assert.Equal(["1/[::1]:1", "1/c:3"], configuration.Checks.Select(check => check.Action!.Program.Environment["WHERE"]));
    }

    [Fact]
    public void An_action_of_a_table_with_labels_alone_has_its_name_and_labels()
    {
        CheckDefinition check = _configured.Check("""
            [plugin.checks.disk]
            command = ["x"]
            labels = { team = "a b" }
            action = { command = "tell {name} {host}", env = { TEAM = "{labels.team}" } }
            """);

        Assert.Equal(["sh", "-c", "tell disk {host}"], check.Action!.Program.Arguments);
        Assert.Equal("a b", check.Action.Program.Environment["TEAM"]);
    }

    [Fact]
    public void An_action_of_the_agent_stays_as_it_is()
    {
        CheckDefinition check = _configured.Check("""
            [plugin.checks.disk]
            command = ["x"]
            action = { command = "python3 -c 'print(f\"{name}\")'", env = { A = "{target}" } }
            """);

        Assert.Equal(["sh", "-c", "python3 -c 'print(f\"{name}\")'"], check.Action!.Program.Arguments);
        Assert.Equal("{target}", check.Action.Program.Environment["A"]);
    }

    [Theory]
    [InlineData("""command = "tell {labels.team}" """)]
    [InlineData("""command = ["sh", "-c", "tell {labels.team}"] """)]
    public void A_shell_is_not_given_what_a_label_holds(string action) =>
        Assert.Equal(
            ["main.conf:4: error: plugin.checks.disk.action.command: a shell would run what a label holds; put the label into env, "
                + "or write the command as an array without a shell"],
            _configured.Told($$"""
                [plugin.checks.disk]
                command = ["x"]
                labels = { team = "a" }
                action = { {{action}} }
                """));

    [Fact]
    public void A_label_that_no_check_has_is_told() =>
        Assert.Equal(
            ["main.conf:4: warning: plugin.checks.disk.action.command: {labels.taem} is empty, since none of its checks has a label taem; "
                + "correct the name, or add the label"],
            _configured.Told("""
                [plugin.checks.disk]
                command = ["x"]
                labels = { team = "a" }
                action = { command = ["tell", "{labels.taem}"] }
                """));

    [Fact]
    public void What_stands_after_a_dollar_is_no_target()
    {
        MonitorConfiguration configuration = _configured.Load("""
            [plugin.checks.captured]
            command = ["check-tcp", "-H", "{host}", "-p", "{port}", "--step", "expect=^220 (?P<host>.*)", "--step", 'send=EHLO ${host} {host}\r\n']
            targets = ["a:1"]
            [plugin.checks.shell]
            command = "x ${target} {target} $${port}{port}"
            targets = ["b:2"]
            """);

        TcpProgram captured = Assert.IsType<TcpProgram>(configuration.Checks[0].Program);
        Assert.Equal("EHLO ${host} a\r\n", Assert.Single(Assert.IsType<RunCommand>(captured.Command).Check.Steps.OfType<SendTemplateStep>()).Text.Text);
        Assert.Equal(["sh", "-c", "x ${target} b:2 $${port}2"], Assert.IsType<ChildProgram>(configuration.Checks[1].Program).Arguments);
    }

    [Fact]
    public void A_file_has_a_target_a_line()
    {
        _configured.Folder.CreateFolder("lists");
        _configured.Folder.Write("lists/mail.txt", "# mail\r\na:25\r\n\r\n  b:25 # the second\r\nc:25");

        Assert.Equal(["x/a:25", "x/b:25", "x/c:25"], Names("targets_file = 'lists/mail.txt'"));
        Assert.Equal(["x/d:1", "x/a:25", "x/b:25", "x/c:25"], Names("targets_file = ['lists/mail.txt']\ntargets = ['d:1']"));
    }

    [Theory]
    [InlineData("t.json", """[{"targets": ["a:1", "b:2"], "labels": {"dc": "x", "team": "own"}}, {"targets": ["c:3"]}, {"labels": {}}]""")]
    [InlineData("t.yml", "- targets: ['a:1', b:2]\n  labels: {dc: x, team: own}\n- targets:\n  - c:3\n- labels: {}\n")]
    [InlineData("t.yaml", "# comment\n---\n- labels:\n    dc: x\n    team: own\n  targets:\n    - \"a:1\"\n    - b:2\n- targets: [c:3]\n")]
    public void Discovery_files_of_Prometheus_are_read_with_their_labels(string name, string text)
    {
        _configured.Folder.Write(name, text);

        MonitorConfiguration configuration = _configured.Load($"""
            [plugin.checks.x]
            command = "check-tcp -H {"{host}"} -p {"{port}"}"
            labels = {"{ team = 'default' }"}
            file_sd = "t.*"
            """);

        Assert.Equal(["x/a:1", "x/b:2", "x/c:3"], configuration.Checks.Select(check => check.Name));
        Assert.Equal(
            ["dc=x team=own", "dc=x team=own", "team=default"],
            configuration.Checks.Select(check => string.Join(' ', check.Labels.Select(label => $"{label.Key}={label.Value}"))));
        Assert.Same(configuration.Checks[0].Labels, configuration.Checks[1].Labels);
    }

    [Theory]
    [InlineData("t.yml", "")]
    [InlineData("t.yml", "# nothing yet\n")]
    [InlineData("t.json", "[]")]
    public void A_list_without_targets_is_warned_of(string name, string text)
    {
        _configured.Folder.Write(name, text);

        ConfigurationResult result = _configured.Read("[plugin.checks.x]\ncommand = 'check-tcp -H {host} -p {port}'\nfile_sd = 't.*'");

        Assert.Empty(result.Configuration!.Checks);
        Assert.Equal("has no targets, so that nothing is checked; add some, or remove it", Assert.Single(result.Findings).Message);
    }

    [Fact]
    public void Many_faults_of_a_list_are_counted_and_not_all_told()
    {
        _configured.Folder.Write("t.txt", string.Concat(Enumerable.Range(1, 1000).Select(i => $"no-port-{i}\n")));

        string[] told = [.. _configured.Told("[plugin.checks.x]\ncommand = 'check-tcp -H {host} -p {port}'\ntargets_file = 't.txt'")];

        Assert.Contains("main.conf:1: error: plugin.checks.x: 990 more of its targets have such errors; fix those that are named first", told);
        Assert.Equal(11, told.Length);
    }

    public void Dispose() => _configured.Dispose();

    private static RunCommand Command(CheckDefinition check) => Assert.IsType<RunCommand>(Assert.IsType<TcpProgram>(check.Program).Command);

    private IEnumerable<string> Names(string keys) =>
        _configured.Load($"[plugin.checks.x]\ncommand = 'check-tcp -H {{host}} -p {{port}}'\n{keys}").Checks.Select(check => check.Name);
}
