namespace CheckTcp.TestSupport.Mackerel;

/// <summary>Waits for what a stand-in sees. They end with what it has recorded, and fail after a minute with the same.</summary>
public static class StandInWaits
{
    private const int MostListed = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What it has recorded up to now.</summary>
    public static Task<StandInRecord> RecordAsync(this IMackerelStandIn standIn) => standIn.RecordAfterAsync(-1, CancellationToken.None);

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not after a minute.</exception>
    public static Task<StandInRecord> UntilAsync(this IMackerelStandIn standIn, Func<StandInRecord, bool> holds) =>
        standIn.UntilAsync(holds, Patience);

    /// <summary>Waits until so many such requests have arrived; they may not have been answered yet.</summary>
    /// <exception cref="TimeoutException">They have not after a minute.</exception>
    public static Task<StandInRecord> UntilRequestsAsync(this IMackerelStandIn standIn, int count, Func<RecordedRequest, bool> such) =>
        standIn.UntilAsync(record => record.Requests.Count(such) >= count);

    /// <summary>Waits until the condition holds, but not longer than that.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public static async Task<StandInRecord> UntilAsync(this IMackerelStandIn standIn, Func<StandInRecord, bool> holds, TimeSpan atMost)
    {
        using CancellationTokenSource patience = new(atMost);
        StandInRecord record = StandInRecord.Empty;
        try
        {
            do
            {
                record = await standIn.RecordAfterAsync(record.Version, patience.Token);
            }
            while (!holds(record));
            return record;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException(string.Join('\n', (string[])
            [
                $"Not after {atMost.TotalSeconds} s; the last of {record.Requests.Count} requests:",
                .. record.Requests.TakeLast(MostListed).Select(request => request.ToString()),
                .. record.Alerts.TakeLast(MostListed).Select(alert => alert.ToString()),
            ]));
        }
    }
}
