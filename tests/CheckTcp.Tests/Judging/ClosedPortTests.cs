using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Judging;

public class ClosedPortTests
{
    private static readonly TcpCheck ClosedPort = new() { Target = Target.Tcp("localhost", 21), ExpectClosed = true };
    private static readonly TcpCheck ClosedSocket = ClosedPort with { Target = Target.UnixSocket("/run/app.sock", "localhost", 21) };

    [Theory]
    [InlineData(FailureCause.Refused)]
    [InlineData(FailureCause.TimedOut)]
    [InlineData(FailureCause.Unreachable)]
    [InlineData(FailureCause.Refused, FailureCause.TimedOut)]
    [InlineData(FailureCause.Unreachable, FailureCause.Refused)]
    public void A_port_that_answers_at_no_address_is_closed_as_expected(params FailureCause[] causes) =>
        Assert.Equal("TCP OK: Verified that the port is closed. (port=21)", Judgement.Of(ClosedPort, Seeing.NotConnected(causes)).Line);

    [Theory]
    [InlineData(FailureCause.Refused)]
    [InlineData(FailureCause.NoSuchSocket)]
    public void A_socket_where_nobody_listens_is_closed_as_expected(FailureCause cause) => Assert.Equal(
        "TCP OK: Verified that the unixsock is closed. (sock=/run/app.sock)", Judgement.Of(ClosedSocket, Seeing.NotConnected(cause)).Line);

    [Fact]
    public void A_port_that_answers_is_an_error()
    {
        Assert.Equal("TCP CRITICAL: Unexpectedly open port. (port=21)", Judgement.Of(ClosedPort, Seeing.Open()).Line);
        Assert.Equal(
            "TCP WARNING: Unexpectedly open port. (port=21)",
            Judgement.Of(ClosedPort with { FailureStatus = Status.Warning }, Seeing.Open()).Line);
    }

    [Fact]
    public void A_socket_that_answers_is_an_error() =>
        Assert.Equal("TCP CRITICAL: Unexpectedly open unixsock. (sock=/run/app.sock)", Judgement.Of(ClosedSocket, Seeing.Open()).Line);

    [Theory]
    [InlineData(FailureCause.Local)]
    [InlineData(FailureCause.PermissionDenied)]
    [InlineData(FailureCause.Refused, FailureCause.Local)]
    [InlineData(FailureCause.Local, FailureCause.Refused)]
    public void A_fault_of_this_machine_proves_nothing(params FailureCause[] causes)
    {
        Observation seen = Seeing.NotConnected(causes);

        Assert.Equal($"TCP CRITICAL: {seen.Failure!.Message}", Judgement.Of(ClosedPort, seen).Line);
    }

    [Fact]
    public void A_file_that_is_no_socket_proves_nothing() =>
        Assert.Equal(Status.Critical, Judgement.Of(ClosedSocket, Seeing.NotConnected(FailureCause.NotASocket)).Status);

    [Theory]
    [InlineData(FailureCause.NameNotFound)]
    [InlineData(FailureCause.ResolverFailed)]
    [InlineData(FailureCause.TimedOut)]
    public void A_name_that_does_not_resolve_proves_nothing(FailureCause cause)
    {
        var seen = new Observation { Failure = new Failure(Phase.Resolve, cause, "resolve nowhere.example: failed") };

        Assert.Equal("TCP CRITICAL: resolve nowhere.example: failed", Judgement.Of(ClosedPort, seen).Line);
        Assert.Equal(Status.Warning, Judgement.Of(ClosedPort with { FailureStatus = Status.Warning }, seen).Status);
    }

    [Fact]
    public void When_no_address_was_tried_nothing_is_proved()
    {
        var seen = new Observation { Failure = new Failure(Phase.Connect, FailureCause.TimedOut, "connect to nothing: timed out") };

        Assert.Equal(Status.Critical, Judgement.Of(ClosedPort, seen).Status);
    }

    [Fact]
    public void A_refusal_is_enough_where_only_that_counts() =>
        Assert.Equal(Status.Ok, Judgement.Of(ClosedPort with { ClosedBy = ClosedBy.Refused }, Seeing.NotConnected(FailureCause.Refused)).Status);

    [Theory]
    [InlineData(ClosedBy.Any)]
    [InlineData(ClosedBy.Refused)]
    public void Who_resets_a_connection_at_once_has_made_it(ClosedBy closedBy) => Assert.Equal(
        "TCP CRITICAL: Unexpectedly open port. (port=21)",
        Judgement.Of(ClosedPort with { ClosedBy = closedBy }, Seeing.NotConnected(FailureCause.Reset)).Line);

