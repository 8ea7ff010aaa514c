using System.Globalization;
using System.Text;
using CsCheck;

namespace CheckTcp.Tests.Patterns;

/// <summary>Random expressions over a small alphabet, so that they match often.</summary>
internal static class ExpressionGen
{
    // Characters that differ only in case.
    private static readonly string[] Rings = ["kK\u212A", "sS\u017F", "\u00E9\u00C9", "aA", "bB"];

    private static readonly Gen<Expression> Characters = Gen.OneOf(
        Literal('a'), Literal('b'), Literal('k'), Literal('K'), Literal('S'), Literal('_'), Literal(' '), Literal('-'));

    private static readonly Gen<Expression> WideCharacters = Gen.OneOf(
        Literal('\u00E9'), Literal('\u212A'), Literal('\u017F'), Literal('\u20AC'), Literal(0x1F600), Literal(0xFFFD));

    private static readonly Gen<Expression> Escapes = Gen.OneOf(
        Expression.One(@"\x61", (r, c) => Same(r, c, 'a')),
        Expression.One(@"\Q\E\n", (_, c) => c == '\n'),
        Expression.One(@"\012", (_, c) => c == '\n'));

    private static readonly Gen<Expression> Classes = Gen.OneOf(
        Expression.One(".", (r, c) => r.DotMatchesNewline || c != '\n'),
        Expression.One("[ab]", (r, c) => Same(r, c, 'a') || Same(r, c, 'b')),
        Expression.One("[^ab]", (r, c) => !Same(r, c, 'a') && !Same(r, c, 'b')),
        Expression.One("[a-k]", (r, c) => c is >= 'a' and <= 'k' || (r.FoldCase && c is (>= 'A' and <= 'K') or 0x212A)),
        Expression.One(@"\s", (_, c) => c is ' ' or '\n'),
        Expression.One("[]_-]", (_, c) => c is ']' or '_' or '-'));

    private static readonly Gen<Expression> WordClasses = Gen.OneOf(
        Expression.One(@"\w", IsWord),
        Expression.One(@"\W", (r, c) => !IsWord(r, c)),
        Expression.One(@"[\W_]", (r, c) => c == '_' || !IsWord(r, c)),
        Expression.One("[[:^alnum:]]", (r, c) => c == '_' || !IsWord(r, c)),
        Expression.One(@"\p{Lu}", (r, c) => Rune.GetUnicodeCategory(new Rune(c)) == UnicodeCategory.UppercaseLetter || (r.FoldCase && IsLetter(c))),
        Expression.One(@"[^\PL]", (_, c) => IsLetter(c)),
        Expression.One(@"[^\x00-\x{10FFFF}]", (_, _) => false));

    private static readonly Gen<Expression> Conditions = Gen.OneOf(
        Expression.Where(@"\A", (_, at) => at == 0),
        Expression.Where(@"\z", (r, at) => at == r.Runes.Length),
        Expression.Where("^", (r, at) => at == 0 || (r.MultiLine && r.IsNewline(at - 1))),
        Expression.Where(@"\b", (r, at) => r.IsBoundary(at)),
        Expression.Where(@"\B", (r, at) => !r.IsBoundary(at)));

    private static readonly Gen<Expression> Dollar = Gen.Const(
        Expression.Where("$", (r, at) => at == r.Runes.Length || (r.MultiLine && r.IsNewline(at))));

    /// <summary>All that RE2 has.</summary>
    public static Gen<Expression> All { get; } = Of(3, Gen.Frequency(
        (6, Characters), (2, WideCharacters), (1, Escapes), (3, Classes), (2, WordClasses), (2, Conditions), (1, Dollar)),
        plain: false);

    /// <summary>What .NET's regular expressions read as RE2 does, on ASCII without vertical tabs, and without the loops that it gets wrong.</summary>
    public static Gen<Expression> SameInDotNet { get; } = Of(3, Gen.Frequency((6, Characters), (3, Classes), (2, Conditions)), plain: true);

    private static Gen<Expression> Of(int depth, Gen<Expression> leaf, bool plain)
    {
        if (depth == 0)
        {
            return leaf;
        }

        Gen<Expression> inner = Of(depth - 1, leaf, plain);

        // .NET 10 finds no match for (?:|S+?)+? nor for (?:(?:b){1,3}|){2,} in any text, though both match the empty string: lazy loops, and
        // loops whose body may be empty, are not its to judge. The second meaning judges them.
        Gen<Expression> looped = plain
            ? Gen.Select(Characters, inner, (first, rest) => Expression.Sequence([first, rest]))
            : inner;
        Gen<bool> isLazy = plain ? Gen.Const(false) : Gen.Bool;
        return Gen.Frequency(
            (2, leaf),
            (4, inner.List[0, 4].Select(Expression.Sequence)),
            (2, inner.List[1, 3].Select(Expression.AnyOf)),
            (3, Gen.Select(looped, Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 6], isLazy, Repeat)),
            (2, Gen.Select(inner, Gen.Int[0, plain ? 5 : 9], Group)));
    }

    private static Expression Repeat(Expression inner, int min, int more, int kind, bool isLazy)
    {
        string lazy = isLazy ? "?" : "";
        return kind switch
        {
            0 or 1 => inner.Repeated("*" + lazy, 0, null),
            2 => inner.Repeated("+" + lazy, 1, null),
            3 => inner.Repeated("?" + lazy, 0, 1),
            4 => inner.Repeated($"{{{min}}}{lazy}", min, min),
            5 => inner.Repeated($"{{{min},}}{lazy}", min, null),
            _ => inner.Repeated($"{{{min},{min + more}}}{lazy}", min, min + more),
        };
    }

    private static Expression Group(Expression inner, int kind) => kind switch
    {
        0 => inner.In("("),
        1 => inner.In("(?:"),
        2 => inner.In("(?<n>"),
        3 => inner.In("(?i:", r => r with { FoldCase = true }),
        4 => inner.In("(?:(?m)", r => r with { MultiLine = true }),
        5 => inner.In("(?s-m:", r => r with { DotMatchesNewline = true, MultiLine = false }),
        6 => inner.In("(?P<n>"),
        7 => inner.In("((?i)", r => r with { FoldCase = true }),
        8 => inner.In("(?U:"),
        _ => inner.In("(?m-is:", r => r with { MultiLine = true, FoldCase = false, DotMatchesNewline = false }),
    };

    private static Expression Literal(int rune) => Expression.One(char.ConvertFromUtf32(rune), (r, c) => Same(r, c, rune));

    private static bool Same(Reading reading, int one, int other) =>
        one == other || (reading.FoldCase && Rings.Any(ring => ring.Contains((char)one) && ring.Contains((char)other)));

    private static bool IsWord(Reading reading, int rune) =>
        rune == '_' || (rune < 128 && char.IsLetterOrDigit((char)rune)) || (reading.FoldCase && rune is (0x17F or 0x212A));

    private static bool IsLetter(int rune) => Rune.IsLetter(new Rune(rune));
}
