using System.Collections.Immutable;
using CheckTcp.Patterns;

namespace CheckTcp;

/// <summary>Reads until it is decided whether the answer matches; the run fails when it does not.</summary>
/// <remarks>The answer is everything that has come and comes, in one piece: what has come when it is decided is no part of the next
/// step's answer. For dialogues of several answers see <see cref="ExpectLineStep"/>.</remarks>
/// <param name="Pattern">Searched anywhere in the answer.</param>
public sealed record ExpectStep(Pattern Pattern) : Step
{
    /// <summary>Patterns of which one is as good as <see cref="Pattern"/>; none by default.</summary>
    public ImmutableArray<Pattern> Alternatives { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Patterns that must match, too, each of them; none by default.</summary>
    public ImmutableArray<Pattern> Requirements { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How long the peer may be silent in the middle of an answer: then what has come is judged as it stands.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for as long as the check has time. An answer that does already if it ends is
    /// waited for no longer than 50 ms either way.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? QuietAfter
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(QuietAfter), value, "A silence lasts longer than zero.");
    }

    /// <summary>Whether what comes after the byte that decided the match is left to the next step, as where TLS is to begin; <c>false</c>
    /// by default.</summary>
    public bool LeavesRest { get; init; }
}

/// <summary>Reads line by line until one matches. What comes after that line is left to the next step, however it was cut on its way.</summary>
/// <remarks>A line ends with LF or CR LF, which the pattern does not see. One without an end counts when it matches as it stands and
/// nothing more comes for 50 ms, or the peer closes: a prompt has none. A line may be of any length.</remarks>
/// <param name="Pattern">Searched anywhere in the line; <c>^</c> and <c>$</c> are its edges.</param>
public sealed record ExpectLineStep(Pattern Pattern) : Step;

/// <summary>Reads as many bytes as the pattern has; the run fails at the first byte that differs. What follows is left to the next
/// step.</summary>
/// <param name="Pattern">What must come next.</param>
public sealed record ExpectBytesStep(BytePattern Pattern) : Step;

/// <summary>Reads one message of a protocol that says how long its messages are. What follows is left to the next step.</summary>
/// <param name="Framing">How long a message is, at most <see cref="MaxBytes"/>.</param>
/// <param name="Pattern">How it must begin.</param>
public sealed record ExpectFrameStep(Framing Framing, BytePattern Pattern) : Step
{
    /// <summary>A longer message fails the run: no greeting or answer to a ping is nearly so long.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Decides what follows a message that begins as it must; <c>null</c> (the default) for the next step, whatever else it
    /// holds.</summary>
    internal Func<ReadOnlySpan<byte>, FrameSequel>? SequelOf { get; init; }
}

/// <summary>Fails the run when it matches what the next <see cref="ExpectStep"/> or <see cref="ExpectLineStep"/> reads, before that
/// one has matched; several may stand before one.</summary>
/// <param name="Pattern">Searched anywhere in the answer, or in the line.</param>
public sealed record RejectStep(Pattern Pattern) : Step;
