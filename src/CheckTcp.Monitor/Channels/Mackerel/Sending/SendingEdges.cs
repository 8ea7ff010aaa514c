using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>Where the sender meets the world.</summary>
/// <param name="FindHost">Mackerel's id of a host, by its custom identifier; <c>null</c> for this one.</param>
/// <param name="ForgetHost">The id that was found is not, or not any more, that of a host.</param>
/// <param name="Post">Sends reports in one request; <c>null</c> when they were accepted.</param>
/// <param name="ReportAnew">A report of this check was given up: whatever its next run says is news.</param>
internal sealed record SendingEdges(
    Func<string?, CancellationToken, Task<ApiAnswer<string>>> FindHost,
    Action<string?> ForgetHost,
    Func<IReadOnlyList<CheckReport>, CancellationToken, Task<ApiFailure?>> Post,
    Action<string> ReportAnew)
{
    /// <summary>A report as the API takes it.</summary>
    public static CheckReport ToApi(OutgoingReport report, string hostId) => new(
        new ReportSource("host", hostId),
        ReportedName.Of(report.Check),
        report.Status.ToText(),
        report.Message,
        report.OccurredAt,
        report.NotificationInterval,
        report.MaxCheckAttempts);
}
