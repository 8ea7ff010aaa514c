using CheckTcp.Monitor.Configuration.Targets;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Targets;

public class TargetAddressTests
{
    [Theory]
    [InlineData("mail.example:25", "mail.example", "25")]
    [InlineData("127.0.0.1:1", "127.0.0.1", "1")]
    [InlineData("[::1]:65535", "::1", "65535")]
    [InlineData("[fe80::1%eth0]:25", "fe80::1%eth0", "25")]
    [InlineData("host_name-1.:25", "host_name-1.", "25")]
    [InlineData("bücher.example:25", "bücher.example", "25")]
    public void A_target_is_a_host_and_a_port(string text, string host, string port)
    {
        Assert.Null(TargetAddress.Read(text, out TargetAddress target));

        Assert.Equal(new TargetAddress(text, host, port), target);
    }

    [Fact]
    public void What_is_taken_means_nothing_to_a_shell() => Gen.String[Gen.Char["ab1.-_:[]%$`;|&<>(){}*?~#!'\" \\\n"], 0, 12].Sample(text =>
        TargetAddress.Read($"{text}:1", out TargetAddress target) is not null
        || (target.Host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or ':' or '%') && target.Host[0] != '-'));

    [Fact]
    public void Nothing_that_is_written_throws() => Gen.String.Sample(text =>
    {
        TargetAddress.Read(text, out _);
    });
}
