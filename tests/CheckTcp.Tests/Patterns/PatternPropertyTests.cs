using System.Text;
using System.Text.RegularExpressions;
using CheckTcp.Patterns;
using CsCheck;

namespace CheckTcp.Tests.Patterns;

public class PatternPropertyTests
{
    [Fact]
    public void A_pattern_matches_what_it_means() =>
        Gen.Select(ExpressionGen.All, InputGen.Bytes).Sample(
            (expression, input) =>
            {
                PatternSearch search = Pattern.Parse(expression.Text).Search();
                search.Feed(input);

                return search.End() == expression.IsIn(Reading.Of(input));
            },
            iter: 20_000);

    [Fact]
    public void The_state_after_every_byte_is_true_to_what_may_follow() =>
        Gen.Select(ExpressionGen.All, InputGen.Bytes).Sample(
            (expression, input) =>
            {
                PatternSearch search = Pattern.Parse(expression.Text).Search();
                PatternState before = search.State;
                for (int length = 0; length <= input.Length; length++)
                {
                    PatternState state = length == 0 ? before : search.Feed(input.AsSpan(length - 1, 1));
                    bool isMatch = expression.IsIn(Reading.Of(input.AsSpan(0, length)));
                    Assert.Equal(isMatch, state is PatternState.Matched or PatternState.MatchesIfInputEnds);
                    Assert.Equal(isMatch, search.End());
                    Assert.True(before is not (PatternState.Matched or PatternState.CannotMatch) || state == before);
                    before = state;
                }
            },
            iter: 5_000);

    [Fact]
    public void How_the_input_is_cut_changes_nothing() =>
        Gen.Select(ExpressionGen.All, InputGen.Bytes, InputGen.Cuts).Sample(
            (expression, input, cuts) =>
            {
                Pattern pattern = Pattern.Parse(expression.Text);
                PatternSearch bytewise = pattern.Search();
                PatternSearch inPieces = pattern.Search();
                int fed = 0;
                foreach (int cut in cuts.Append(input.Length))
                {
                    ReadOnlySpan<byte> piece = input.AsSpan(fed, Math.Min(cut, input.Length - fed));
                    fed += piece.Length;
                    foreach (byte value in piece)
                    {
                        bytewise.Feed([value]);
                    }

                    Assert.Equal(bytewise.State, inPieces.Feed(piece));
                }
            },
            iter: 10_000);

    [Fact]
    public void NET_finds_the_same_where_it_means_the_same() =>
        Gen.Select(ExpressionGen.SameInDotNet, InputGen.AsciiText).Sample(
            (expression, input) =>
            {
                PatternSearch search = Pattern.Parse(expression.Text).Search();
                search.Feed(Encoding.UTF8.GetBytes(input));

                return search.End() == Regex.IsMatch(input, expression.Text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            },
            iter: 3_000);

    [Fact]
    public void Any_text_is_a_pattern_or_an_error_that_lies_in_it()
    {
        string[] pieces =
        [
            "(", ")", "(?", "(?i)", "(?P<", "(?<n>", "[", "]", "[^", "[:", ":]", "alpha", "-", "\\", @"\p", @"\pL", "{", "}", "{2}",
            "{2,", "1000", "*", "+", "?", "|", "^", "$", ".", "a", "z", @"\x", @"\x{", "41", @"\Q", @"\E", @"\1", @"\b", "\uDC80", "\uD83D", "\uDE00", "\n",
        ];

        Gen.OneOf(pieces).Array[0, 12].Select(string.Concat).Sample(
            text =>
            {
                if (!Pattern.TryParse(text, out Pattern? pattern, out PatternError? error))
                {
                    return error.Offset <= text.Length && text.Contains(error.Fragment, StringComparison.Ordinal);
                }

                pattern.Search().Feed("a-z"u8);
                return pattern.Text == text;
            },
            iter: 20_000);
    }
}