    [Fact]
    public void An_address_to_which_this_machine_has_no_way_says_nothing_where_another_answered()
    {
        TcpCheck refused = ClosedPort with { ClosedBy = ClosedBy.Refused };

        Assert.Equal(Status.Ok, Judgement.Of(refused, WithoutRoute(FailureCause.Refused)).Status);
        Assert.StartsWith("TCP CRITICAL: Filtered port", Judgement.Of(refused, WithoutRoute(FailureCause.TimedOut)).Line, StringComparison.Ordinal);
        Assert.Equal(Status.Critical, Judgement.Of(ClosedPort, WithoutRoute(FailureCause.Local)).Status);
    }

    [Fact]
    public void Where_there_is_no_other_nothing_was_sent_and_nothing_is_proved()
    {
        Observation seen = WithoutRoute();

        Assert.Equal("TCP CRITICAL: no route", Judgement.Of(ClosedPort with { ClosedBy = ClosedBy.Refused }, seen).Line);
        Assert.Equal("TCP CRITICAL: no route", Judgement.Of(ClosedPort, seen).Line);
    }

    /// <summary>These, and an address to which this machine has no way.</summary>
    private static Observation WithoutRoute(params FailureCause[] causes)
    {
        Observation seen = Seeing.NotConnected([.. causes, FailureCause.Unreachable]);
        Failure noRoute = new(Phase.Connect, FailureCause.Unreachable, "no route") { NoRoute = true };
        return seen with { Attempts = seen.Attempts.SetItem(causes.Length, seen.Attempts[^1] with { Failure = noRoute }), Failure = noRoute };
    }

    [Theory]
    [InlineData(FailureCause.TimedOut)]
    [InlineData(FailureCause.Unreachable)]
    [InlineData(FailureCause.Refused, FailureCause.TimedOut)]
    public void A_port_that_is_silent_is_called_filtered_where_only_a_refusal_counts(params FailureCause[] causes)
    {
        Observation seen = Seeing.NotConnected(causes);

        Assert.Equal(
            $"TCP CRITICAL: Filtered port, not a closed one. (port=21): {seen.Failure!.Message}",
            Judgement.Of(ClosedPort with { ClosedBy = ClosedBy.Refused }, seen).Line);
    }

    [Fact]
    public void A_fault_of_this_machine_is_not_called_filtered()
    {
        Observation seen = Seeing.NotConnected(FailureCause.TimedOut, FailureCause.Local);

        Assert.Equal(
            $"TCP CRITICAL: {seen.Failure!.Message}", Judgement.Of(ClosedPort with { ClosedBy = ClosedBy.Refused }, seen).Line);
    }

    [Theory]
    [InlineData(Phase.Proxy, FailureCause.Refused, Status.Ok)]
    [InlineData(Phase.Proxy, FailureCause.Unreachable, Status.Critical)]
    [InlineData(Phase.Proxy, FailureCause.TimedOut, Status.Critical)]
    [InlineData(Phase.Proxy, FailureCause.ProxyDenied, Status.Critical)]
    [InlineData(Phase.Proxy, FailureCause.Closed, Status.Critical)]
    [InlineData(Phase.Connect, FailureCause.Refused, Status.Critical)] // it is the proxy that is dead
    public void Behind_a_proxy_only_its_word_that_the_target_refused_counts(Phase phase, FailureCause cause, Status expected)
    {
        TcpCheck check = ClosedPort with { Route = new Route { Proxy = new Proxy(ProxyKind.Socks5, "p", 1) } };
        Observation seen = Seeing.NotConnected(FailureCause.Refused) with { Failure = new Failure(phase, cause, "words") };

        Assert.Equal(expected, Judgement.Of(check, seen).Status);
    }

    [Fact]
    public void The_status_map_comes_last()
    {
        Assert.True(StatusMap.TryParse("OK=UNKNOWN,CRITICAL=OK", out StatusMap? map, out _));

        Assert.Equal(Status.Unknown, Judgement.Of(ClosedPort with { StatusMap = map }, Seeing.NotConnected(FailureCause.Refused)).Status);
        Assert.Equal(Status.Ok, Judgement.Of(ClosedPort with { StatusMap = map }, Seeing.Open()).Status);
    }

    [Fact]
    public void The_path_of_a_socket_cannot_forge_the_line()
    {
        TcpCheck check = ClosedSocket with { Target = Target.UnixSocket("/run/a\n|b") };

        Assert.Equal(@"TCP CRITICAL: Unexpectedly open unixsock. (sock=/run/a\n\x7Cb)", Judgement.Of(check, Seeing.Open()).Line);
    }
}
