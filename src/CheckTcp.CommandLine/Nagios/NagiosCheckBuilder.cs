using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using CheckTcp.CommandLine.Building;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>Makes a check of what the options of the plugin in C said.</summary>
internal sealed class NagiosCheckBuilder(string word, NagiosValues values)
{
    /// <summary>The plugin in C reads in pieces of so many bytes, and judges the answer by pieces.</summary>
    private const int Piece = 1024;

    /// <summary>After so much silence it judges what has come.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    /// <summary>What makes no sense, or <c>null</c>.</summary>
    public string? Fault { get; private set; }

    /// <summary>What is reported of a host that cannot have an address.</summary>
    public string ImpossibleHost => $"Invalid hostname, address or socket: {Display.Escape(NagiosValues.Hide(values.Host ?? ""))}";

    /// <returns><c>null</c> when there is a <see cref="Fault"/>, or else an <see cref="ImpossibleHost"/>.</returns>
    public TcpCheck? Build()
    {
        Target? target = BuildTarget();
        ImmutableArray<Step> steps = BuildSteps();
        return target is null || Fault is not null ? null : new TcpCheck
        {
            Name = word,
            Target = target,
            Tls = values.Tls ? TlsSettings.Unverified with { ServerName = values.ServerName } : null,
            Steps = steps,
            Thresholds = BuildThresholds(),
            Limits = new Limits
            {
                Timeout = TimeSpan.FromSeconds(Math.Min(values.Timeout, Limits.MaxTimeout.TotalSeconds)),
                MaxBytes = (values.MaxBytes + (long)Piece - 1) / Piece * Piece,
            },
            RefusedStatus = values.Refused,
            MismatchStatus = values.Mismatch,
            HideResponse = values.Jail,
            Secrets = SecretsBuilder.Build([]),
        };
    }

    private Target? BuildTarget()
    {
        if (values.Host is ['/', ..] path)
        {
            Fault = Target.FitsSocketAddress(path) ? null : "Supplied path too long unix domain socket";
            return Fault is null ? Target.UnixSocket(path) : null;
        }

        if (values.Host is { } host && (host.Length == 0 || HostName.IsImpossible(host) || IsOfOtherFamily(host)))
        {
            return null;
        }

        Fault = values.Port == 0 ? "There is no port to connect to; give it with -p" : null;
        return Fault is null ? Target.Tcp(values.Host, values.Port) with { Families = values.Families } : null;
    }

    private bool IsOfOtherFamily(string host) => HostName.TryParseAddress(host, out IPAddress? address) && values.Families switch
    {
        AddressFamilies.IPv4 => address.AddressFamily != AddressFamily.InterNetwork,
        AddressFamilies.IPv6 => address.AddressFamily != AddressFamily.InterNetworkV6,
        _ => false,
    };

    private ImmutableArray<Step> BuildSteps()
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (values.Send is { Length: > 0 } send)
        {
            steps.Add(new SendStep(ByteText.Encode(send)));
        }

        if (values.Delay > Limits.MaxWait.TotalSeconds)
        {
            Fault ??= $"Delay must be at most {Limits.MaxWait.TotalSeconds:R} seconds";
        }
        else if (values.Delay > 0)
        {
            steps.Add(new WaitStep(TimeSpan.FromSeconds(values.Delay)));
        }

        if (values.Expect.Count > 0 && BuildExpect() is { } expect)
        {
            steps.Add(expect);
        }

        if (values.Quit is { Length: > 0 } quit)
        {
            steps.Add(new QuitStep(ByteText.Encode(quit)) { AlsoAfterWrongAnswer = true });
        }

        return steps.ToImmutable();
    }

    /// <summary>One of the texts is enough, or all must be there.</summary>
    private ExpectStep? BuildExpect()
    {
        var patterns = ImmutableArray.CreateBuilder<Pattern>(values.Expect.Count);
        foreach (string text in values.Expect)
        {
            if (!Pattern.TryParse((values.ExpectAnywhere ? "" : @"\A") + LiteralPattern.Of(text), out Pattern? pattern, out PatternError? error))
            {
                Fault ??= $"Expect string {NagiosValues.Quote(text)}: {error.Message}";
                return null;
            }

            patterns.Add(pattern);
        }

        ImmutableArray<Pattern> others = patterns.ToImmutable().RemoveAt(0);
        return values.ExpectAll
            ? new ExpectStep(patterns[0]) { Requirements = others, QuietAfter = Quiet }
            : new ExpectStep(patterns[0]) { Alternatives = others, QuietAfter = Quiet };
    }

    private Thresholds BuildThresholds()
    {
        var thresholds = new Thresholds { Warning = Threshold(values.Warning), Critical = Threshold(values.Critical) };
        return values.WarningDays is not { } days ? thresholds : thresholds with
        {
            ServerCertificateOnly = true,
            CertificateWarning = OneDayMoreThan(days),
            CertificateCritical = OneDayMoreThan(Math.Min(days, values.CriticalDays)), // enough for the first is enough
        };
    }

    /// <summary>There, exactly so many whole days are too few already.</summary>
    private static TimeSpan OneDayMoreThan(int days) => TimeSpan.FromDays(Math.Min(days + 1L, TimeSpan.MaxValue.Days));

    /// <summary>Zero and less are over at once there, and so is the smallest time there is.</summary>
    private static TimeSpan? Threshold(double? seconds) => seconds switch
    {
        null => null,
        <= 0 => TimeSpan.FromTicks(1),
        var given => Seconds.ToThreshold(given.Value),
    };
}
