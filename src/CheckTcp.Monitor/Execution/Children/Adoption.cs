namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Reaps what this process adopts, from now on: what commands leave behind, and in a container, as process 1, whatever else loses
/// its parent.</summary>
internal sealed class Adoption : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly ITimer _timer;

    public Adoption(TimeProvider time)
    {
        OwnChildren.Prepare();
        _timer = time.CreateTimer(static _ => OwnChildren.ReapAdopted(), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();
}
