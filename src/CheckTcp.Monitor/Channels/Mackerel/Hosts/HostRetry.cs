using CheckTcp.Monitor.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>When the next step is due: as the agent has it, but that it never gives up.</summary>
internal sealed class HostRetry
{
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan ForPerson = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);
    private const int SoonTimes = 20;

    private int _unavailable;

    /// <summary>How long to wait after a step that ended so.</summary>
    public TimeSpan After(HostProblem? problem)
    {
        if (problem?.Kind != ApiFailureKind.Unavailable)
        {
            _unavailable = 0;
            return problem is null ? Hourly : ForPerson;
        }

        _unavailable++;
        TimeSpan delay = _unavailable <= SoonTimes ? Soon : Later;
        return problem.RetryAfter > delay ? problem.RetryAfter : delay;
    }
}
