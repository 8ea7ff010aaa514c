using CheckTcp.Monitor.Mackerel.Api;
using CheckTcp.Monitor.Reporting;

namespace CheckTcp.Monitor.Mackerel.Sending;

/// <summary>One attempt to bring a batch to the API. One that is refused as a whole is split until the bad report is found, and the others
/// go.</summary>
/// <param name="post">Sends reports in one request; <c>null</c> when they were accepted.</param>
/// <param name="accepted">Is told of those that were.</param>
internal sealed class Delivery(
    Func<IReadOnlyList<OutgoingReport>, CancellationToken, Task<ApiFailure?>> post, Action<IReadOnlyList<OutgoingReport>> accepted)
{
    /// <summary>So many that are refused one by one while none is accepted say that it is not the reports.</summary>
    private const int MostRefused = 3;

    private readonly List<RefusedReport> _refused = [];
    private bool _accepted;

    /// <summary>Reports that are refused for what they are: others were accepted beside them.</summary>
    public IReadOnlyList<RefusedReport> Bad => _accepted ? _refused : [];

    /// <returns>Why not all of it arrived, the <see cref="Bad"/> apart; <c>null</c> when all did.</returns>
    public async Task<ApiFailure?> SendAsync(OutgoingReport[] batch, CancellationToken cancellation) =>
        await SendPartAsync(batch, cancellation) ?? (_accepted ? null : _refused[0].Failure);

    private async Task<ApiFailure?> SendPartAsync(OutgoingReport[] part, CancellationToken cancellation)
    {
        ApiFailure? failure = await post(part, cancellation);
        if (failure is null)
        {
            _accepted = true;
            accepted(part);
            return null;
        }

        if (failure.Kind != ApiFailureKind.Invalid)
        {
            return failure;
        }

        if (part.Length == 1)
        {
            _refused.Add(new RefusedReport(part[0], failure));
            return !_accepted && _refused.Count >= MostRefused ? failure : null;
        }

        int half = part.Length / 2;
        return await SendPartAsync(part[..half], cancellation) ?? await SendPartAsync(part[half..], cancellation);
    }
}

/// <summary>A report that the API refuses.</summary>
internal readonly record struct RefusedReport(OutgoingReport Report, ApiFailure Failure);
