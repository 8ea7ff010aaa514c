namespace CheckTcp.Probing.Conversations;

/// <summary>Reads exactly as many bytes as a step asks for.</summary>
internal sealed class BytesReader(Incoming incoming)
{
    /// <summary>Reads as many bytes as the pattern has.</summary>
    public async ValueTask<StepOutcome> ReadAsync(BytePattern pattern)
    {
        var search = new BytesSearch(pattern);
        while (await incoming.ReadAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false) > 0)
        {
            incoming.PutBack(incoming.Segment.Length - search.Feed(incoming.Segment.Span));
            if (search.IsMatched || search.CannotMatch)
            {
                return search.IsMatched ? StepOutcome.Passed : StepOutcome.Mismatch;
            }

            if (incoming.IsFull)
            {
                return StepOutcome.Mismatch;
            }
        }

        return AtEnd();
    }

    /// <summary>Reads a message whose length its first bytes tell, and which must begin as the pattern says.</summary>
    public async ValueTask<StepOutcome> ReadFrameAsync(ExpectFrameStep step)
    {
        var search = new BytesSearch(step.Pattern);
        using var start = new MemoryStream();
        long? length = null;
        while (await incoming.ReadAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false) > 0)
        {
            long before = incoming.AnswerBytes - incoming.Segment.Length;
            if (length is null || step.SequelOf is not null)
            {
                start.Write(incoming.Segment.Span);
            }

            if (length is null)
            {
                length = step.Framing.LengthOf(start.GetBuffer().AsSpan(0, (int)start.Length));
            }

            if (length == Framing.Impossible)
            {
                return StepOutcome.Mismatch;
            }

            if (length > ExpectFrameStep.MaxBytes)
            {
                search.Feed(incoming.Segment.Span);
                return search.CannotMatch ? StepOutcome.Mismatch : StepOutcome.TooLong($"the message is said to be longer than {ExpectFrameStep.MaxBytes} bytes");
            }

            int ofFrame = (int)Math.Min(incoming.Segment.Length, (length ?? long.MaxValue) - before);
            incoming.PutBack(incoming.Segment.Length - ofFrame);
            search.Feed(incoming.Segment.Span);
            if (search.CannotMatch || incoming.AnswerBytes == length || incoming.IsFull)
            {
                return !search.IsMatched || incoming.AnswerBytes != length ? StepOutcome.Mismatch
                    : step.SequelOf is null ? StepOutcome.Passed
                    : OutcomeOf(step.SequelOf(start.GetBuffer().AsSpan(0, (int)length)), step);
            }
        }

        return AtEnd();
    }

    private static StepOutcome OutcomeOf(FrameSequel sequel, ExpectFrameStep step) =>
        sequel.WhyNoTls is { } why ? new StepOutcome(FailureCause.TlsProtocol, why)
        : sequel.IsRejection ? StepOutcome.Rejected(step.Pattern.Text)
        : StepOutcome.PassedWith(sequel.IsEnd, sequel.Reply);

    private StepOutcome AtEnd() => incoming.AnswerBytes == 0 ? StepOutcome.Closed : StepOutcome.Mismatch;
}
