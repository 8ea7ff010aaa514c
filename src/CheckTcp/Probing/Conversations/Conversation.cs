using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using CheckTcp.Patterns;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Conversations;

/// <summary>Speaks the steps of a check over a connection.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly TcpCheck _check;
    private readonly Transport _transport;
    private readonly Deadline _deadline;
    private readonly Captures _captures = new();
    private readonly Outgoing _outgoing;
    private ImmutableArray<Pattern> _rejected = [];
    private ImmutableArray<RecordedValue> _recorded = [];
    private string? _label;
    private CutSending? _cut;

    /// <param name="check">The check.</param>
    /// <param name="channel">What it is spoken over.</param>
    /// <param name="transport">What is underneath.</param>
    /// <param name="deadline">The run's clock.</param>
    /// <param name="outgoing">What was and will be sent.</param>
    public Conversation(TcpCheck check, Channel channel, Transport transport, Deadline deadline, Outgoing outgoing)
    {
        (_check, _transport, _deadline, _outgoing) = (check, transport, deadline, outgoing);
        Incoming = new Incoming(channel, check.Limits, deadline, outgoing.Transcript) { IsUnlimited = LeadsToTls(check) };
    }

    /// <summary>The bytes that come.</summary>
    public Incoming Incoming { get; }

    /// <summary>What the conversation is doing.</summary>
    public Phase Phase { get; private set; } = Phase.Send;

    /// <summary>The answer that was read last, without the secrets; and without what may be the beginning of one at its end, since whatever
    /// ends an answer, a limit, the deadline, a match or the peer, may cut a secret.</summary>
    public ReadOnlyMemory<byte> Answer => _check.Secrets.Mask(Incoming.Answer, goesOn: true);

    /// <summary>The number of the step at which it stands, from 1; 0 before the first.</summary>
    public int StepNumber { get; private set; }

    /// <summary>That step in words, where a check has more of them than to send, to expect and to quit.</summary>
    public string? StepName => StepNumber > 0 ? StepNames.Of(_check.Steps, StepNumber, _label, _check.Secrets) : null;

    /// <summary>What <see cref="RecordStep"/>s recorded.</summary>
    public ImmutableArray<RecordedValue> Recorded => _recorded;

    /// <summary>Speaks on from the step after the last one that went well.</summary>
    /// <returns>How the last step came out; <see cref="StepOutcome.Passed"/> at the end and before a <see cref="StartTlsStep"/>.</returns>
    public async ValueTask<StepOutcome> RunAsync()
    {
        StartsTls = null;
        while (StepNumber < _check.Steps.Length)
        {
            Step step = _check.Steps[StepNumber++];
            StepOutcome outcome = await SpeakAsync(step).ConfigureAwait(false);
            if (outcome.Cause is not null)
            {
                return outcome.Quoted is { } quoted ? outcome.EndingWith(_check.Secrets.Mask(quoted)) : outcome;
            }

            if (outcome.EndsDialogue)
            {
                return outcome;
            }

            if (step is StartTlsStep start)
            {
                StartsTls = start.Settings;
                return outcome;
            }
        }

        ThrowIfCut();
        return StepOutcome.Passed;
    }

    /// <summary>The settings to start TLS with before the conversation goes on, or <c>null</c> when it is at its end.</summary>
    public TlsSettings? StartsTls { get; private set; }

    /// <summary>Goes on under TLS.</summary>
    public void GoOnIn(Channel secured)
    {
        Incoming.Channel = secured;
        Incoming.IsUnlimited = false;
    }

    /// <summary>Says goodbye to a peer whose answer was a wrong one, where the check has it so.</summary>
    /// <returns>Whether it was said.</returns>
    public async ValueTask<bool> QuitAfterWrongAnswerAsync()
    {
        if (StepNumber == _check.Steps.Length || _check.Steps[StepNumber] is not QuitStep { AlsoAfterWrongAnswer: true } quit)
        {
            return false;
        }

        await _outgoing.SendAsync(Incoming.Channel, quit.Bytes).ConfigureAwait(false);
        return true;
    }

    public void Dispose() => Incoming.Dispose();

    private async ValueTask<StepOutcome> SpeakAsync(Step step)
    {
        switch (step)
        {
            case SendStep send:
                await SendAsync(Phase.Send, send.Bytes).ConfigureAwait(false);
                break;
            case SendTemplateStep send:
                await SendAsync(Phase.Send, send.Text.Fill(_captures.ValueOf)).ConfigureAwait(false);
                break;
            case WaitStep wait:
                await _transport.WaitAsync(wait.Duration).ConfigureAwait(false);
                break;
            case QuitStep quit:
                await QuitAsync(quit).ConfigureAwait(false);
                break;
            case LabelStep label:
                _label = label.Text;
                break;
            case RecordStep record:
                string value = ByteText.Decode(record.Value.Fill(_captures.ValueOf).Span);
                _recorded = _recorded.Add(new RecordedValue(_check.Secrets.Mask(record.Name), _check.Secrets.Mask(value)));
                break;
            case RejectStep reject:
                _rejected = _rejected.Add(reject.Pattern);
                break;
            default:
                return _cut is null
                    ? await ReadAsync(step).ConfigureAwait(false)
                    : await ReadAfterCutAsync(step).ConfigureAwait(false);
        }

        return StepOutcome.Passed;
    }

    /// <summary>Whether a server that resets was faster than what is sent to it is chance: what it said before, if it is what is waited for, counts
    /// all the same.</summary>
    private async ValueTask<StepOutcome> ReadAfterCutAsync(Step step)
    {
        StepOutcome outcome;
        try
        {
            outcome = await ReadAsync(step).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            outcome = StepOutcome.Closed;
        }

        if (outcome.Cause is not null && Incoming.AnswerBytes == 0)
        {
            ThrowIfCut();
        }

        _cut = null;
        return outcome;
    }

    private void ThrowIfCut()
    {
        if (_cut is { } cut)
        {
            (Phase, StepNumber) = (Phase.Send, cut.StepNumber);
            cut.Reason.Throw();
        }
    }

    private async ValueTask<StepOutcome> ReadAsync(Step step)
    {
        Phase = Phase.Expect;
        switch (step)
        {
            case ExpectStep expect:
                Incoming.BeginAnswer();
                var answer = new AnswerReader(Incoming, _transport, _deadline) { QuietAfter = expect.QuietAfter ?? Timeout.InfiniteTimeSpan };
                return await answer.ReadAsync(new AnswerSearch(expect, TakeRejected())).ConfigureAwait(false);
            case ExpectLineStep expect:
                Incoming.BeginAnswer();
                var lines = new LineReader(Incoming, _transport, _deadline) { KeepsLine = NeedsCaptures(expect.Pattern) };
                StepOutcome outcome = await lines.ReadAsync(new LineSearch(expect.Pattern, TakeRejected())).ConfigureAwait(false);
                if (lines.Line is { } line && outcome.Cause is null)
                {
                    _captures.Take(expect.Pattern, line, _deadline);
                }

                return outcome;
            case ExpectBytesStep expect:
                Incoming.BeginAnswer();
                return await new BytesReader(Incoming).ReadAsync(expect.Pattern).ConfigureAwait(false);
            case ExpectFrameStep expect:
                return await ReadFrameAsync(expect).ConfigureAwait(false);
            default:
                return PrepareForTls();
        }
    }

    /// <summary>One message, or as many as it takes until none asks for a reply; the deadline ends it where that is never.</summary>
    private async ValueTask<StepOutcome> ReadFrameAsync(ExpectFrameStep expect)
    {
        while (true)
        {
            Incoming.BeginAnswer();
            StepOutcome outcome = await new BytesReader(Incoming).ReadFrameAsync(expect).ConfigureAwait(false);
            if (outcome.Reply is not { } reply)
            {
                return outcome;
            }

            await SendAsync(Phase.Send, reply).ConfigureAwait(false);
            Phase = Phase.Expect;
        }
    }

    private StepOutcome PrepareForTls()
    {
        Phase = Phase.Tls;
        return Incoming.Unread == 0
            ? StepOutcome.Passed
            : new StepOutcome(FailureCause.PlaintextBeforeTls, $"refused: {Incoming.Unread} bytes came in the clear after the go-ahead, where TLS was to begin");
    }

    private async ValueTask SendAsync(Phase phase, ReadOnlyMemory<byte> bytes)
    {
        Phase = phase;
        try
        {
            await _outgoing.SendAsync(Incoming.Channel, bytes).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionFault.IsReset(e))
        {
            _cut ??= new CutSending(ExceptionDispatchInfo.Capture(e), StepNumber);
        }
    }

    /// <summary>A server that needs no goodbye may have gone before it, or after it: everything else has been said.</summary>
    private async ValueTask QuitAsync(QuitStep quit)
    {
        ThrowIfCut();
        await SendAsync(Phase.Quit, quit.Bytes).ConfigureAwait(false);
        _cut = null;
    }

    private ImmutableArray<Pattern> TakeRejected()
    {
        ImmutableArray<Pattern> rejected = _rejected;
        _rejected = [];
        return rejected;
    }

    /// <summary>What is said before TLS is as long as its protocol has it; what the check limits is the answer that it is about.</summary>
    private static bool LeadsToTls(TcpCheck check) => check.Limits.MaxBytes is not null && check.Steps.Any(step => step is StartTlsStep);

    /// <summary>Captures cost a second search, so they are only made where a later step asks for them: by number for those of the last
    /// pattern before it, by name for those of any.</summary>
    private bool NeedsCaptures(Pattern pattern)
    {
        bool isLast = true;
        bool mayHaveNames = pattern.Text.Contains('(');
        foreach (Step step in _check.Steps.AsSpan(StepNumber..))
        {
            isLast &= step is not ExpectLineStep;
            Template? template = step is SendTemplateStep send ? send.Text : (step as RecordStep)?.Value;
            if (template?.Names.Any(name => Captures.IsNumber(name) ? isLast : mayHaveNames) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The peer had cut the connection before all was sent.</summary>
    private sealed record CutSending(ExceptionDispatchInfo Reason, int StepNumber);
}
