using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CheckTcp.Checks;
using CheckTcp.Dialogue;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine;

/// <summary>Makes a check of what the options said, or tells everything that makes no sense about it.</summary>
internal sealed class CheckBuilder(OptionValues values, PatternCache? patterns)
{
    private readonly List<string> _faults = [];
    private WellKnownService? _service;

    /// <summary>The name that the report bears, also when there is no check.</summary>
    public string Name => values.Service.Length == 0 ? "TCP" : Excerpt.Of(values.Service.ToUpperInvariant());

    /// <summary>Every fault, each with the option and the mend.</summary>
    public string Faults => string.Join("; ", _faults);

    /// <returns><c>null</c> when there are <see cref="Faults"/>.</returns>
    public TcpCheck? Build()
    {
        if (values.Service.Length > 0 && !WellKnownService.TryFind(values.Service, out _service))
        {
            string known = string.Join(", ", WellKnownService.All.Select(service => service.Name));
            _faults.Add($"--service {Excerpt.Of(values.Service)}: there is no such service; take one of {known}, or give --port and --expect-pattern");
        }

        Target? target = BuildTarget();
        ImmutableArray<Step> steps = BuildSteps();
        Limits? limits = BuildLimits();
        return _faults.Count > 0 ? null : new TcpCheck
        {
            Name = Name,
            Target = target!,
            Tls = !values.Tls && _service?.Tls != true ? null
                : values.SkipCertificateCheck ? TlsSettings.Unverified : TlsSettings.Verified,
            Steps = steps,
            Thresholds = new Thresholds
            {
                Warning = values.Warning.Total,
                Critical = values.Critical.Total,
                WarningPhases = values.Warning.Phases,
                CriticalPhases = values.Critical.Phases,
            },
            Limits = limits!,
            ExpectClosed = values.ExpectClosed,
            FailureStatus = values.ErrorIsWarning ? Status.Warning : Status.Critical,
            StatusMap = values.StatusMap,
        };
    }

    private Target? BuildTarget()
    {
        long port = values.Port != 0 ? values.Port : _service?.Port ?? 0;
        bool isSocket = values.SocketPath.Length > 0;
        if (port is < 0 or > 65535)
        {
            _faults.Add($"--port {port}: a port is 1 to 65535");
        }
        else if (port == 0 && !isSocket && values.Service.Length == 0)
        {
            _faults.Add("there is nothing to connect to: give --port, --service or --unix-sock");
        }

        if (isSocket)
        {
            JudgeSocketPath();
        }
        else
        {
            JudgeHost();
        }

        if (_faults.Count > 0)
        {
            return null;
        }

        return isSocket
            ? Target.UnixSocket(values.SocketPath, values.Host, port == 0 ? null : (int)port)
            : Target.Tcp(values.Host, (int)port) with { Families = values.Families };
    }

    private void JudgeSocketPath()
    {
        if (!Target.FitsSocketAddress(values.SocketPath))
        {
            _faults.Add($"--unix-sock {Excerpt.Of(values.SocketPath)}: a socket path has at most {Target.MaxSocketPathBytes} bytes and no NUL; "
                + "use a shorter one");
        }
    }

    private void JudgeHost()
    {
        if (HostName.HasStrayBrackets(values.Host))
        {
            _faults.Add($"--hostname {Excerpt.Of(values.Host)}: brackets only enclose an IPv6 address; give the port with --port");
        }
        else if (HostName.IsImpossible(values.Host))
        {
            _faults.Add($"--hostname {Excerpt.Of(values.Host)}: a host name has at most {HostName.MaxCharacters} characters and no NUL (RFC 1035)");
        }
        else if (HostName.TryParseAddress(values.Host, out System.Net.IPAddress? address) && !IsOfFamily(address))
        {
            _faults.Add($"--hostname {values.Host}: the address is of the other family; leave out -4 and -6");
        }
    }

    private bool IsOfFamily(System.Net.IPAddress address) => values.Families switch
    {
        AddressFamilies.IPv4 => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork,
        AddressFamilies.IPv6 => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6,
        _ => true,
    };

    private ImmutableArray<Step> BuildSteps()
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (FirstGiven(values.Send, _service?.Send) is { } send)
        {
            steps.Add(new SendStep(ByteText.Encode(values.Escape ? EscapeSequences.Unescape(send) : send)));
        }

        if (values.Delay > Limits.MaxWait.TotalSeconds)
        {
            _faults.Add($"--delay {values.Delay:R}: at most {Limits.MaxWait.TotalSeconds:R} seconds");
        }
        else if (values.Delay > 0)
        {
            steps.Add(new WaitStep(Seconds.ToTime(values.Delay)));
        }

        if (FirstGiven(values.ExpectPattern, _service?.ExpectPattern) is { } text)
        {
            if (TryCompile(text, out Pattern? pattern, out PatternError? error))
            {
                steps.Add(new ExpectStep(pattern));
            }
            else
            {
                _faults.Add($"--expect-pattern {Excerpt.Of(text)}: {error.Message}");
            }
        }

        if (FirstGiven(values.Quit, _service?.Quit) is { } quit)
        {
            steps.Add(new QuitStep(ByteText.Encode(values.Escape ? EscapeSequences.Unescape(quit) : quit + "\r\n")));
        }

        return steps.ToImmutable();
    }

    private bool TryCompile(string text, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out PatternError? error) =>
        patterns is null ? Pattern.TryParse(text, out pattern, out error) : patterns.TryParse(text, out pattern, out error);

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
            MaxBytes = values.MaxBytes > 0 ? values.MaxBytes : null,
        };
    }

    private static string? FirstGiven(string given, string? ofService) => given.Length > 0 ? given : ofService;
}
