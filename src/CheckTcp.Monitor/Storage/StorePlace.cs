using System.Globalization;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage;

/// <summary>Where the store lies, and how far it was known to have come there: ids of alerts are not given again, whatever happens to the
/// store.</summary>
/// <param name="path">The store.</param>
/// <param name="directory">Its folder; <c>null</c> when nobody looks after that.</param>
/// <param name="logger">The log.</param>
internal sealed class StorePlace(string path, DataDirectory? directory, ILogger logger)
{
    private string? _refusal;

    /// <summary>The highest id of an alert that was ever given.</summary>
    public long LastAlert { get; private set; }

    /// <summary>What is wrong with the folder, where that is why the store cannot be used.</summary>
    public StoreFault? Fault => directory?.Problem is { } problem
        ? new StoreFault($"{directory.Path} cannot be used: {problem}", $"look at the disk of {directory.Path}")
        : null;

    /// <summary>What a start goes on from when this is what the store has.</summary>
    /// <param name="stored">As it was read.</param>
    /// <param name="isWhole">Otherwise it may be older for want of a disk that can be written.</param>
    public StoredState Begin(StoredState stored, bool isWhole)
    {
        StoreMark mark = directory?.Mark ?? default;
        LastAlert = Math.Max(stored.NextAlertId - 1, mark.LastAlert);
        if (isWhole && (stored.Clock < mark.Clock || stored.NextAlertId <= mark.LastAlert))
        {
            string end = stored.Clock == 0 ? "is new" : $"ends about {Moment(stored.Clock)}";
            HistoryLog.IsOlder(logger, path, end, Moment(mark.Clock), LastAlert + 1);
        }

        return stored with { NextAlertId = LastAlert + 1 };
    }

    /// <summary>These were stored, or are held.</summary>
    public void Note(List<HistoryEntry> entries)
    {
        long last = LastAlert;
        foreach (HistoryEntry entry in entries)
        {
            last = Math.Max(last, entry.Alert?.Id ?? 0);
        }

        if (last > LastAlert)
        {
            LastAlert = last;
            directory?.Keep(directory.Mark with { LastAlert = last });
        }
    }

    /// <summary>Everything up to this time is in the store's file.</summary>
    public void Keep(long clock) => directory?.Keep(new StoreMark(clock, LastAlert));

    /// <summary>Takes the folder again, if it or its lock is not in its place.</summary>
    /// <returns>Whether something was lost that had been taken.</returns>
    /// <exception cref="StoreException">It cannot be used.</exception>
    public bool Ensure() => directory is { IsInPlace: false } && directory.TakeAgain();

    /// <summary>Does so, and tells of it once.</summary>
    public void Look()
    {
        try
        {
            if (Ensure())
            {
                HistoryLog.TakenAgain(logger, directory!.Path);
            }

            _refusal = null;
        }
        catch (StoreException error)
        {
            if (_refusal != error.Message)
            {
                HistoryLog.NotTakenAgain(logger, error.Message);
            }

            _refusal = error.Message;
        }
    }

    private static string Moment(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("u", CultureInfo.InvariantCulture);
}
