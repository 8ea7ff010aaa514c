using CheckTcp.Patterns.Syntax;

namespace CheckTcp.Tests.Patterns.Syntax;

public class ParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abc*", "ab c{0,}")]
    [InlineData("a(?:bc)d", "a bc d")]
    [InlineData("(?:a.)(?:b|c)|(?:d|e)f", "[a . [b|c]|[d|e] f]")]
    [InlineData("a|(?:b|c)|d", "[a|b|c|d]")]
    [InlineData("(?:a.)+", "<a .>{1,}")]
    [InlineData("a|", "[a|]")]
    public void A_tree_is_as_flat_as_it_can_be(string pattern, string expected) =>
        Assert.Equal(expected, Show(Parser.Parse(pattern).Root));

    [Theory]
    [InlineData("(a)(?:b)(?P<n>c(?<m>d))(e)", "(1:a) b (2,n:c (3,m:d)) (4:e)")]
    [InlineData("(?<n>a)|(?<n>b)", "[(1,n:a)|(2,n:b)]")]
    [InlineData("(?i)(a)?(1)", "(1:.){0,1} (2:1)")]
    public void Groups_are_numbered_in_the_order_of_their_parentheses_and_keep_their_names(string pattern, string expected) =>
        Assert.Equal(expected, Show(Parser.Parse(pattern).Root));

    [Theory]
    [InlineData("1+", "1{1,}")]
    [InlineData("1+?", "1{1,}?")]
    [InlineData("(?U)1{2}", "1{2,2}?")]
    [InlineData("(?U)1*?", "1{0,}")]
    [InlineData("(?U:1?)1?", "1{0,1}? 1{0,1}")]
    public void A_question_mark_and_the_mode_U_say_whether_more_is_better(string pattern, string expected) =>
        Assert.Equal(expected, Show(Parser.Parse(pattern).Root));

    [Fact]
    public void A_class_that_is_repeated_in_the_text_is_kept_once()
    {
        SyntaxTree tree = Parser.Parse(@"\pL\pL\PL\PL\pL...");

        Assert.Equal(4, tree.Classes.Length);
    }

    private static string Show(Node node) => node switch
    {
        EmptyNode => "",
        LiteralNode literal => string.Concat(literal.Runes.Select(char.ConvertFromUtf32)),
        ClassNode => ".",
        GroupNode group => $"({group.Index}{(group.Name is { } name ? "," + name : "")}:{Show(group.Body)})",
        RepeatNode repeat => ShowRepeat(repeat),
        SequenceNode sequence => string.Join(' ', All(sequence.Items).Select(Show)),
        AlternationNode alternation => $"[{string.Join('|', All(alternation.Branches).Select(Show))}]",
        _ => node.GetType().Name,
    };

    private static string ShowRepeat(RepeatNode repeat)
    {
        string body = repeat.Body is SequenceNode ? $"<{Show(repeat.Body)}>" : Show(repeat.Body);
        string max = repeat.Repetition.Max == Repetition.Unlimited ? "" : $"{repeat.Repetition.Max}";
        return $"{body}{{{repeat.Repetition.Min},{max}}}{(repeat.IsGreedy ? "" : "?")}";
    }

    private static IEnumerable<Node> All(NodeList nodes) => Enumerable.Range(0, nodes.Count).Select(i => nodes[i]);
}
