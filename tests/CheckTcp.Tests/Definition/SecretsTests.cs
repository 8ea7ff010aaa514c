using System.Text;

namespace CheckTcp.Tests.Definition;

public class SecretsTests
{
    [Theory]
    [InlineData("a pass b", "a **** b")]
    [InlineData("passpass", "********")]
    [InlineData("a password", "a ********")]
    [InlineData("pas", "pas")]
    [InlineData("", "")]
    public void Each_of_them_is_hidden_wherever_it_stands(string text, string masked) =>
        Assert.Equal(masked, new Secrets(["pass", "password", ""]).Mask(text));

    [Fact]
    public void Secrets_that_overlap_are_hidden_whole() => Assert.Equal("x******y", new Secrets(["abcd", "cdef"]).Mask("xabcdefy"));

    [Fact]
    public void What_may_be_the_beginning_of_one_is_hidden_where_more_was_said()
    {
        byte[] cut = Encoding.ASCII.GetBytes("PASS hun");

        Assert.Equal("PASS ***", Encoding.ASCII.GetString(new Secrets(["hunter2"]).Mask(cut, goesOn: true).Span));
        Assert.Equal("PASS hun", Encoding.ASCII.GetString(new Secrets(["hunter2"]).Mask(cut).Span));
    }

    [Fact]
    public void Without_any_nothing_is_changed()
    {
        Assert.True(Secrets.None.IsEmpty);
        Assert.Equal("text", Secrets.None.Mask("text"));
    }

    [Fact]
    public void Lists_of_the_same_are_equal_and_do_not_show_them()
    {
        Assert.Equal(new Secrets(["a", "b"]), new Secrets(["b", "a", "a"]));
        Assert.Equal(new Secrets(["a", "b"]).GetHashCode(), new Secrets(["b", "a"]).GetHashCode());
        Assert.NotEqual(new Secrets(["a", "b"]), new Secrets(["a", "c"]));
        Assert.Equal("2 secrets", new Secrets(["a", "b"]).ToString());
    }
}
