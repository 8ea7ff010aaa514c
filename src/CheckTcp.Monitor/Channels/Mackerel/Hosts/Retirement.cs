using CheckTcp.Monitor.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>Takes this host out of Mackerel, and forgets its id.</summary>
/// <param name="api">Mackerel.</param>
/// <param name="file">Where the id is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class Retirement(MackerelApi api, HostIdFile file, TimeProvider time)
{
    private const int Tries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>The host as Mackerel knows it, for a person to see whether it is the one that is meant.</summary>
    public Task<ApiAnswer<Host>> FindAsync(string id, CancellationToken cancellation) =>
        TriedAsync(() => api.GetHostAsync(id, cancellation), cancellation);

    /// <summary>Retires it, and deletes the file once Mackerel has it so.</summary>
    /// <returns>Whether it was still there: a host that was retired already is forgotten all the same.</returns>
    /// <exception cref="HostIdException">It is retired, and the file cannot be deleted.</exception>
    public async Task<ApiAnswer<RetiredHost>> RetireAsync(string id, CancellationToken cancellation)
    {
        ApiAnswer<Done> retired = await TriedAsync(() => api.RetireAsync(id, cancellation), cancellation);
        if (retired is { Succeeded: false, Failure.Kind: not ApiFailureKind.Missing })
        {
            return retired.Failure;
        }

        file.Delete();
        return new RetiredHost(retired.Succeeded);
    }

    private async Task<ApiAnswer<T>> TriedAsync<T>(Func<Task<ApiAnswer<T>>> call, CancellationToken cancellation)
    {
        for (int tried = 1; ; tried++)
        {
            ApiAnswer<T> answer = await call();
            if (answer.Succeeded || answer.Failure.Kind != ApiFailureKind.Unavailable || tried == Tries)
            {
                return answer;
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }
}

/// <summary>What became of a host that was to be retired.</summary>
/// <param name="WasThere">Mackerel still had it.</param>
internal sealed record RetiredHost(bool WasThere);
