namespace CheckTcp;

/// <summary>How long a run may take and how much it may read.</summary>
public sealed record Limits
{
    /// <summary>Bytes of a response that are kept to be shown, unless <see cref="MaxBytes"/> is smaller.</summary>
    public const int KeptResponseBytes = 64 * 1024;

    /// <summary>The longest wait a check may ask for between its steps.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromHours(1);

    /// <summary>Ten seconds, and as many bytes as the dialogue needs.</summary>
    public static Limits Default { get; } = new();

    /// <summary>The longest deadline: what the kernel's timers still count in milliseconds, rounded down to days.</summary>
    public static TimeSpan MaxTimeout { get; } = TimeSpan.FromDays(24);

    /// <summary>One deadline over resolving, connecting, the TLS handshake and the dialogue; waits of the dialogue do not count.</summary>
    /// <value>More than zero, at most <see cref="MaxTimeout"/>; ten seconds by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxTimeout);
            field = value;
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>After this many bytes the response is judged as it stands.</summary>
    /// <value>More than zero, or <c>null</c> (the default) to read on while the pattern is undecided.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public long? MaxBytes
    {
        get;
        init
        {
            if (value is { } bytes)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bytes, 0);
            }

            field = value;
        }
    }
}
