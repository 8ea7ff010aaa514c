using System.Collections.Immutable;
using CheckTcp.TestSupport.Mackerel.Api;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>What a stand-in has seen and knows; changes one at a time and wakes whoever waits for a change.</summary>
/// <param name="keys">Who may call.</param>
/// <param name="time">The server's clock.</param>
/// <param name="journal">Where every change is written before it is answered; <c>null</c> to forget it all.</param>
internal sealed class StandInState(ApiKeys keys, TimeProvider time, StateJournal? journal)
{
    private readonly Lock _lock = new();
    private readonly MonitoringBook _book = new();
    private ImmutableList<RecordedRequest> _requests = [];
    private long _version;
    private TaskCompletionSource _changed = NewSignal();

    public StandInRecord Record
    {
        get
        {
            lock (_lock)
            {
                return new(
                    _version,
                    _requests,
                    [.. _book.Hosts.Values],
                    [.. _book.Checks.Values.OrderBy(check => check.MonitorId, StringComparer.Ordinal)],
                    _book.Alerts,
                    _book.Reports,
                    _book.Notifications);
            }
        }
    }

    /// <summary>Does again what a journal tells of; what was under way then was cut.</summary>
    public void Replay()
    {
        lock (_lock)
        {
            foreach (RecordedRequest entry in journal?.Read() ?? [])
            {
                _version = entry.Version;
                bool isNew = entry.Number > _requests.Count;
                bool wasActedOn = entry.Number > 0 && !isNew && _requests[entry.Number - 1].ActedOnAt is not null;
                if (entry.ActedOnAt is { } at && !wasActedOn)
                {
                    Api().Answer(CallOf(entry, at));
                }

                if (entry.Number > 0)
                {
                    _requests = isNew ? _requests.Add(entry) : _requests.SetItem(entry.Number - 1, entry);
                }
            }

            _requests = [.. _requests.Select(request => request with
            {
                Version = ++_version,
                Outcome = request.Outcome == RequestOutcome.Pending ? RequestOutcome.Cut : request.Outcome,
            })];
        }
    }

    /// <summary>A request has arrived.</summary>
    public RecordedRequest Begin(string method, string target, ImmutableSortedDictionary<string, string> headers, string body)
    {
        lock (_lock)
        {
            var request = new RecordedRequest(_requests.Count + 1, time.GetUtcNow(), method, target, headers, body);
            _requests = _requests.Add(request);
            return Changed(request);
        }
    }

    /// <summary>A request is acted on.</summary>
    public (RecordedRequest Request, ApiReply Reply) ActOn(RecordedRequest request)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            ApiReply reply = Api().Answer(CallOf(request, now));
            return (Changed(request with { ActedOnAt = now, Status = reply.Status, Answer = reply.Body }), reply);
        }
    }

    /// <summary>A request has ended; before its client knows.</summary>
    public void End(RecordedRequest request, RequestOutcome outcome)
    {
        lock (_lock)
        {
            Changed(request with { Outcome = outcome });
        }
    }

    /// <summary>A person does something at the server, which is no request.</summary>
    public ApiReply ActByHand(string method, string target, string body)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            var headers = ImmutableSortedDictionary<string, string>.Empty.Add("X-Api-Key", keys.Full);
            var request = new RecordedRequest(0, now, method, target, headers, body) { ActedOnAt = now };
            ApiReply reply = Api().Answer(CallOf(request, now));
            Changed(request);
            return reply;
        }
    }

    /// <summary>Waits until there is a record with a greater version.</summary>
    public async Task<StandInRecord> RecordAfterAsync(long version, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _version > version ? Task.CompletedTask : _changed.Task;
            }

            if (changed.IsCompleted)
            {
                return Record;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    public static ApiCall CallOf(RecordedRequest request, DateTimeOffset at) =>
        new(request.Method, request.Target, request.Header("X-Api-Key"), request.Body, at);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MackerelApi Api() => new(_book, keys);

    private RecordedRequest Changed(RecordedRequest request)
    {
        RecordedRequest changed = request with { Version = ++_version };
        if (changed.Number > 0)
        {
            _requests = _requests.SetItem(changed.Number - 1, changed);
        }

        journal?.Write(changed);
        _changed.SetResult();
        _changed = NewSignal();
        return changed;
    }
}
