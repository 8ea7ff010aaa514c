using System.Collections.Immutable;
using CheckTcp.Checks;
using CheckTcp.Dialogue;
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
    private readonly TranscriptWriter? _transcript;
    private ImmutableArray<Pattern> _rejected = [];
    private ImmutableArray<RecordedValue> _recorded = [];
    private string? _label;

    public Conversation(TcpCheck check, Channel channel, Transport transport, Deadline deadline)
    {
        (_check, _transport, _deadline) = (check, transport, deadline);
        _transcript = check.KeepsTranscript ? new TranscriptWriter(deadline) : null;
        Incoming = new Incoming(channel, check.Limits, deadline, _transcript) { IsUnlimited = LeadsToTls(check) };
    }

    /// <summary>The bytes that come.</summary>
    public Incoming Incoming { get; }

    /// <summary>What the conversation is doing.</summary>
    public Phase Phase { get; private set; } = Phase.Send;

    /// <summary>The answer that was read last, without the secrets.</summary>
    public ReadOnlyMemory<byte> Answer => _check.Secrets.Mask(Incoming.Answer, goesOn: Incoming.AnswerBytes > Incoming.Answer.Length);

    /// <summary>The number of the step at which it stands, from 1; 0 before the first.</summary>
    public int StepNumber { get; private set; }

    /// <summary>That step in words, where a check has more of them than to send, to expect and to quit.</summary>
    public string? StepName => StepNumber > 0 && StepNames.Of(_check.Steps, StepNumber, _label) is { } name ? _check.Secrets.Mask(name) : null;

    public long BytesSent { get; private set; }

    /// <summary>What was said, if the check wants it kept.</summary>
    public Transcript? Transcript => _transcript?.Of(_check.Secrets);

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
                return outcome;
            }

            if (step is StartTlsStep start)
            {
                StartsTls = start.Settings;
                return outcome;
            }
        }

        return StepOutcome.Passed;
    }

    /// <summary>The settings to start TLS with before the conversation goes on, or <c>null</c> when it is at its end.</summary>
    public TlsSettings? StartsTls { get; private set; }

    /// <summary>Goes on under TLS.</summary>
    public void GoOnIn(Channel secured)
    {
        Incoming.Channel = secured;
        Incoming.IsUnlimited = false;
        _transcript?.TlsBegins();
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
                await SendAsync(Phase.Quit, quit.Bytes).ConfigureAwait(false);
                break;
            case LabelStep label:
                _label = label.Text;
                break;
            case RecordStep record:
                _recorded = _recorded.Add(new RecordedValue(record.Name, _check.Secrets.Mask(ByteText.Decode(record.Value.Fill(_captures.ValueOf).Span))));
                break;
            case RejectStep reject:
                _rejected = _rejected.Add(reject.Pattern);
                break;
            default:
                return await ReadAsync(step).ConfigureAwait(false);
        }

        return StepOutcome.Passed;
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
                Incoming.BeginAnswer();
                return await new BytesReader(Incoming).ReadFrameAsync(expect).ConfigureAwait(false);
            default:
                return PrepareForTls();
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
        await Incoming.Channel.SendAsync(bytes).ConfigureAwait(false);
        BytesSent += bytes.Length;
        _transcript?.Add(Direction.Sent, bytes.Span);
    }

    private ImmutableArray<Pattern> TakeRejected()
    {
        ImmutableArray<Pattern> rejected = _rejected;
        _rejected = [];
        return rejected;
    }

    /// <summary>What is said before TLS is as long as its protocol has it; what the check limits is the answer that it is about.</summary>
    private static bool LeadsToTls(TcpCheck check) => check.Limits.MaxBytes is not null && check.Steps.Any(step => step is StartTlsStep);

    /// <summary>Captures cost a second search, so they are only made where a later step asks for them.</summary>
    private bool NeedsCaptures(Pattern pattern) =>
        pattern.Text.Contains('(') && _check.Steps.Skip(StepNumber).Any(step => step is SendTemplateStep or RecordStep);
}
