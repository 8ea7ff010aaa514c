using CheckTcp.Patterns;
using static CheckTcp.Patterns.PatternErrorKind;

namespace CheckTcp.Tests.Patterns.Syntax;

public class RefusedPatternTests
{
    [Theory]
    [InlineData("a(b", MissingClosingParenthesis, 1, "a(b")]
    [InlineData("(a(b)", MissingClosingParenthesis, 0, "(a(b)")]
    [InlineData("(?i)(?s", InvalidPerlSyntax, 4, "(?s")]
    [InlineData("(?:a|b", MissingClosingParenthesis, 0, "(?:a|b")]
    [InlineData("a)", UnexpectedClosingParenthesis, 1, "a)")]
    [InlineData("(a))b", UnexpectedClosingParenthesis, 3, "(a))b")]
    [InlineData("x[a", MissingClosingBracket, 1, "[a")]
    [InlineData("[", MissingClosingBracket, 0, "[")]
    [InlineData("[]", MissingClosingBracket, 0, "[]")]
    [InlineData("[^]", MissingClosingBracket, 0, "[^]")]
    [InlineData("[a-", MissingClosingBracket, 0, "[a-")]
    [InlineData("[[:alpha:]", MissingClosingBracket, 0, "[[:alpha:]")]
    [InlineData("[z-a]", InvalidCharacterClassRange, 1, "z-a")]
    [InlineData("(?i)[a-Z]", InvalidCharacterClassRange, 5, "a-Z")]
    [InlineData("[[:fast:]]", InvalidCharacterClassRange, 1, "[:fast:]")]
    [InlineData("[[:^fast:]]", InvalidCharacterClassRange, 1, "[:^fast:]")]
    [InlineData("[[:^^digit:]]", InvalidCharacterClassRange, 1, "[:^^digit:]")]
    [InlineData("[[:ALPHA:]]", InvalidCharacterClassRange, 1, "[:ALPHA:]")]
    [InlineData(@"a\p{Elvish}", InvalidCharacterClassRange, 1, @"\p{Elvish}")]
    [InlineData(@"a[b\p{Elvish}]", InvalidCharacterClassRange, 3, @"\p{Elvish}")]
    [InlineData(@"\pX", InvalidCharacterClassRange, 0, @"\pX")]
    [InlineData(@"\p", InvalidCharacterClassRange, 0, @"\p")]
    [InlineData(@"\p^", InvalidCharacterClassRange, 0, @"\p^")]
    [InlineData(@"\p{}", InvalidCharacterClassRange, 0, @"\p{}")]
    [InlineData(@"\p{Greek", InvalidCharacterClassRange, 0, @"\p{Greek")]
    [InlineData(@"\p{^^L}", InvalidCharacterClassRange, 0, @"\p{^^L}")]
    [InlineData(@"[a-\d]", InvalidEscape, 3, @"\d")]
    [InlineData(@"a\1", InvalidEscape, 1, @"\1")]
    [InlineData(@"\18", InvalidEscape, 0, @"\1")]
    [InlineData(@"\8", InvalidEscape, 0, @"\8")]
    [InlineData(@"\q", InvalidEscape, 0, @"\q")]
    [InlineData(@"\C", InvalidEscape, 0, @"\C")]
    [InlineData(@"\Z", InvalidEscape, 0, @"\Z")]
    [InlineData(@"\E", InvalidEscape, 0, @"\E")]
    [InlineData("\\\u00E9", InvalidEscape, 0, "\\\u00E9")]
    [InlineData(@"[\b]", InvalidEscape, 1, @"\b")]
    [InlineData(@"[\Qa]", InvalidEscape, 1, @"\Q")]
    [InlineData(@"\x", InvalidEscape, 0, @"\x")]
    [InlineData(@"\x1", InvalidEscape, 0, @"\x1")]
    [InlineData(@"\xg1", InvalidEscape, 0, @"\xg1")]
    [InlineData(@"\x{", InvalidEscape, 0, @"\x{")]
    [InlineData(@"\x{}", InvalidEscape, 0, @"\x{}")]
    [InlineData(@"\x{1g}", InvalidEscape, 0, @"\x{1g")]
    [InlineData(@"\x{110000}", InvalidEscape, 0, @"\x{110000")]
    [InlineData(@"\x{FFFFFFFFFFFFFFFF}", InvalidEscape, 0, @"\x{FFFFFF")]
    [InlineData(@"a\", TrailingBackslash, 1, @"\")]
    [InlineData(@"[a\", TrailingBackslash, 2, @"\")]
    [InlineData("*", MissingRepeatArgument, 0, "*")]
    [InlineData("a|*?", MissingRepeatArgument, 2, "*?")]
    [InlineData("(+a)", MissingRepeatArgument, 1, "+")]
    [InlineData("(?i)?", MissingRepeatArgument, 4, "?")]
    [InlineData("{2}", MissingRepeatArgument, 0, "{2}")]
    [InlineData(@"\Q\E*", MissingRepeatArgument, 4, "*")]
    [InlineData("a**", InvalidNestedRepetition, 1, "**")]
    [InlineData("a*?+?b", InvalidNestedRepetition, 1, "*?+?")]
    [InlineData("a{2}{3}", InvalidNestedRepetition, 1, "{2}{3}")]
    [InlineData("a??+", InvalidNestedRepetition, 1, "??+")]
    [InlineData("a{1001}", InvalidRepeatCount, 1, "{1001}")]
    [InlineData("a{0,1001}", InvalidRepeatCount, 1, "{0,1001}")]
    [InlineData("a{1001,}", InvalidRepeatCount, 1, "{1001,}")]
    [InlineData("a{99999999999999999999}", InvalidRepeatCount, 1, "{99999999999999999999}")]
    [InlineData("a{2,1}", InvalidRepeatCount, 1, "{2,1}")]
    [InlineData("{1001}", InvalidRepeatCount, 0, "{1001}")]
    [InlineData("(?:a{100}){11}", InvalidRepeatCount, 10, "{11}")]
    [InlineData("(?:(?:a{2,500})*b){3,}?c", InvalidRepeatCount, 18, "{3,}?")]
    [InlineData("(?P<n", InvalidNamedCapture, 0, "(?P<n")]
    [InlineData("a(?P<n>b)(?P<>c)", InvalidNamedCapture, 9, "(?P<>")]
    [InlineData("(?<n m>a)", InvalidNamedCapture, 0, "(?<n m>")]
    [InlineData("(?P<n\u00E9>a)", InvalidNamedCapture, 0, "(?P<n\u00E9>")]
    [InlineData("(?<=a)", InvalidNamedCapture, 0, "(?<=a)")]
    [InlineData("(?<!a)b>", InvalidNamedCapture, 0, "(?<!a)b>")]
    [InlineData("a(?=b)", InvalidPerlSyntax, 1, "(?=")]
    [InlineData("(?!b)", InvalidPerlSyntax, 0, "(?!")]
    [InlineData("(?P=n)", InvalidPerlSyntax, 0, "(?P")]
    [InlineData("(?P<", InvalidPerlSyntax, 0, "(?P")]
    [InlineData("(?<", InvalidPerlSyntax, 0, "(?<")]
    [InlineData("(?'n'a)", InvalidPerlSyntax, 0, "(?'")]
    [InlineData("(?#c)", InvalidPerlSyntax, 0, "(?#")]
    [InlineData("(?>a)", InvalidPerlSyntax, 0, "(?>")]
    [InlineData("(?x)", InvalidPerlSyntax, 0, "(?x")]
    [InlineData("(?i", InvalidPerlSyntax, 0, "(?i")]
    [InlineData("(?", InvalidPerlSyntax, 0, "(?")]
    [InlineData("(?-)", InvalidPerlSyntax, 0, "(?-)")]
    [InlineData("(?i-)", InvalidPerlSyntax, 0, "(?i-)")]
    [InlineData("(?i-s-m)", InvalidPerlSyntax, 0, "(?i-s-")]
    public void What_RE2_refuses_is_refused_with_kind_place_and_fragment(
        string text, PatternErrorKind kind, int offset, string fragment)
    {
        bool isValid = Pattern.TryParse(text, out Pattern? pattern, out PatternError? error);

        Assert.False(isValid);
        Assert.Null(pattern);
        Assert.Equal(new PatternError(kind, offset, fragment), error);
    }

    [Theory]
    [InlineData("a~b", 1, "~b")]
    [InlineData("[~]", 1, "~]")]
    [InlineData("\\Q~", 2, "~")]
    [InlineData("\\~", 1, "~")]
    [InlineData("(?P<~>a)", 4, "~>a)")]
    [InlineData("(?~)", 2, "~)")]
    [InlineData("\\p{~}", 3, "~}")]
    [InlineData("~", 0, "~")]
    public void A_byte_that_is_no_UTF8_is_refused_wherever_it_stands(string text, int offset, string fragment)
    {
        // Attributes cannot hold lone surrogates.
        bool isValid = Pattern.TryParse(text.Replace('~', '\uDC80'), out _, out PatternError? error);

        Assert.False(isValid);
        Assert.Equal(new PatternError(InvalidUtf8, offset, fragment.Replace('~', '\uDC80')), error);
    }

    [Fact]
    public void The_message_reads_as_a_sentence() =>
        Assert.Equal(
            "missing closing ): \"a(b\" at offset 1",
            Assert.Throws<PatternException>(() => Pattern.Parse("a(b")).Message);

    [Fact]
    public void Every_kind_has_words() =>
        Assert.All(Enum.GetValues<PatternErrorKind>(), kind => Assert.NotEmpty(new PatternError(kind, 0, "").Message));

    [Fact]
    public void The_exception_tells_what_the_error_tells()
    {
        PatternException exception = Assert.Throws<PatternException>(() => Pattern.Parse("ab**"));

        Assert.Equal((InvalidNestedRepetition, 2, "**"), (exception.Kind, exception.Offset, exception.Fragment));
    }
}
