using CheckTcp.CommandLine.Building;
using CheckTcp.CommandLine.Formats;

namespace CheckTcp.CommandLine.Options;

/// <summary>What the options said, each the last time that it was given; not yet judged.</summary>
internal sealed class OptionValues
{
    /// <summary>Options that refuse an empty value and were given one, by their long names.</summary>
    public List<string> LeftEmpty { get; } = [];

    public string Service { get; set; } = "";

    public string Host { get; set; } = "";

    public long Port { get; set; }

    public string Send { get; set; } = "";

    public string ExpectPattern { get; set; } = "";

    /// <summary><c>--or-expect</c>, in their order.</summary>
    public List<string> AlternativePatterns { get; } = [];

    /// <summary><c>--and-expect</c>, in their order.</summary>
    public List<string> RequiredPatterns { get; } = [];

    /// <summary><c>--reject</c>, in their order.</summary>
    public List<string> RejectedPatterns { get; } = [];

    /// <summary><c>--step</c>, in their order.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>For the first of <see cref="Steps"/>, those of <c>--dialogue</c>, the lines of the file.</summary>
    public List<int> LinesOfSteps { get; } = [];

    public string DialogueFile { get; set; } = "";

    public string DialogueModule { get; set; } = "";

    public string Quit { get; set; } = "";

    public string StartTls { get; set; } = "";

    public bool Tls { get; set; }

    public string SocketPath { get; set; } = "";

    public bool SkipCertificateCheck { get; set; }

    public DayList? CertificateDays { get; set; }

    public string ServerName { get; set; } = "";

    public string CaFile { get; set; } = "";

    public string ClientCertificate { get; set; } = "";

    public string ClientKey { get; set; } = "";

    public string KeyPasswordFile { get; set; } = "";

    public string TlsMin { get; set; } = "";

    public string TlsMax { get; set; } = "";

    public bool TlsLegacy { get; set; }

    public string Alpn { get; set; } = "";

    /// <summary>All that were given.</summary>
    public List<string> Pins { get; } = [];

    public string OcspStaple { get; set; } = "";

    public string ExpectedAlert { get; set; } = "";

    public StatusMap StatusMap { get; set; } = StatusMap.Unchanged;

    /// <summary>The last <c>--status-as</c>, if it cannot be read.</summary>
    public string? BadStatusMap { get; set; }

    public double Timeout { get; set; } = Limits.Default.Timeout.TotalSeconds;

    public long MaxBytes { get; set; }

    public double Delay { get; set; }

    public ThresholdList Warning { get; set; }

    public ThresholdList Critical { get; set; }

    public bool Escape { get; set; }

    public bool ErrorIsWarning { get; set; }

    public bool ExpectClosed { get; set; }

    public AddressFamilies Families { get; set; }

    public string Source { get; set; } = "";

    public string AllAddresses { get; set; } = "";

    public string Proxy { get; set; } = "";

    public string ProxyProtocol { get; set; } = "";

    public string ClosedBy { get; set; } = "";

    public long? Retries { get; set; }

    public double? RetryDelay { get; set; }

    public Status? RefusedStatus { get; set; }

    public Status? MismatchStatus { get; set; }

    public bool HideResponse { get; set; }

    public ReportFormat Format { get; set; }

    public bool PerformanceData { get; set; }

    public int Verbosity { get; set; }

    public bool Transcript { get; set; }

    /// <summary><c>--secret</c>, each time that it was given.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>What was given, as an error quotes it: hidden before it is cut, for of half a secret nobody knows that it is one. Only what comes
    /// from outside is hidden; a short secret that was masked in our own words, too, could be read from them.</summary>
    public string Quote(string given) => Excerpt.Of(Hide(given));

    /// <summary>What was given, with asterisks where a secret is.</summary>
    public string Hide(string given) => SecretsBuilder.Build(Secrets).Mask(given);
}
