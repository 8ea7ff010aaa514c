using CheckTcp.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Tests.Execution.Children;

namespace CheckTcp.Monitor.Tests.Scheduling;

public class CapacityTests
{
    private static readonly CheckDefinition InProcess = new() { Name = "tcp", Program = new TcpProgram(CheckCommand.Parse(["-p", "1"])) };
    private static readonly CheckDefinition Command = new() { Name = "command", Program = Child.Program("true") };
    private static readonly CheckDefinition WithAction = Command with { Action = new CheckAction(Child.Program("true"), TimeSpan.FromSeconds(30)) };

    [Fact]
    public void With_descriptors_enough_all_runs_that_the_configuration_allows()
    {
        Assert.Equal(new Capacity(500, 0, Capacity.Reserve + 4), Of(65536, InProcess));
        Assert.Equal(new Capacity(500, 64, Capacity.Reserve + (64 * 6) + (2 * 6)), Of(65536, InProcess, WithAction));
    }

    [Fact]
    public void With_few_descriptors_runs_leave_some_to_the_store_the_socket_and_the_stop()
    {
        Assert.Equal((1024 - Capacity.Reserve) / 4, Of(1024, InProcess).Runs);
        Assert.Equal((1024 - Capacity.Reserve) / 6, Of(1024, InProcess, Command).Runs);

        Capacity both = Of(1024, WithAction);

        Assert.Equal(37, both.Actions); // a quarter
        Assert.InRange((both.Runs + both.Actions) * 6, 800, 1024 - Capacity.Reserve);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Capacity.Reserve)]
    [InlineData(Capacity.Reserve + 1)]
    public void One_at_a_time_is_the_least(long limit) => Assert.Equal((1, 1), (Of(limit, WithAction).Runs, Of(limit, WithAction).Actions));

    private static Capacity Of(long limit, params CheckDefinition[] checks) => Capacity.Of(new MonitorConfiguration { Checks = [.. checks] }, limit);
}
