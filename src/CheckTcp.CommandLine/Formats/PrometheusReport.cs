using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>A result and what it was judged from as metrics in Prometheus' text format 0.0.4, for node_exporter's textfile collector or
/// a scrape.</summary>
/// <remarks>Metrics and labels are only ever added; docs/output.md describes them. Those named <c>probe_</c> mean what the blackbox
/// exporter's mean, so that its dashboards and rules go on.</remarks>
public static class PrometheusReport
{
    /// <summary>The metrics, after a comment with the line that people read.</summary>
    public static string Of(TcpCheck check, Judgement result, Observation seen)
    {
        var metrics = new MetricsText(("name", result.Name), ("target", check.Target.Address));
        AddResult(metrics, result);
        metrics.Add("check_tcp_response_time_seconds", "Start of the run to the end of the dialogue, or to the failure.", seen.ResponseTime);
        metrics.Add("check_tcp_timeout_seconds", "Deadline of the run.", check.Limits.Timeout);
        AddPhases(metrics, seen.Phases);
        metrics.Add("check_tcp_sent_bytes", "Bytes sent in the dialogue.", seen.BytesSent);
        metrics.Add("check_tcp_received_bytes", "Bytes received in the dialogue.", seen.BytesReceived);
        AddAttempts(metrics, seen);
        AddAddresses(metrics, check, seen);
        if (seen.Failure is { } failure && !result.Passed)
        {
            metrics.Add("check_tcp_failure_info", "Why the run failed, and at which step of the dialogue.", 1,
                ("phase", FailureNames.Of(failure.Phase)), ("cause", FailureNames.Of(failure.Cause)),
                ("step", failure.Step?.ToString(CultureInfo.InvariantCulture) ?? ""));
        }

        TlsMetrics.Add(metrics, seen.Tls);
        AddProbe(metrics, check, result, seen);
        return Text(result, metrics);
    }

    /// <summary>The metrics of a request that makes no sense, so that nothing was run.</summary>
    public static string Of(Judgement result)
    {
        var metrics = new MetricsText(("name", result.Name));
        AddResult(metrics, result);
        return Text(result, metrics);
    }

    private static string Text(Judgement result, MetricsText metrics) => $"# check-tcp: {result.Line}\n{metrics}";

    private static void AddResult(MetricsText metrics, Judgement result)
    {
        metrics.Add("check_tcp_up", "Whether the check got what it wants, however long it took.", result.Passed ? 1 : 0);
        metrics.Add("check_tcp_status", "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.", (int)result.Status);
    }

    private static void AddPhases(MetricsText metrics, PhaseTimings phases)
    {
        foreach ((string phase, TimeSpan? took) in phases.InOrder())
        {
            if (took is { } time)
            {
                metrics.Add("check_tcp_phase_seconds", "How long a phase of the run took.", time, ("phase", phase));
            }
        }
    }

    /// <summary>Of the addresses that were connected to. Through a proxy, each of the target's addresses is asked for at the same one.</summary>
    private static void AddAttempts(MetricsText metrics, Observation seen)
    {
        IGrouping<string, AddressAttempt>[] byAddress = [.. seen.Attempts.GroupBy(attempt => attempt.EndPoint.ToString()!)];
        foreach (IGrouping<string, AddressAttempt> attempts in byAddress)
        {
            metrics.Add("check_tcp_address_connected", "Whether the run went on with this address.", attempts.Any(attempt => attempt.Connected) ? 1 : 0,
                ("address", attempts.Key));
        }

        foreach (IGrouping<string, AddressAttempt> attempts in byAddress)
        {
            if (attempts.Max(attempt => attempt.Retransmissions) is { } count)
            {
                metrics.Add("check_tcp_address_retransmissions", "How often the first segment had to be sent again.", count, ("address", attempts.Key));
            }
        }
    }

    /// <summary>Of the target's addresses, where each is checked by itself.</summary>
    private static void AddAddresses(MetricsText metrics, TcpCheck check, Observation seen)
    {
        foreach (AddressObservation address in seen.Addresses)
        {
            metrics.Add("check_tcp_address_up", "Whether the check of this address got what it wants.", Passing.Is(check, address.Seen) ? 1 : 0,
                ("address", EndPointText.Of(address.EndPoint)));
        }

        foreach (AddressObservation address in seen.Addresses)
        {
            metrics.Add("check_tcp_address_response_time_seconds", "Start of the run to the end of the dialogue with this address, or to the failure.",
                address.Seen.ResponseTime, ("address", EndPointText.Of(address.EndPoint)));
        }
    }

    /// <summary>Names, helps and meanings of the blackbox exporter.</summary>
    private static void AddProbe(MetricsText metrics, TcpCheck check, Judgement result, Observation seen)
    {
        metrics.Add("probe_success", "Displays whether or not the probe was a success", result.Passed ? 1 : 0);
        metrics.Add("probe_duration_seconds", "Returns how long the probe took to complete in seconds", seen.ResponseTime);
        metrics.Add("probe_timeout_seconds", "Returns the timeout for this probe in seconds", check.Limits.Timeout);
        metrics.Add("probe_dns_lookup_time_seconds", "Returns the time taken for probe dns lookup in seconds", seen.Phases.Resolve ?? TimeSpan.Zero);
        metrics.Add("probe_failed_due_to_regex", "Indicates if probe failed due to regex",
            !result.Passed && !IsOfBytes(check, seen)
                && seen.Failure is { Cause: FailureCause.Mismatch or FailureCause.Rejected } or { Phase: Phase.Expect, Cause: FailureCause.Closed } ? 1 : 0);
        metrics.Add("probe_failed_due_to_bytes", "Indicates if probe failed due to bytes",
            !result.Passed && seen.Failure is { Cause: FailureCause.Mismatch } && IsOfBytes(check, seen) ? 1 : 0);
        if (!seen.Recorded.IsEmpty)
        {
            metrics.Add("probe_expect_info", "Explicit content matched", 1, Labels(metrics, seen.Recorded));
        }

        if ((seen.ConnectedTo ?? LastTried(seen)) is IPEndPoint { Address: var address })
        {
            metrics.Add("probe_ip_protocol", "Specifies whether probe ip protocol is IP4 or IP6",
                address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6);
            metrics.Add("probe_ip_addr_hash", "Specifies the hash of IP address. It's useful to detect if the IP address changes.", Hash(address));
        }
    }

    private static bool IsOfBytes(TcpCheck check, Observation seen) =>
        seen.Failure?.Step is { } step && check.Steps[step - 1] is ExpectBytesStep or ExpectFrameStep;

    /// <summary>Of values of the same name the last, and names as Prometheus allows them.</summary>
    private static (string Name, string Value)[] Labels(MetricsText metrics, ImmutableArray<RecordedValue> recorded) =>
    [
        .. recorded.GroupBy(value => metrics.LabelName(value.Name)).Select(values => (values.Key, values.Last().Value)),
    ];

    private static EndPoint? LastTried(Observation seen) => seen.Attempts.IsEmpty ? null : seen.Attempts[^1].EndPoint;

    /// <summary>FNV-1a with 32 bits.</summary>
    private static uint Hash(IPAddress address)
    {
        uint hash = 2166136261;
        foreach (byte octet in address.GetAddressBytes())
        {
            hash = (hash ^ octet) * 16777619;
        }

        return hash;
    }
}
