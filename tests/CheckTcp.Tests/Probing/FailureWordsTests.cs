using CheckTcp.Probing;

namespace CheckTcp.Tests.Probing;

public class FailureWordsTests
{
    [Theory]
    [InlineData(Phase.Resolve, FailureCause.NameNotFound, "resolve HOST: name not found")]
    [InlineData(Phase.Resolve, FailureCause.ResolverFailed, "resolve HOST: temporary failure in name resolution")]
    [InlineData(Phase.Connect, FailureCause.Refused, "connect to HOST: connection refused")]
    [InlineData(Phase.Connect, FailureCause.TimedOut, "connect to HOST: timed out")]
    [InlineData(Phase.Connect, FailureCause.Unreachable, "connect to HOST: network or host unreachable")]
    [InlineData(Phase.Connect, FailureCause.NoSuchSocket, "connect to HOST: no such socket")]
    [InlineData(Phase.Connect, FailureCause.NotASocket, "connect to HOST: the file is no socket")]
    [InlineData(Phase.Connect, FailureCause.PermissionDenied, "connect to HOST: permission denied")]
    [InlineData(Phase.Tls, FailureCause.CertificateSelfSigned, "TLS handshake with HOST: certificate refused: self-signed")]
    [InlineData(Phase.Tls, FailureCause.CertificateUnknownIssuer, "TLS handshake with HOST: certificate refused: unknown issuer")]
    [InlineData(Phase.Send, FailureCause.Reset, "send to HOST: connection reset by peer")]
    [InlineData(Phase.Expect, FailureCause.Closed, "receive from HOST: connection closed by peer")]
    [InlineData(Phase.Quit, FailureCause.Reset, "send quit to HOST: connection reset by peer")]
    public void A_failure_names_phase_object_and_cause(Phase phase, FailureCause cause, string message) =>
        Assert.Equal(new Failure(phase, cause, message), Failure.Of(phase, cause, "HOST"));

    [Fact]
    public void A_detail_stands_for_the_cause() =>
        Assert.Equal("connect to HOST: no descriptors", Failure.Of(Phase.Connect, FailureCause.Local, "HOST", "no descriptors").Message);

    [Theory]
    [InlineData(10, "timed out after 10 s")]
    [InlineData(0.5, "timed out after 0.5 s")]
    [InlineData(1.2345, "timed out after 1.2345 s")]
    [InlineData(2073600, "timed out after 2073600 s")]
    public void A_passed_deadline_says_how_long_it_was(double seconds, string words) =>
        Assert.Equal(words, FailureWords.TimedOutAfter(TimeSpan.FromSeconds(seconds)));
}
