using CheckTcp.Patterns.Matching;

namespace CheckTcp.Patterns;

/// <summary>
/// The search for a pattern in one input that arrives in pieces. How the input is cut never changes an answer.
/// Not thread-safe; after <see cref="Reset"/> it serves another input without allocating.
/// </summary>
public sealed class PatternSearch
{
    // Visits to instructions that fit in a millisecond with room to spare, and a slice that no caller has reason to exceed.
    private const int VisitsPerCall = 100_000;
    private const int LargestSegment = 64 * 1024;

    private readonly Program _program;
    private readonly InputEnd _end;
    private Frontier _here;
    private Frontier _next;
    private RuneAssembler _assembler;

    internal PatternSearch(Program program)
    {
        _program = program;
        _here = new Frontier(program);
        _next = new Frontier(program);
        _end = new InputEnd(program);
        MaxSegment = Math.Clamp(VisitsPerCall / program.Length, 1, LargestSegment);
        Reset();
    }

    /// <summary>What the input fed so far says; right before the first byte, too.</summary>
    public PatternState State { get; private set; }

    /// <summary>How many bytes were looked at: when the search is decided, those that decided it.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// How many bytes to feed at most in one call, so that it stays around a millisecond and the caller sees its deadline.
    /// </summary>
    /// <value>1 to 65,536; the larger the compiled pattern, the less. Longer segments are searched all the same.</value>
    public int MaxSegment { get; }

    /// <summary>Searches the next piece of the input.</summary>
    /// <param name="segment">Any number of bytes, cut anywhere, also within a character.</param>
    /// <returns>The <see cref="State"/> after the segment. Once it is decided, more input is ignored.</returns>
    public PatternState Feed(ReadOnlySpan<byte> segment)
    {
        int length = segment.Length;
        while (!segment.IsEmpty && !IsDecided)
        {
            if (SkipsToFirstByte)
            {
                segment = Skip(segment);
            }
            else
            {
                Accept(segment[0]);
                segment = segment[1..];
            }
        }

        Position += length - segment.Length;
        return State = StateHere();
    }

    /// <summary>Whether the input matches if nothing follows what was fed. The search may still go on after that.</summary>
    public bool End() => State is PatternState.Matched or PatternState.MatchesIfInputEnds;

    /// <summary>Forgets the input and starts again on another.</summary>
    public void Reset()
    {
        _assembler = default;
        _here.BeginText();
        Position = 0;
        State = StateHere();
    }

    private bool IsDecided => _here.Matches || CannotMatch;

    private bool CannotMatch => _program.IsAnchored && _here.IsDead;

    private bool SkipsToFirstByte => _program.FirstByte >= 0 && _here.IsFresh;

    private PatternState StateHere() =>
        _here.Matches ? PatternState.Matched
        : CannotMatch ? PatternState.CannotMatch
        : _end.MatchesAt(_here, _assembler.Held) ? PatternState.MatchesIfInputEnds
        : PatternState.Open;

    /// <summary>
    /// Passes over what cannot begin a match, unread: what its bytes mean does not matter, for the ASCII byte that is looked
    /// for is a character by itself wherever it stands. A character that was begun before is forgotten for the same reason.
    /// </summary>
    private ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> segment)
    {
        int first = segment.IndexOf((byte)_program.FirstByte);
        _assembler = default;
        if (first < 0)
        {
            return [];
        }

        Step(segment[first]);
        return segment[(first + 1)..];
    }

    private void Accept(byte value)
    {
        if (_assembler.Held > 0)
        {
            if (_assembler.TryContinue(value, out int rune))
            {
                if (_assembler.Held == 0)
                {
                    Step(rune);
                }

                return;
            }

            StepOverBrokenRune();
        }

        Begin(value);
    }

    /// <summary>Each byte of a sequence that broke off counts as a character of its own.</summary>
    private void StepOverBrokenRune()
    {
        for (int held = _assembler.Abandon(); held > 0 && !IsDecided; held--)
        {
            Step(RuneAssembler.Replacement);
        }
    }

    private void Begin(byte value)
    {
        if (_assembler.TryBegin(value))
        {
            // Whatever character this becomes, it is neither a newline nor a word character: enough for what waits to see it.
            _here.LookAhead(Neighbour.Other);
        }
        else
        {
            Step(value < RuneAssembler.FirstNonAscii ? value : RuneAssembler.Replacement);
        }
    }

    private void Step(int rune)
    {
        _here.Advance(rune, _next);
        if (!_here.Matches)
        {
            (_here, _next) = (_next, _here);
        }
    }
}
