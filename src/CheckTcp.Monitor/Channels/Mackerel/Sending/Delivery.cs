using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>One attempt to bring a batch to the API. One that is refused as a whole is split until the bad reports are found, and the others
/// go.</summary>
/// <remarks>A report is called bad only on evidence that the API takes others: otherwise it is the API that is at fault, and nothing is
/// given up.</remarks>
/// <param name="post">Sends reports in one request; <c>null</c> when they were accepted.</param>
/// <param name="accepted">Is told of those that were.</param>
internal sealed class Delivery(
    Func<IReadOnlyList<OutgoingReport>, CancellationToken, Task<ApiFailure?>> post, Action<IReadOnlyList<OutgoingReport>> accepted)
{
    /// <summary>When so many checks are refused one by one, it is not the checks.</summary>
    private const int MostSuspects = 10;

    private readonly List<RefusedReport> _bad = [];

    /// <summary>Reports that are refused for what they are.</summary>
    public IReadOnlyList<RefusedReport> Bad => _bad;

    /// <summary>Sends the batch.</summary>
    /// <param name="batch">In the order of the queue.</param>
    /// <param name="lastAccepted">The latest report that the API took, which it takes again without taking it twice; <c>null</c> for
    /// none.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Why not all of it arrived, the <see cref="Bad"/> apart; <c>null</c> when all did.</returns>
    public async Task<ApiFailure?> SendAsync(OutgoingReport[] batch, OutgoingReport? lastAccepted, CancellationToken cancellation)
    {
        ApiFailure? failure = await PostAsync(batch, cancellation);
        if (failure is not { Kind: ApiFailureKind.Invalid })
        {
            return failure;
        }

        if (lastAccepted is not null)
        {
            return await post([lastAccepted], cancellation) ?? await SplitAsync(batch, failure, cancellation);
        }

        foreach (OutgoingReport first in batch.DistinctBy(report => report.Check).Take(MostSuspects))
        {
            ApiFailure? alone = batch.Length == 1 ? failure : await PostAsync([first], cancellation);
            if (alone is null)
            {
                OutgoingReport[] rest = [.. batch.Where(report => report != first)];
                return await PostAsync(rest, cancellation) is { } refused ? await SplitAsync(rest, refused, cancellation) : null;
            }

            if (alone.Kind != ApiFailureKind.Invalid)
            {
                return alone;
            }
        }

        return failure;
    }

    private async Task<ApiFailure?> SplitAsync(OutgoingReport[] refused, ApiFailure failure, CancellationToken cancellation)
    {
        if (failure.Kind != ApiFailureKind.Invalid)
        {
            return failure;
        }

        if (refused.Length == 1)
        {
            _bad.Add(new RefusedReport(refused[0], failure));
            return null;
        }

        int half = refused.Length / 2;
        foreach (OutgoingReport[] part in (OutgoingReport[][])[refused[..half], refused[half..]])
        {
            if (await PostAsync(part, cancellation) is { } again && await SplitAsync(part, again, cancellation) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private async Task<ApiFailure?> PostAsync(OutgoingReport[] reports, CancellationToken cancellation)
    {
        ApiFailure? failure = await post(reports, cancellation);
        if (failure is null)
        {
            accepted(reports);
        }

        return failure;
    }
}

/// <summary>A report that the API refuses.</summary>
internal readonly record struct RefusedReport(OutgoingReport Report, ApiFailure Failure);
