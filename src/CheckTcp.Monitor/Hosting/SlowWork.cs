using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Work at the start that may take a while: a line tells that it goes on.</summary>
internal static partial class SlowWork
{
    private static readonly TimeSpan FirstWord = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NextWord = TimeSpan.FromSeconds(10);

    /// <summary>Does the work; tells of it after a second, and every ten seconds from then on.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; the work is left to itself.</exception>
    public static async Task<T> RunAsync<T>(string what, Func<T> work, TimeProvider time, ILogger log, CancellationToken stop)
    {
        long start = time.GetTimestamp();
        Task<T> running = Task.Run(work);
        for (TimeSpan patience = FirstWord; ; patience = NextWord)
        {
            try
            {
                return await running.WaitAsync(patience, time, stop);
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                TimeSpan elapsed = time.GetElapsedTime(start);
                LogStill(log, what, elapsed);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "still {What} after {Elapsed}")]
    private static partial void LogStill(ILogger log, string what, TimeSpan elapsed);
}
