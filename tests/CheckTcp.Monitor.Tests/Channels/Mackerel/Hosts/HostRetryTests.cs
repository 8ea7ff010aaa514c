using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public class HostRetryTests
{
    private static readonly HostProblem Away = new("down") { Kind = ApiFailureKind.Unavailable };

    [Fact]
    public void It_is_tried_soon_at_first_and_again_after_each_success()
    {
        var retry = new HostRetry();

        Assert.Equal(Enumerable.Repeat(3.0, 20).Append(30).Append(30), Enumerable.Range(0, 22).Select(_ => retry.After(Away).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), retry.After(null));
        Assert.Equal(TimeSpan.FromSeconds(3), retry.After(Away));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(100, 100)]
    public void A_server_may_ask_for_more_but_not_for_less(double asked, double waited) =>
        Assert.Equal(TimeSpan.FromSeconds(waited), new HostRetry().After(Away with { RetryAfter = TimeSpan.FromSeconds(asked) }));

    [Theory]
    [InlineData(nameof(ApiFailureKind.Refused))]
    [InlineData(nameof(ApiFailureKind.Missing))]
    [InlineData(nameof(ApiFailureKind.Invalid))]
    [InlineData(null)]
    public void What_a_person_has_to_mend_is_looked_at_every_minute(string? kind) => Assert.Equal(
        TimeSpan.FromMinutes(1),
        new HostRetry().After(new HostProblem("no") { Kind = kind is null ? null : Enum.Parse<ApiFailureKind>(kind) }));
}
