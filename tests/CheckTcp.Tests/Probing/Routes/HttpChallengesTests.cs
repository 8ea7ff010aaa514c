using CheckTcp.Probing.Routes;
using CsCheck;

namespace CheckTcp.Tests.Probing.Routes;

public sealed class HttpChallengesTests
{
    [Theory]
    [InlineData("Basic realm=\"x\"", "Basic")]
    [InlineData("Negotiate", "Negotiate")]
    [InlineData("Negotiate, NTLM", "Negotiate", "NTLM")]
    [InlineData("Digest realm=\"a, Basic b\", qop=\"auth\", nonce = \"\\\", Basic \", Basic realm=\"c\"", "Digest", "Basic")]
    [InlineData("Digest realm=\"a\", Digest realm=\"b\", algorithm=SHA-256", "Digest")]
    [InlineData("Negotiate YII=, , Bearer", "Negotiate", "Bearer")]
    [InlineData("")]
    [InlineData("realm=\"x\"")]
    public void Schemes_are_told_from_their_parameters(string challenges, params string[] schemes) =>
        Assert.Equal(schemes, HttpChallenges.SchemesOf(challenges));

    [Fact]
    public void Whatever_it_is_it_is_read_without_an_exception() => Gen.String[Gen.Char["aB =,\"\\\t"], 0, 20].Sample(text =>
    {
        HttpChallenges.SchemesOf(text);
    });
}
