using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>A pattern for one name of a path, as Go's <c>filepath.Match</c> has it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c> and
/// <c>\</c>; there is no <c>**</c>, and a name that begins with a dot is a name like any other.</summary>
internal sealed class GlobPattern
{
    private readonly List<Token> _tokens;

    private GlobPattern(List<Token> tokens) => _tokens = tokens;

    /// <summary>Whether the text is more than a name.</summary>
    public static bool HasMeta(string text) => text.AsSpan().ContainsAny("*?[\\");

    /// <returns><c>false</c> when a class is open, empty or holds a stray dash, or nothing follows the last backslash.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out GlobPattern? pattern)
    {
        pattern = null;
        var tokens = new List<Token>();
        Rune[] runes = [.. text.EnumerateRunes()];
        int next = 0;
        while (next < runes.Length)
        {
            if (!TryReadToken(runes, ref next, out Token? token))
            {
                return false;
            }

            tokens.Add(token);
        }

        pattern = new GlobPattern(tokens);
        return true;
    }

    /// <summary>Whether the whole name matches, in time linear in pattern times name.</summary>
    public bool Matches(string name)
    {
        Rune[] runes = [.. name.EnumerateRunes()];
        int token = 0, rune = 0, star = -1, resume = 0;
        while (rune < runes.Length)
        {
            if (token < _tokens.Count && _tokens[token] is Star)
            {
                (star, resume) = (token++, rune);
            }
            else if (token < _tokens.Count && _tokens[token].Matches(runes[rune]))
            {
                token++;
                rune++;
            }
            else if (star >= 0 && runes[resume].Value != '/')
            {
                // The last star takes one more; those before it never have to be tried again.
                (token, rune) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return _tokens.Skip(token).All(rest => rest is Star);
    }

    private static bool TryReadToken(Rune[] runes, ref int next, [NotNullWhen(true)] out Token? token)
    {
        Rune first = runes[next++];
        token = first.Value switch
        {
            '*' => new Star(),
            '?' => new Any(),
            '[' => ReadClass(runes, ref next),
            '\\' => next < runes.Length ? new Literal(runes[next++]) : null,
            _ => new Literal(first),
        };
        return token is not null;
    }

    private static RangeList? ReadClass(Rune[] runes, ref int next)
    {
        bool negated = next < runes.Length && runes[next].Value == '^';
        next += negated ? 1 : 0;
        var ranges = new List<(Rune From, Rune To)>();
        while (next < runes.Length)
        {
            if (runes[next].Value == ']' && ranges.Count > 0)
            {
                next++;
                return new RangeList(negated, ranges);
            }

            if (!TryReadMember(runes, ref next, out Rune from))
            {
                return null;
            }

            Rune to = from;
            if (next < runes.Length && runes[next].Value == '-')
            {
                next++;
                if (!TryReadMember(runes, ref next, out to))
                {
                    return null;
                }
            }

            ranges.Add((from, to));
        }

        return null;
    }

    private static bool TryReadMember(Rune[] runes, ref int next, out Rune member)
    {
        member = default;
        if (next == runes.Length || runes[next].Value is '-' or ']')
        {
            return false;
        }

        member = runes[next++];
        if (member.Value != '\\')
        {
            return true;
        }

        member = next < runes.Length ? runes[next] : default;
        return next++ < runes.Length;
    }

    private abstract record Token
    {
        public abstract bool Matches(Rune rune);
    }

    private sealed record Star : Token
    {
        public override bool Matches(Rune rune) => false;
    }

    private sealed record Any : Token
    {
        public override bool Matches(Rune rune) => rune.Value != '/';
    }

    private sealed record Literal(Rune Expected) : Token
    {
        public override bool Matches(Rune rune) => rune == Expected;
    }

    private sealed record RangeList(bool Negated, List<(Rune From, Rune To)> Ranges) : Token
    {
        public override bool Matches(Rune rune) => Ranges.Any(range => range.From <= rune && rune <= range.To) != Negated;
    }
}
