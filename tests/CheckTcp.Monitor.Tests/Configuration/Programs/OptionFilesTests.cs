using System.Diagnostics;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration.Programs;

public sealed class OptionFilesTests : IDisposable
{
    private const string Greeting = "[[step]]\nexpect = '^220 '\n";

    private readonly Configured _configured = new();

    private string File => _configured.Folder / "dialogue.toml";

    [Fact]
    public void A_file_of_a_dialogue_takes_part_in_the_configuration()
    {
        _configured.Folder.Write("dialogue.toml", Greeting);
        ConfigurationResult result = _configured.Read(Check());
        Assert.Equal([_configured.Main, File], result.Files.Paths);
        Assert.Equal(result.Files.AsRead, result.Files.Fingerprint());

        System.IO.File.AppendAllText(File, "[[step]]\nsend = 'QUIT'\n");

        Assert.NotEqual(result.Files.AsRead, result.Files.Fingerprint());
    }

    [Theory]
    [InlineData("[[step]]\nexpect = '", "line 2: not TOML: ")]
    [InlineData("", "there are no steps; ")]
    [InlineData("[[step]]\nexpect = '('\n", "line 2: expect=(: missing closing )")]
    [InlineData("[[step]]\nsay = 'hello'\n", "there is no such kind")]
    [InlineData(null, "no such file; ")]
    public void A_faulty_one_is_an_error_that_is_told_once_and_is_watched(string? text, string fault)
    {
        if (text is not null)
        {
            _configured.Folder.Write("dialogue.toml", text);
        }

        ConfigurationResult result = _configured.Read($"{Check()}\n{Check("b")}");

        Assert.All(result.Configuration!.Checks, check => Assert.IsType<SenselessCommand>(Assert.IsType<TcpProgram>(check.Program).Command));
        Finding finding = Assert.Single(result.Findings);
        Assert.Equal((FindingSeverity.Error, File), (finding.Severity, finding.File));
        Assert.Contains(fault, finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("; " + _configured.Main + ":2 names it", finding.Message, StringComparison.Ordinal);
        _configured.Folder.Write("dialogue.toml", Greeting);
        Assert.NotEqual(result.Files.AsRead, result.Files.Fingerprint());
    }

    [Fact]
    public void A_pipe_is_refused_unopened()
    {
        using (Process making = Process.Start("mkfifo", [File]))
        {
            making.WaitForExit();
        }

        Assert.Contains("is a device, pipe or socket", Assert.Single(_configured.Read(Check()).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_too_long_is_refused_unread()
    {
        _configured.Folder.Write("dialogue.toml", new string('#', 1024 * 1024 + 1));

        Assert.Contains("larger than 1048576 bytes", Assert.Single(_configured.Read(Check()).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_targets_read_it_once()
    {
        _configured.Folder.Write("dialogue.toml", Greeting);
        _configured.Folder.Write("t.txt", string.Concat(Enumerable.Range(1, 5000).Select(i => $"host-{i}:25\n")));
        string text = $"[plugin.checks.a]\ncommand = ['check-tcp', '-H', '{{host}}', '-p', '{{port}}', '--dialogue', '{File}']\ntargets_file = 't.txt'";
        long before = GC.GetAllocatedBytesForCurrentThread();

        MonitorConfiguration configuration = _configured.Load(text);

        Assert.Equal(5000, configuration.Checks.Length);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 5000, 1, 20_000);
        Assert.Equal(Steps(configuration.Checks[0]), Steps(configuration.Checks[^1]));
    }

    [Fact]
    public void Each_module_of_a_file_is_a_dialogue_of_its_own()
    {
        _configured.Folder.Write("dialogue.toml", """
            modules:
              one: {prober: tcp, tcp: {query_response: [{expect: "^one"}]}}
              two: {prober: tcp, tcp: {query_response: [{expect: "^two"}]}}
            """);

        MonitorConfiguration configuration = _configured.Load($"{Check("a", "--module one")}\n{Check("b", "--module two")}");

        Assert.Equal(["^one", "^two"], configuration.Checks.Select(check => Assert.IsType<ExpectLineStep>(Assert.Single(Steps(check))).Pattern.ToString()));
    }

    [Fact]
    public void What_a_check_sets_beside_the_file_is_no_fault_of_the_file()
    {
        _configured.Folder.Write("dialogue.toml", Greeting);

        Finding finding = Assert.Single(_configured.Read(Check(options: "-p 70000")).Findings);

        Assert.Equal((FindingSeverity.Error, _configured.Main), (finding.Severity, finding.File));
    }

    [Fact]
    public void A_check_with_a_user_of_its_own_leaves_the_file_to_that_user()
    {
        ConfigurationResult result = _configured.Read($"{Check()}\nuser = 'nobody'");

        Assert.IsType<ChildProgram>(Assert.Single(result.Configuration!.Checks).Program);
        Assert.Equal("runs as a child, because it reads files as the user nobody", Assert.Single(result.Findings).Message);
        Assert.Equal([_configured.Main], result.Files.Paths);
    }

    [Theory]
    [InlineData("--ca-file FILE")]
    [InlineData("--ca-file=FILE")]
    [InlineData("--client-cert FILE")]
    public void A_file_of_certificates_that_is_not_there_yet_is_waited_for(string option)
    {
        ConfigurationResult result = _configured.Read(
            $"[plugin.checks.a]\ncommand = 'check-tcp -H localhost -p 25 -S {option.Replace("FILE", File, StringComparison.Ordinal)}'");
        Assert.Contains("there is no such file", Assert.Single(result.Findings).Message, StringComparison.Ordinal);
        Assert.NotNull(result.Configuration);

        _configured.Folder.Write("dialogue.toml", "");

        Assert.NotEqual(result.Files.AsRead, result.Files.Fingerprint());
    }

    [Fact]
    public void A_file_of_certificates_that_is_there_is_read_by_every_run_and_not_watched()
    {
        _configured.Folder.Write("dialogue.toml", "");

        ConfigurationResult result = _configured.Read($"[plugin.checks.a]\ncommand = 'check-tcp -H localhost -p 25 -S --ca-file {File}'");

        Assert.Equal([_configured.Main], result.Files.Paths);
    }

    public void Dispose() => _configured.Dispose();

    private static System.Collections.Immutable.ImmutableArray<Step> Steps(CheckDefinition check) =>
        Assert.IsType<RunCommand>(Assert.IsType<TcpProgram>(check.Program).Command).Check.Steps;

    private string Check(string name = "a", string options = "") =>
        $"[plugin.checks.{name}]\ncommand = 'check-tcp -H localhost -p 25 --dialogue {File} {options}'";
}
