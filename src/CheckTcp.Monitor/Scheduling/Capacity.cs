using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;

namespace CheckTcp.Monitor.Scheduling;

/// <summary>How much of what the configuration allows at once this machine has room for.</summary>
/// <param name="Runs">Runs of checks at once.</param>
/// <param name="Actions">Actions at once.</param>
/// <param name="Descriptors">Descriptors that are open at once at most, beside those that are open without any run.</param>
internal readonly record struct Capacity(int Runs, int Actions, long Descriptors)
{
    /// <summary>Descriptors that runs leave to the store, the control socket, reports, runs by hand and the stop.</summary>
    public const int Reserve = 128;

    // Two sockets while addresses race each other (RFC 8305), and what a file or two of the run take.
    private const int DescriptorsOfRun = 4;

    // The reading ends of two pipes, the process and its wake-up; while it is started the writing ends, too.
    private const int DescriptorsOfCommand = 6;

    // Actions must not take the room that checks need.
    private const int ShareOfActions = 4;

    /// <param name="configuration">What is to run.</param>
    /// <param name="maxDescriptors">How many more may be open at once than are without any run.</param>
    public static Capacity Of(MonitorConfiguration configuration, long maxDescriptors)
    {
        bool hasCommands = false;
        bool hasActions = false;
        foreach (CheckDefinition check in configuration.Checks)
        {
            hasCommands |= check.Program is ChildProgram;
            hasActions |= check.Action is not null;
        }

        long room = Math.Max(0, maxDescriptors - Reserve);
        int actions = hasActions ? Fitting(ActionRunner.MaxConcurrent, room / ShareOfActions / DescriptorsOfCommand) : 0;
        int ofActions = actions * DescriptorsOfCommand;
        int ofRun = hasCommands ? DescriptorsOfCommand : DescriptorsOfRun;
        int runs = Fitting(configuration.Monitor.MaxConcurrent, (room - ofActions) / ofRun);
        return new Capacity(runs, actions, Reserve + ofActions + (ofRun * Math.Min(runs, configuration.Checks.Length)));
    }

    private static int Fitting(int wanted, long room) => (int)Math.Clamp(room, 1, wanted);
}
