using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>Parses RE2 syntax, with the extensions that Go's <c>regexp.Compile</c> takes.</summary>
internal sealed class Parser
{
    private const int None = -1;

    private readonly Cursor _cursor;
    private readonly TreeBuilder _tree;
    private readonly NamedClassReader _named;
    private Modes _modes;
    private int _lastRepetition = None;

    private Parser(string text)
    {
        _cursor = new Cursor(text);
        _tree = new TreeBuilder(_cursor);
        _named = new NamedClassReader(_cursor);
    }

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="PatternException">The text is not valid, or passes a limit.</exception>
    public static SyntaxTree Parse(string text) => new Parser(text).Parse();

    private SyntaxTree Parse()
    {
        while (!_cursor.IsAtEnd)
        {
            int start = _cursor.Position;
            bool isRepetition = ParseElement(start);
            _lastRepetition = isRepetition ? start : None;
        }

        return _tree.ToTree();
    }

    /// <summary>Reads the next element.</summary>
    /// <returns>Whether it was a repetition operator: there may not be another right behind it.</returns>
    private bool ParseElement(int start)
    {
        switch (_cursor.Current)
        {
            case '*':
                return ParseOperator(new Repetition(0, Repetition.Unlimited), start);
            case '+':
                return ParseOperator(new Repetition(1, Repetition.Unlimited), start);
            case '?':
                return ParseOperator(new Repetition(0, 1), start);
            case '{' when Repetition.TryRead(_cursor, out Repetition repetition):
                ParseRepetition(repetition, start);
                return true;
            case '(':
                ParseGroup(start);
                break;
            case '[':
                _tree.AddClass(ClassParser.Parse(_cursor, _named, IsOn(Modes.FoldCase)));
                break;
            case '\\':
                ParseBackslash();
                break;
            case ')' or '|' or '^' or '$' or '.':
                ParsePunctuation(_cursor.Read());
                break;
            default:
                AddRune(_cursor.Read());
                break;
        }

        return false;
    }

    private bool ParseOperator(Repetition repetition, int start)
    {
        _cursor.Position++;
        ParseRepetition(repetition, start);
        return true;
    }

    private void ParseRepetition(Repetition repetition, int start)
    {
        if (!repetition.IsValid)
        {
            throw _cursor.Fault(PatternErrorKind.InvalidRepeatCount, start);
        }

        bool isLazy = _cursor.TryTake('?') != IsOn(Modes.Ungreedy);
        if (_lastRepetition != None)
        {
            throw _cursor.Fault(PatternErrorKind.InvalidNestedRepetition, _lastRepetition);
        }

        _tree.Repeat(repetition, !isLazy, start);
    }

    private void ParsePunctuation(int rune)
    {
        switch (rune)
        {
            case ')':
                _modes = _tree.Close();
                break;
            case '|':
                _tree.Branch();
                break;
            case '^':
                _tree.AddAssertion(IsOn(Modes.MultiLine) ? Assertion.LineStart : Assertion.TextStart);
                break;
            case '$':
                _tree.AddAssertion(IsOn(Modes.MultiLine) ? Assertion.LineEnd : Assertion.TextEnd);
                break;
            case '.' when IsOn(Modes.DotMatchesNewline):
                _tree.AddClass(new CharClass([0, CharClassBuilder.LastRune]));
                break;
            default:
                _tree.AddAnyButNewline();
                break;
        }
    }

    private void ParseGroup(int start)
    {
        if (GroupParser.TryReadName(_cursor, out string? name))
        {
            _tree.OpenCapture(start, _modes, name);
        }
        else if (!_cursor.TryTake("(?"))
        {
            _cursor.Position++;
            _tree.OpenCapture(start, _modes, null);
        }
        else
        {
            Modes outer = _modes;
            if (GroupParser.ReadModes(_cursor, start, ref _modes))
            {
                _tree.OpenGroup(start, outer);
            }
        }
    }

    private void ParseBackslash()
    {
        if (_named.TryReadEscape(IsOn(Modes.FoldCase)) is { } @class)
        {
            _tree.AddClass(@class);
            return;
        }

        switch (_cursor.Peek(1))
        {
            case 'Q':
                ParseQuoted();
                break;
            case 'A':
                ParseAssertion(Assertion.TextStart);
                break;
            case 'z':
                ParseAssertion(Assertion.TextEnd);
                break;
            case 'b':
                ParseAssertion(Assertion.WordBoundary);
                break;
            case 'B':
                ParseAssertion(Assertion.NoWordBoundary);
                break;
            default:
                AddRune(RuneEscape.Read(_cursor));
                break;
        }
    }

    private void ParseAssertion(Assertion assertion)
    {
        _cursor.Position += 2;
        _tree.AddAssertion(assertion);
    }

    /// <summary>Reads <c>\Q...\E</c>; without <c>\E</c> all the rest is quoted.</summary>
    private void ParseQuoted()
    {
        _cursor.Position += 2;
        while (!_cursor.IsAtEnd && !_cursor.TryTake(@"\E"))
        {
            AddRune(_cursor.Read());
        }
    }

    private void AddRune(int rune) => _tree.AddRune(rune, IsOn(Modes.FoldCase));

    private bool IsOn(Modes mode) => (_modes & mode) != 0;
}
