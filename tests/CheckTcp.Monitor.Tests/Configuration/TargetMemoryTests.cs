using System.Globalization;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration;

[Collection<Alone>]
public sealed class TargetMemoryTests : IDisposable
{
    private readonly Configured _configured = new();

    [Fact]
    public void A_hundred_thousand_targets_share_what_they_have_in_common()
    {
        const int Targets = 100_000;
        _configured.Folder.Write("t.txt", string.Concat(Enumerable.Range(0, Targets).Select(i => string.Create(CultureInfo.InvariantCulture, $"host-{i}.example:25\n"))));
        const string Text = "[plugin.checks.x]\ncommand = 'check-tcp --service smtp -H {host} -p {port} -w 3 -c 10'\nmemo = 'm'\ntargets_file = 't.txt'";
        long before = GC.GetTotalMemory(forceFullCollection: true);

        MonitorConfiguration configuration = _configured.Load(Text);

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Targets, configuration.Checks.Length);
        Assert.InRange(held / Targets, 1, 700);
        RunCommand first = Command(configuration.Checks[0]);
        RunCommand last = Command(configuration.Checks[^1]);
        Assert.True(first.Check.Steps == last.Check.Steps);
        Assert.Same(first.Check.Thresholds, last.Check.Thresholds);
        Assert.Same(first.Check.Name, last.Check.Name);
        Assert.Same(configuration.Checks[0].Memo, configuration.Checks[^1].Memo);
    }

    public void Dispose() => _configured.Dispose();

    private static RunCommand Command(CheckDefinition check) => Assert.IsType<RunCommand>(Assert.IsType<TcpProgram>(check.Program).Command);
}
