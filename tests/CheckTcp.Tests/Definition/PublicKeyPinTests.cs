namespace CheckTcp.Tests.Definition;

public class PublicKeyPinTests
{
    // Of the empty string; made with openssl dgst -sha256 -binary | base64.
    private const string OfNothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Fact]
    public void A_pin_is_the_base64_of_the_keys_hash() => Assert.Equal($"sha256/{OfNothing}", PublicKeyPin.Of([]).ToString());

    [Theory]
    [InlineData($"sha256/{OfNothing}")]
    [InlineData($"SHA256/{OfNothing}")]
    [InlineData($"sha256//{OfNothing}")] // curl
    public void A_pin_is_read_as_it_is_written(string text)
    {
        Assert.True(PublicKeyPin.TryParse(text, out PublicKeyPin? pin));
        Assert.Equal(PublicKeyPin.Of([]), pin);
    }

    [Fact]
    public void A_hash_that_begins_with_a_slash_is_no_slash_of_curls()
    {
        string base64 = Convert.ToBase64String([0xFC, .. new byte[31]]);

        Assert.StartsWith("/", base64, StringComparison.Ordinal);
        Assert.True(PublicKeyPin.TryParse($"sha256/{base64}", out PublicKeyPin? pin));
        Assert.Equal(base64, pin.Base64);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256/")]
    [InlineData(OfNothing)]
    [InlineData($"sha1/{OfNothing}")]
    [InlineData("sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==")]
    [InlineData("sha256/47DEQpj8HBSa+_TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData($"sha256/{OfNothing}=")]
    [InlineData("sha256/ 7DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    public void What_is_no_pin_is_not_taken_for_one(string text) => Assert.False(PublicKeyPin.TryParse(text, out _));
}
