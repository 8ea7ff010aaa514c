namespace CheckTcp.Tests.Definition;

public class TargetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(65535)]
    public void A_port_is_1_to_65535(int port) => Assert.Equal(port, Target.Tcp("localhost", port).Port);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(65536)]
    public void Any_other_port_is_refused(int port)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Target.Tcp("localhost", port));
        Assert.Throws<ArgumentOutOfRangeException>(() => Target.UnixSocket("/run/app.sock", "localhost", port));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_host_means_the_local_machine(string? host)
    {
        Assert.Null(Target.Tcp(host, 21).Host);
        Assert.Null(Target.UnixSocket("/run/app.sock", host).Host);
    }

    [Theory]
    [InlineData("[::1]")]
    [InlineData("example.com.")]
    public void A_host_stays_as_it_was_given(string host) => Assert.Equal(host, Target.Tcp(host, 21).Host);

    [Fact]
    public void A_host_and_port_beside_a_socket_are_kept_to_be_shown()
    {
        Target target = Target.UnixSocket("/run/app.sock", "db1", 5432);

        Assert.Equal(("/run/app.sock", "db1", 5432), (target.SocketPath, target.Host, target.Port));
    }

    [Fact]
    public void A_socket_path_is_measured_in_bytes()
    {
        string fits = "/" + new string('a', 104) + "é";
        string tooLong = "/" + new string('a', 105) + "é";

        Assert.Equal(fits, Target.UnixSocket(fits).SocketPath);
        Assert.Throws<ArgumentException>(() => Target.UnixSocket(tooLong));
        Assert.True(Target.FitsSocketAddress(fits));
        Assert.False(Target.FitsSocketAddress(tooLong));
    }

    [Fact]
    public void A_byte_that_is_no_utf8_counts_once()
    {
        string path = ByteText.Decode([(byte)'/', .. Enumerable.Repeat((byte)0xFF, 106)]);

        Assert.True(Target.FitsSocketAddress(path));
        Assert.False(Target.FitsSocketAddress(path + "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/run/a\0b")]
    [InlineData("\0abstract")]
    public void A_socket_path_is_not_empty_and_holds_no_nul(string path) =>
        Assert.ThrowsAny<ArgumentException>(() => Target.UnixSocket(path));

    [Fact]
    public void A_host_that_no_resolver_could_know_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Target.Tcp("localhost\0.example.com", 21)); // it would stop at the NUL
        Assert.Throws<ArgumentException>(() => Target.Tcp(new string('a', 254), 21));
    }

    [Fact]
    public void Targets_that_say_the_same_are_equal() =>
        Assert.Equal(Target.Tcp("localhost", 21), Target.Tcp("localhost", 21) with { Families = AddressFamilies.Any });
}
