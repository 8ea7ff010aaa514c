namespace CheckTcp.Monitor.Storage;

/// <summary>What a lane asks for: its next reports. The writer answers, or memory while the disk hangs, whichever is first.</summary>
/// <param name="host">The custom identifier of the lane's host; <c>null</c> for this one.</param>
/// <param name="most">How many are wanted.</param>
/// <param name="tooOld">Reports of this time, in seconds since 1970, and before it are dropped.</param>
internal sealed class ReportRequest(string? host, int most, long tooOld)
{
    private readonly TaskCompletionSource<ReportBatch> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ReportBatch> Answer => _answer.Task;

    /// <summary>On the writer's thread.</summary>
    public void AnswerFrom(StoreWriting writing)
    {
        if (_answer.Task.IsCompleted)
        {
            return;
        }

        ReportBatch batch = writing.NextReports(host, most, tooOld);
        if (!_answer.TrySetResult(batch))
        {
            writing.KeepDropped(batch.Dropped); // they are counted with the next batch
        }
    }

    /// <summary>While the disk hangs; without a report in memory the lane waits on, for one or for the disk.</summary>
    public void AnswerFrom(ReportsInMemory memory)
    {
        if (!_answer.Task.IsCompleted && memory.Next(host, most, tooOld) is { Length: > 0 } reports)
        {
            _answer.TrySetResult(new ReportBatch(reports, []));
        }
    }
}
