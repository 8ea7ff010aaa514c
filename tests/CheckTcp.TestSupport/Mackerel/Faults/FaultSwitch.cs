using CheckTcp.TestSupport.Mackerel.Api;

namespace CheckTcp.TestSupport.Mackerel.Faults;

/// <summary>The faults that are on.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int? Left)> _faults = [];

    public void TurnOn(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add((fault, fault.Times));
        }
    }

    public void TurnAllOff()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>What meets a request: all delays up to the first other fault, and that fault. What is on longest comes first.</summary>
    public (TimeSpan Delay, Fault? Then) Next(ApiCall call)
    {
        lock (_lock)
        {
            TimeSpan delay = TimeSpan.Zero;
            for (int i = 0; i < _faults.Count; i++)
            {
                (Fault fault, int? left) = _faults[i];
                if (left == 0 || !fault.On.Meets(call))
                {
                    continue;
                }

                _faults[i] = (fault, left - 1);
                if (fault is not Fault.Delay longer)
                {
                    return (delay, fault);
                }

                delay += longer.By;
            }

            return (delay, null);
        }
    }
}
