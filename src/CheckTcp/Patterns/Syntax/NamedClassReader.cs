using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>Reads classes that have a name: <c>\d</c>, <c>[:digit:]</c>, <c>\pN</c>, <c>\p{Greek}</c>.</summary>
internal sealed class NamedClassReader(Cursor cursor)
{
    /// <summary>The most ranges that all the classes of a pattern may take together: some 1,500 mentions of <c>\pL</c>, and a
    /// tenth of a second of work. Go has no such limit, nor a deadline to keep.</summary>
    private const int MaxRanges = 1 << 20;

    private int _ranges;

    // The last Unicode class: patterns name the same one again and again, and it has hundreds of ranges.
    private (string Text, bool FoldCase) _lastName;
    private CharClass? _last;

    /// <summary>Counts ranges that were gathered.</summary>
    /// <exception cref="PatternException">The pattern has too many.</exception>
    public void Charge(int ranges)
    {
        _ranges += ranges;
        if (_ranges > MaxRanges)
        {
            throw cursor.FaultInWhole(PatternErrorKind.TooLarge, cursor.Position);
        }
    }

    /// <summary>Reads <c>\d \D \s \S \w \W</c> or a Unicode class.</summary>
    /// <returns>The class, or <c>null</c> if none stands here; nothing is read then.</returns>
    public CharClass? TryReadEscape(bool foldCase)
    {
        if (cursor.Current != '\\')
        {
            return null;
        }

        char letter = cursor.Peek(1);
        if (letter is 'p' or 'P')
        {
            return ReadUnicode(isNegated: letter == 'P', foldCase);
        }

        ReadOnlySpan<byte> ranges = letter switch
        {
            'd' or 'D' => AsciiClass.Find("digit"),
            's' or 'S' => AsciiClass.PerlSpace,
            'w' or 'W' => AsciiClass.Find("word"),
            _ => default,
        };
        if (ranges.IsEmpty)
        {
            return null;
        }

        cursor.Position += 2;
        return Make(ranges, char.IsAsciiLetterUpper(letter), foldCase);
    }

    /// <summary>Reads <c>[:name:]</c> or <c>[:^name:]</c>.</summary>
    /// <returns>The class, or <c>null</c> if none stands here; nothing is read then.</returns>
    public CharClass? TryReadPosix(bool foldCase)
    {
        int start = cursor.Position;
        int end = cursor.IsAt("[:") ? cursor.Text.IndexOf(":]", start + 2, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<char> name = cursor.Text.AsSpan(start + 2, end - start - 2);
        cursor.Position = end + 2;
        bool isNegated = name.StartsWith('^');
        ReadOnlySpan<byte> ranges = AsciiClass.Find(isNegated ? name[1..] : name);
        return ranges.IsEmpty
            ? throw cursor.Fault(PatternErrorKind.InvalidCharacterClassRange, start)
            : Make(ranges, isNegated, foldCase);
    }

    private static CharClass Make(ReadOnlySpan<byte> ranges, bool isNegated, bool foldCase)
    {
        CharClassBuilder builder = new();
        for (int i = 0; i < ranges.Length; i += 2)
        {
            builder.Add(ranges[i], ranges[i + 1]);
        }

        return Finish(builder.Build(), isNegated, foldCase);
    }

    private CharClass ReadUnicode(bool isNegated, bool foldCase)
    {
        int start = cursor.Position;
        cursor.Position += 2;
        string name = ReadUnicodeName(start);
        string text = cursor.Text[start..cursor.Position];
        if (_last is null || _lastName != (text, foldCase))
        {
            bool isInverted = name.StartsWith('^');
            CharClass @class = UnicodeClass.Find(isInverted ? name[1..] : name)
                ?? throw cursor.Fault(PatternErrorKind.InvalidCharacterClassRange, start);
            _last = Finish(@class, isNegated != isInverted, foldCase);
            _lastName = (text, foldCase);
        }

        Charge(_last.Bounds.Length / 2);
        return _last;
    }

    private string ReadUnicodeName(int start)
    {
        int nameStart = cursor.Position;
        return cursor.Read() == '{'
            ? cursor.ReadUntil('}', start, PatternErrorKind.InvalidCharacterClassRange)
            : cursor.Text[nameStart..cursor.Position];
    }

    /// <summary>Other cases are added before the class is negated: <c>(?i)\P{Lu}</c> has no letter that has an upper case.</summary>
    private static CharClass Finish(CharClass @class, bool isNegated, bool foldCase)
    {
        if (foldCase)
        {
            @class = CaseFolding.Close(@class);
        }

        return isNegated ? @class.Complement() : @class;
    }
}
