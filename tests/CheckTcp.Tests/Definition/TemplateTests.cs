using System.Text;

namespace CheckTcp.Tests.Definition;

public class TemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a${x}b${1}", "a<x>b<1>")]
    [InlineData("$${x} $ {x} $5 }", "${x} $ {x} $5 }")]
    [InlineData("${x}${x}", "<x><x>")]
    [InlineData("$$${x} $$$${x} $$", "$<x> $${x} $$")]
    public void Values_are_put_in(string text, string filled)
    {
        Assert.True(Template.TryParse(text, out Template? template, out _));

        Assert.Equal(filled, Encoding.UTF8.GetString(template.Fill(name => Encoding.UTF8.GetBytes($"<{name}>")).Span));
    }

    [Theory]
    [InlineData("${")]
    [InlineData("${x")]
    [InlineData("${}")]
    [InlineData("${a b}")]
    public void A_reference_without_a_name_is_refused(string text)
    {
        Assert.False(Template.TryParse(text, out _, out string? fault));
        Assert.Contains("$${", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        Assert.True(Template.TryParse(ByteText.Decode([0xFF, (byte)'$', 0x00]), out Template? template, out _));

        Assert.Equal([0xFF, (byte)'$', 0x00], template.Fill(_ => default).ToArray());
    }
}
