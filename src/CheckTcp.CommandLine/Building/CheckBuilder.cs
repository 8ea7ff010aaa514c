using System.Collections.Immutable;
using CheckTcp.CommandLine.Options;
using CheckTcp.Patterns;
using CheckTcp.Protocols;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes a check of what the options said, or tells everything that makes no sense about it.</summary>
internal sealed class CheckBuilder(OptionValues values, PatternCache? patterns)
{
    private readonly List<string> _faults = [];
    private WellKnownService? _service;
    private StartTlsProtocol? _startTls;

    /// <summary>The name that the report bears, also when there is no check.</summary>
    public string Name => values.Service.Length == 0 ? "TCP" : Excerpt.Of(values.Service.ToUpperInvariant());

    /// <summary>Every fault, each with the option and the mend.</summary>
    public string Faults => string.Join("; ", _faults);

    /// <returns><c>null</c> when there are <see cref="Faults"/>.</returns>
    public TcpCheck? Build()
    {
        foreach (string option in values.LeftEmpty)
        {
            _faults.Add($"--{option}: the value is empty; give one, or leave the option out");
        }

        if (values.Service.Length > 0 && !WellKnownService.TryFind(values.Service, out _service))
        {
            _faults.Add($"--service {values.Quote(values.Service)}: there is no such service; take one that --list-services shows, "
                + "or give --port and --expect-pattern");
        }

        if (values.StartTls.Length > 0)
        {
            JudgeStartTls();
        }

        Target? target = new TargetBuilder(values, _service?.Port ?? _startTls?.Port, _faults).Build();
        Route route = new RouteBuilder(values, _faults).Build();
        var passing = new PassingBuilder(values, route, _faults);
        AddressQuorum? quorum = passing.BuildQuorum();
        Retries? retries = passing.BuildRetries();
        ClosedBy closedBy = passing.BuildClosedBy();
        bool startsTls = values.StartTls.Length > 0 || StepBuilder.StartsTls(values);
        bool isTls = values.Tls || _service?.Tls == true || (values.CertificateDays is not null && !startsTls);
        TlsSettings? tls = new TlsBuilder(values, _faults).Build(isTls || startsTls);
        ImmutableArray<Step> steps = new DialogueBuilder(values, _service, _startTls, patterns, isTls ? null : tls, _faults)
            .Build(Called(target ?? Target.Tcp(null, 1), tls));
        Thresholds thresholds = BuildThresholds();
        Limits? limits = BuildLimits();
        return _faults.Count > 0 ? null : new TcpCheck
        {
            Name = Name,
            Target = target!,
            Route = route,
            AllAddresses = quorum,
            Tls = isTls ? tls : null,
            Steps = steps,
            KeepsTranscript = values.Transcript,
            Secrets = SecretsBuilder.Build(values.Secrets),
            Thresholds = thresholds,
            Limits = limits!,
            ExpectClosed = values.ExpectClosed,
            ClosedBy = closedBy,
            Retries = retries,
            FailureStatus = values.ErrorIsWarning ? Status.Warning : Status.Critical,
            RefusedStatus = values.RefusedStatus,
            MismatchStatus = values.MismatchStatus,
            HideResponse = values.HideResponse,
            StatusMap = values.StatusMap,
        };
    }

    /// <summary>The target by the name under which the server is asked for: what is said to it names the host that TLS does.</summary>
    private static Target Called(Target target, TlsSettings? tls) => tls?.ServerName is { } name ? target.Called(name) : target;

    private void JudgeStartTls()
    {
        if (!StartTlsProtocol.TryFind(values.StartTls, out _startTls))
        {
            string known = string.Join(", ", StartTlsProtocol.All.Select(protocol => protocol.Name));
            _faults.Add($"--starttls {values.Quote(values.StartTls)}: there is no such protocol; take one of {known}");
        }
        else if (values.Tls || _service?.Tls == true)
        {
            string other = values.Tls ? "--ssl" : $"--service {_service!.Name}";
            _faults.Add($"--starttls beside {other}: that is TLS from the first byte on; leave one of them out");
        }
        else if (_service is { } service && service.StartsTlsBy != _startTls.Name)
        {
            string mend = service.StartsTlsBy is { } own ? $"give --starttls {own}" : "leave one of them out";
            _faults.Add($"--starttls {_startTls.Name} beside --service {service.Name}: that is no way to start TLS there; {mend}");
        }
    }

    private Thresholds BuildThresholds()
    {
        var ofTimes = new Thresholds
        {
            Warning = values.Warning.Total,
            Critical = values.Critical.Total,
            WarningPhases = values.Warning.Phases,
            CriticalPhases = values.Critical.Phases,
        };
        if (values.CertificateDays is not { } days)
        {
            return ofTimes;
        }

        if (!days.MakesSense)
        {
            _faults.Add($"--certificate: give 0 to {DayList.MaxDays:R} days, such as 30,14");
            return ofTimes;
        }

        if (days.Critical > days.Warning)
        {
            _faults.Add($"--certificate {days.Warning:R},{days.Critical:R}: CRITICAL would come before WARNING; give the more days first, such as 30,14");
            return ofTimes;
        }

        return ofTimes with
        {
            CertificateWarning = TimeSpan.FromDays(days.Warning),
            CertificateCritical = days.Critical is { } critical ? TimeSpan.FromDays(critical) : null,
        };
    }

    private Limits? BuildLimits()
    {
        if (values.Timeout < 0 || double.IsNaN(values.Timeout))
        {
            _faults.Add($"--timeout {values.Timeout:R}: give the seconds that the check may take, such as 10");
            return null;
        }

        return new Limits
        {
            // The original takes 0 for "no limit"; a limit that nobody lives to see keeps that and still is one.
            Timeout = values.Timeout == 0 ? Limits.MaxTimeout : Seconds.ToTime(Math.Min(values.Timeout, Limits.MaxTimeout.TotalSeconds)),
            MaxBytes = values.MaxBytes > 0 && !EndsWithTls ? values.MaxBytes : null,
        };
    }

    /// <summary>Whether nothing is asked under TLS: then there is no answer to limit, and the protocol's goodbye takes its course.</summary>
    private bool EndsWithTls => _startTls is not null && _service is null
        && values is { ExpectPattern.Length: 0, AlternativePatterns.Count: 0, RequiredPatterns.Count: 0, Steps.Count: 0 };
}
