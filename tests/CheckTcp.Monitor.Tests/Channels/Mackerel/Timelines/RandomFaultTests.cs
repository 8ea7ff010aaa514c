namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>Random histories with random faults. Whatever happened, once all is mended and eight minutes have passed:
/// <list type="number">
/// <item>the statuses that the server took of a check are those of its runs that were committed, equal neighbours being one (of a check
/// whose alerts do not close by themselves: of those that were not OK);</item>
/// <item>each report that was queued was taken once, in its order, word for word, and none waits or was given up;</item>
/// <item>alerts and notifications of each check are those of a server that had each report at once: its rules go by the times in the
/// reports, so that nothing shows that they came late, or came twice.</item>
/// </list></summary>
/// <remarks>Left out: reports that a server refuses for what they are, and outages of six hours, since reports are given up then (see
/// <see cref="OutageTests"/>); a server that refuses everything and is mended while a batch is being split (see
/// <see cref="Sending.DeliveryTests"/>); the order between checks, since hosts do not wait for each other; a disk that fails
/// (see <c>UnwritableStoreTests</c>); hosts that are retired, since their alerts are closed (see <see cref="LostHostTests"/>); runs that a
/// kill found before their commit, since nothing knows of them.</remarks>
public sealed class RandomFaultTests
{
    /// <summary>In a few seconds; each time other ones.</summary>
    private const int Histories = 60;

    [Fact]
    public async Task Whatever_fails_the_server_knows_in_the_end_what_it_would_have_known_at_once()
    {
        for (int i = 0; i < Histories; i++)
        {
            await PlayAsync(Random.Shared.Next());
        }
    }

    private static async Task PlayAsync(int seed)
    {
        FaultRunOutcome? outcome = null;
        try
        {
            outcome = await new FaultRun(seed).PlayAsync();
            outcome.HasEveryReportOnceAtTheServer();
            outcome.HasEveryChangeAtTheServer();
            outcome.HasTheAlertsOfAServerThatKnewAtOnce();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"seed {seed}: {e.Message}\n{outcome?.Figures}\n{string.Join('\n', outcome?.Sent.TakeLast(60) ?? [])}", e);
        }
    }
}
