using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Monitor.Scheduling;

/// <summary>Checks in the order in which they are due.</summary>
/// <remarks>A check that is put in anew leaves its former place behind as a stale entry, which is passed over when its time comes. Not safe
/// for several threads: the scheduler's lock guards it.</remarks>
internal sealed class Timeline
{
    private readonly PriorityQueue<(ScheduledCheck Check, int Ticket), long> _queue = new();

    /// <summary>When the earliest is due; <c>null</c> when there is none.</summary>
    public DateTimeOffset? Earliest
    {
        get
        {
            DropStale();
            return _queue.TryPeek(out _, out long ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
    }

    /// <summary>Puts a check at this moment, wherever it stood before.</summary>
    public void Put(ScheduledCheck check, DateTimeOffset due)
    {
        check.Due = due;
        check.IsTaken = false;
        check.Ticket++;
        _queue.Enqueue((check, check.Ticket), due.UtcTicks);
    }

    /// <summary>Takes the earliest check that is due by now.</summary>
    public bool TryTake(DateTimeOffset now, [NotNullWhen(true)] out ScheduledCheck? check)
    {
        DropStale();
        if (_queue.TryPeek(out (ScheduledCheck Check, int Ticket) first, out long ticks) && ticks <= now.UtcTicks)
        {
            _queue.Dequeue();
            check = first.Check;
            check.IsTaken = true;
            return true;
        }

        check = null;
        return false;
    }

    private void DropStale()
    {
        while (_queue.TryPeek(out (ScheduledCheck Check, int Ticket) first, out _)
            && (first.Ticket != first.Check.Ticket || first.Check.IsRemoved || first.Check.IsTaken))
        {
            _queue.Dequeue();
        }
    }
}
