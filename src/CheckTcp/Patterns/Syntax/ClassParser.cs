using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>Parses a character class in brackets.</summary>
internal sealed class ClassParser
{
    private readonly Cursor _cursor;
    private readonly NamedClassReader _named;
    private readonly bool _foldCase;
    private readonly int _start;
    private readonly CharClassBuilder _class = new();

    private ClassParser(Cursor cursor, NamedClassReader named, bool foldCase)
    {
        _cursor = cursor;
        _named = named;
        _foldCase = foldCase;
        _start = cursor.Position;
    }

    /// <summary>Parses the class at the cursor, which stands at its opening bracket.</summary>
    public static CharClass Parse(Cursor cursor, NamedClassReader named, bool foldCase) =>
        new ClassParser(cursor, named, foldCase).Parse();

    private CharClass Parse()
    {
        _cursor.Position++;
        bool isNegated = _cursor.TryTake('^');

        // A closing bracket that comes first stands for itself.
        do
        {
            int before = _class.Added;
            ParseItem();
            _named.Charge(_class.Added - before);
        }
        while (!_cursor.TryTake(']'));

        CharClass @class = _class.Build();
        return isNegated ? @class.Complement() : @class;
    }

    private void ParseItem()
    {
        CharClass? named = _named.TryReadPosix(_foldCase) ?? _named.TryReadEscape(_foldCase);
        if (named is not null)
        {
            _class.Add(named);
            return;
        }

        int start = _cursor.Position;
        int first = ReadRune();
        int last = first;
        if (_cursor.Current == '-' && _cursor.Peek(1) != ']' && _cursor.TryTake('-'))
        {
            last = ReadRune();
        }

        if (last < first)
        {
            throw _cursor.Fault(PatternErrorKind.InvalidCharacterClassRange, start);
        }

        Add(first, last);
    }

    private void Add(int first, int last)
    {
        if (_foldCase)
        {
            _class.AddFolded(first, last);
        }
        else
        {
            _class.Add(first, last);
        }
    }

    private int ReadRune()
    {
        if (_cursor.IsAtEnd)
        {
            throw _cursor.FaultToEnd(PatternErrorKind.MissingClosingBracket, _start);
        }

        return _cursor.Current == '\\' ? RuneEscape.Read(_cursor) : _cursor.Read();
    }
}
