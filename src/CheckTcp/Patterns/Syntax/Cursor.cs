using System.Buffers;
using System.Text;

namespace CheckTcp.Patterns.Syntax;

/// <summary>The place that a parser has reached in a pattern.</summary>
internal sealed class Cursor(string text)
{
    /// <summary>What <see cref="Read"/> gives at the end.</summary>
    public const int End = -1;

    /// <summary>The whole pattern.</summary>
    public string Text => text;

    /// <summary>Where the next character is, in UTF-16 units.</summary>
    public int Position { get; set; }

    /// <summary>Whether everything is read.</summary>
    public bool IsAtEnd => Position == text.Length;

    /// <summary>The next UTF-16 unit, which stays unread; NUL at the end.</summary>
    public char Current => Peek(0);

    /// <summary>The UTF-16 unit some places further on; NUL past the end.</summary>
    public char Peek(int distance) => Position + distance < text.Length ? text[Position + distance] : '\0';

    /// <summary>Whether this stands here.</summary>
    public bool IsAt(string expected) => text.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal);

    /// <summary>Reads this character if it is next.</summary>
    public bool TryTake(char expected)
    {
        if (IsAtEnd || text[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Reads this text if it is next.</summary>
    public bool TryTake(string expected)
    {
        if (!IsAt(expected))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    /// <summary>Reads one character.</summary>
    /// <returns>The code point, or <see cref="End"/>.</returns>
    /// <exception cref="PatternException">A lone surrogate, which stands for a byte that is no UTF-8.</exception>
    public int Read()
    {
        if (IsAtEnd)
        {
            return End;
        }

        if (Rune.DecodeFromUtf16(text.AsSpan(Position), out Rune rune, out int length) != OperationStatus.Done)
        {
            throw FaultToEnd(PatternErrorKind.InvalidUtf8, Position);
        }

        Position += length;
        return rune.Value;
    }

    /// <summary>Reads up to a character, and that one too.</summary>
    /// <param name="terminator">The character.</param>
    /// <param name="start">Where a fault is said to begin.</param>
    /// <param name="otherwise">The fault if the character is missing.</param>
    /// <returns>What stands before it.</returns>
    public string ReadUntil(char terminator, int start, PatternErrorKind otherwise)
    {
        int first = Position;
        while (Read() is var rune && rune != terminator)
        {
            if (rune == End)
            {
                throw FaultToEnd(otherwise, start);
            }
        }

        return text[first..(Position - 1)];
    }

    /// <summary>A fault in what was read from here on.</summary>
    public PatternException Fault(PatternErrorKind kind, int start) => new(new(kind, start, text[start..Position]));

    /// <summary>A fault in all the rest of the pattern.</summary>
    public PatternException FaultToEnd(PatternErrorKind kind, int start) => new(new(kind, start, text[start..]));

    /// <summary>A fault that shows at one place but is one of the whole pattern.</summary>
    public PatternException FaultInWhole(PatternErrorKind kind, int offset) => new(new(kind, offset, text));
}
