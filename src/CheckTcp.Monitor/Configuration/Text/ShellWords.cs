using System.Collections.Immutable;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Parts a command line into the words that <c>sh</c> would make of it, where that needs no shell.</summary>
/// <remarks>POSIX.1-2024, Shell Command Language, sections 2.2 (quoting) and 2.3 (token recognition). Whatever might mean more to a shell
/// than its letters makes the line one for the shell: rather one child too many than a word read otherwise.</remarks>
internal sealed class ShellWords
{
    private const string Meaningful = "$`;|&<>(){}*?[]~#!\n";

    private readonly string _line;
    private readonly ImmutableArray<string> _placeholders;
    private readonly ImmutableArray<string>.Builder _words = ImmutableArray.CreateBuilder<string>();
    private readonly StringBuilder _word = new();
    private int _next;
    private bool _isOpen;
    private bool _isPlain = true;

    private ShellWords(string line, ImmutableArray<string> placeholders) => (_line, _placeholders) = (line, placeholders);

    /// <summary>The words, quotes and backslashes understood.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="placeholders">Texts such as <c>{host}</c> that stand for something else later, and so are nothing to the shell.</param>
    /// <returns><c>null</c> when the line needs a shell: for <c>$ ` ; | &amp; &lt; &gt; ( ) { } * ? [ ] ~ # !</c>, a line end between
    /// words or a leading <c>VAR=x</c>, and when a quote is left open.</returns>
    public static ImmutableArray<string>? Split(string line, ImmutableArray<string> placeholders)
    {
        string inner = line.Trim('\n');
        bool escapesItsEnd = inner.Length < line.Length && inner.EndsWith('\\');
        var words = new ShellWords(inner, placeholders);
        return escapesItsEnd || !words.Read() ? null : words._words.ToImmutable();
    }

    private bool Read()
    {
        while (_isPlain && _next < _line.Length)
        {
            char letter = _line[_next++];
            switch (letter)
            {
                case ' ' or '\t':
                    CloseWord();
                    break;
                case '\'':
                    TakeLiteral();
                    break;
                case '"':
                    TakeQuoted();
                    break;
                case '\\':
                    TakeEscaped();
                    break;
                case '{' when TakePlaceholder():
                    break;
                case '=' when _words.Count == 0 && IsName():
                    _isPlain = false;
                    break;
                default:
                    _isPlain = !Meaningful.Contains(letter, StringComparison.Ordinal);
                    Append(letter);
                    break;
            }
        }

        CloseWord();
        return _isPlain;
    }

    private void Append(char letter)
    {
        _word.Append(letter);
        _isOpen = true;
    }

    private void CloseWord()
    {
        if (_isOpen)
        {
            _words.Add(_word.ToString());
            _word.Clear();
            _isOpen = false;
        }
    }

    private void TakeLiteral()
    {
        int end = _line.IndexOf('\'', _next);
        _isPlain = end >= 0;
        if (_isPlain)
        {
            _word.Append(_line, _next, end - _next);
            _isOpen = true;
            _next = end + 1;
        }
    }

    private void TakeQuoted()
    {
        _isOpen = true;
        while (_next < _line.Length)
        {
            char letter = _line[_next++];
            switch (letter)
            {
                case '"':
                    return;
                case '$' or '`':
                    _isPlain = false;
                    return;
                case '\\' when _next < _line.Length && _line[_next] is '$' or '`' or '"' or '\\' or '\n':
                    TakeEscaped();
                    break;
                default:
                    _word.Append(letter);
                    break;
            }
        }

        _isPlain = false;
    }

    /// <summary>A backslash before a line end joins lines, which is left to the shell.</summary>
    private void TakeEscaped()
    {
        _isPlain = _isPlain && _next < _line.Length && _line[_next] != '\n';
        if (_isPlain)
        {
            Append(_line[_next++]);
        }
    }

    private bool TakePlaceholder()
    {
        foreach (string placeholder in _placeholders)
        {
            if (string.CompareOrdinal(_line, _next - 1, placeholder, 0, placeholder.Length) == 0)
            {
                _word.Append(placeholder);
                _isOpen = true;
                _next += placeholder.Length - 1;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the first word so far could be the name of a variable; a quoted one could not, but nobody writes that.</summary>
    private bool IsName() => _word.Length > 0 && !char.IsAsciiDigit(_word[0])
        && _word.ToString().All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
