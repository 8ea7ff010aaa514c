using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>What waits to be written, from any thread; never blocks for longer than it takes to append to a list.</summary>
internal sealed class Inbox : IDisposable
{
    /// <summary>More than this does not wait for the window to end.</summary>
    private const int Many = 20_000;

    /// <summary>More than this is taken of plain results only when the disk has not answered for minutes.</summary>
    private const int MostResults = 500_000;

    private readonly Lock _lock = new();
    private readonly AutoResetEvent _woken = new(initialState: false);
    private List<HistoryEntry> _entries = [];
    private List<HistoryEntry> _taken = [];
    private readonly List<TaskCompletionSource> _flushes = [];
    private List<TaskCompletionSource> _takenFlushes = [];
    private readonly List<Question> _questions = [];
    private List<Question> _takenQuestions = [];
    private volatile bool _due;
    private long _dropped;

    /// <summary>Something waits that is not to wait any longer.</summary>
    public bool IsDue => _due;

    /// <summary>Adds an entry; one that tells of an event, or of a status that is news, is due at once, with all that came before it.</summary>
    /// <remarks>An alert whose message alone is new has no event and waits for the window: thousands of open alerts are not to make as many
    /// commits.</remarks>
    public void Add(HistoryEntry entry)
    {
        bool due;
        lock (_lock)
        {
            if (_entries.Count >= MostResults && entry.IsResultAlone)
            {
                _dropped++;
                return;
            }

            _entries.Add(entry);
            due = entry.Event is not null || entry.Outgoing is { IsUrgent: true } || _entries.Count == Many;
        }

        if (due)
        {
            Wake();
        }
    }

    /// <summary>Asks for everything that was added before to be dealt with.</summary>
    public Task Flush()
    {
        TaskCompletionSource flush = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _flushes.Add(flush);
        }

        Wake();
        return flush.Task;
    }

    /// <summary>Asks something of whoever writes, on his thread, without a wait for the window to end.</summary>
    public void Ask(Question question)
    {
        lock (_lock)
        {
            _questions.Add(question);
        }

        _woken.Set();
    }

    /// <summary>Answers what was asked, unless entries are due that come first: whoever asks may have been told of them.</summary>
    public void Answer(StoreWriting writing)
    {
        lock (_lock)
        {
            if (!_due)
            {
                TakeQuestions();
            }
        }

        _takenQuestions.ForEach(question => question.Answer(writing));
        lock (_lock)
        {
            _takenQuestions = [];
        }
    }

    /// <summary>The disk hangs: answers from memory what can be.</summary>
    public void Answer(ReportsInMemory memory)
    {
        Question[] questions;
        lock (_lock)
        {
            questions = [.. _takenQuestions, .. _questions];
        }

        foreach (Question question in questions)
        {
            question.Meanwhile?.Invoke(memory);
        }
    }

    /// <summary>Takes everything out, but for what is asked, which <see cref="Answer(StoreWriting)"/> comes to.</summary>
    /// <returns>What was added, whether somebody waits for it, and how many results could not be added.</returns>
    public (List<HistoryEntry> Entries, bool IsAwaited, long Dropped) Take()
    {
        lock (_lock)
        {
            _due = false;
            (_taken, _entries) = (_entries, []);
            TakeQuestions();
            _takenFlushes.AddRange(_flushes);
            _flushes.Clear();
            long dropped = _dropped;
            _dropped = 0;
            return (_taken, _takenFlushes.Count > 0, dropped);
        }
    }

    /// <summary>What was taken has been told of.</summary>
    public void ForgetTaken()
    {
        lock (_lock)
        {
            _taken = [];
        }
    }

    /// <summary>What was not told of yet, taken or not; it is due.</summary>
    /// <param name="from">So many of them are left out, the oldest.</param>
    public List<HistoryEntry> Pending(int from)
    {
        lock (_lock)
        {
            _due = true;
            return [.. _taken.Skip(from), .. _entries.Skip(Math.Max(0, from - _taken.Count))];
        }
    }

    /// <summary>What was added has been dealt with, for those who wait for that.</summary>
    /// <param name="all">Not only what was taken.</param>
    public void EndFlushes(bool all)
    {
        List<TaskCompletionSource> ended;
        lock (_lock)
        {
            ended = all ? [.. _takenFlushes, .. _flushes] : _takenFlushes;
            _takenFlushes = [];
            if (all)
            {
                _flushes.Clear();
            }
        }

        ended.ForEach(flush => flush.TrySetResult());
    }

    /// <summary>The window has ended.</summary>
    public void Wake()
    {
        _due = true;
        _woken.Set();
    }

    /// <summary>Waits until something is due.</summary>
    public void Wait() => _woken.WaitOne();

    public void Dispose() => _woken.Dispose();

    private void TakeQuestions()
    {
        _takenQuestions.AddRange(_questions);
        _questions.Clear();
    }
}

/// <summary>Something that is asked of whoever writes.</summary>
/// <param name="Answer">Answers it, on his thread.</param>
/// <param name="Meanwhile">Answers it from memory while the disk hangs, if it can be; <c>null</c> when it never can.</param>
internal sealed record Question(Action<StoreWriting> Answer, Action<ReportsInMemory>? Meanwhile = null);
