using System.Collections.Concurrent;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>Which host has which custom identifier. What is found holds; what is not is asked for again after a while.</summary>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class CustomIdentifiers(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, FoundHost> _found = [];
    private readonly ConcurrentDictionary<string, Miss> _missing = [];
    private MackerelApi? _api;
    private int _round;

    /// <summary>The host that has an identifier.</summary>
    /// <param name="api">Whom to ask; another one than before knows other hosts.</param>
    /// <param name="identifier">The identifier.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <returns>No host, when none has it, or had it within the last five minutes; a failure, when it cannot be told.</returns>
    public async Task<ApiAnswer<FoundHost>> FindAsync(MackerelApi api, string identifier, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _api, api) != api)
        {
            _found.Clear();
            AskAgain();
        }

        if (_found.TryGetValue(identifier, out FoundHost? known))
        {
            return known;
        }

        // Taken before the question: the answer to one that is under way when a host appears is already out of date.
        var asked = new Miss(Volatile.Read(ref _round), time.GetTimestamp());
        if (_missing.TryGetValue(identifier, out Miss miss) && miss.Round == asked.Round && time.GetElapsedTime(miss.AskedAt) < AskAgainAfter)
        {
            return new FoundHost(null);
        }

        ApiAnswer<FoundHost> answer = await api.FindHostIdAsync(identifier, cancellation);
        if (answer.Succeeded && Volatile.Read(ref _api) == api)
        {
            Note(identifier, answer.Value, asked);
        }

        return answer;
    }

    /// <summary>Those that are missing may be there now: they are asked for when they are needed next.</summary>
    public void AskAgain() => Interlocked.Increment(ref _round);

    /// <summary>The host that was found is gone: a report for it was answered with 404.</summary>
    public void Forget(string identifier) => _found.TryRemove(identifier, out _);

    private void Note(string identifier, FoundHost host, Miss asked)
    {
        if (host.Id is null)
        {
            _missing[identifier] = asked;
            return;
        }

        _found[identifier] = host;
        if (_missing.TryRemove(identifier, out _))
        {
            LogAppeared(identifier, host.Id);
        }
    }

    /// <param name="Round">How often <see cref="AskAgain"/> had been called when it was asked for.</param>
    /// <param name="AskedAt">When that was.</param>
    private readonly record struct Miss(int Round, long AskedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "the custom identifier {Identifier} is there now: it is host {Id}")]
    private partial void LogAppeared(string identifier, string id);
}
