namespace CheckTcp;

/// <summary>One step of what is said over a connection.</summary>
public abstract record Step
{
    private protected Step()
    {
    }
}

/// <summary>Sends these bytes as they are.</summary>
/// <param name="Bytes">What is sent; nothing is added.</param>
public sealed record SendStep(ReadOnlyMemory<byte> Bytes) : Step;

/// <summary>Sends text into which captured values are put.</summary>
/// <param name="Text">What is sent; nothing else is added.</param>
public sealed record SendTemplateStep(Template Text) : Step;

/// <summary>Waits before the next step; counts neither in the response time nor against the deadline.</summary>
/// <param name="Duration">More than zero, at most <see cref="Limits.MaxWait"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
public sealed record WaitStep(TimeSpan Duration) : Step
{
    /// <summary>How long to wait.</summary>
    /// <value>More than zero, at most <see cref="Limits.MaxWait"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public TimeSpan Duration { get; init => field = InRange(value); } = InRange(Duration);

    private static TimeSpan InRange(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, Limits.MaxWait);
        return duration;
    }
}

/// <summary>Says goodbye; what the server answers to it is not read.</summary>
/// <param name="Bytes">What is sent; nothing is added.</param>
public sealed record QuitStep(ReadOnlyMemory<byte> Bytes) : Step
{
    /// <summary>Whether it is said to a peer, too, whose answer in the step before was a wrong one.</summary>
    internal bool AlsoAfterWrongAnswer { get; init; }
}

/// <summary>Goes on under TLS, as after STARTTLS. What came after the last answer fails the run: anyone on the way could have put it
/// there (RFC 3207 section 4.2, CVE-2011-0411).</summary>
/// <param name="Settings">How to speak it.</param>
/// <exception cref="ArgumentException">The oldest version to speak is newer than the newest.</exception>
public sealed record StartTlsStep(TlsSettings Settings) : Step
{
    /// <summary>How to speak it.</summary>
    public TlsSettings Settings { get; init => field = Possible(value); } = Possible(Settings);

    private static TlsSettings Possible(TlsSettings settings)
    {
        settings.ThrowIfImpossible(nameof(settings));
        return settings;
    }
}

/// <summary>Names the steps from here on, in failures and transcripts.</summary>
/// <param name="Text">What they are about: <c>login</c>.</param>
public sealed record LabelStep(string Text) : Step;

/// <summary>Records a value that the run came by, for reports.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">The value, with what was captured.</param>
public sealed record RecordStep(string Name, Template Value) : Step;
