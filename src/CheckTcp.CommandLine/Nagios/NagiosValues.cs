using CheckTcp.CommandLine.Building;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>What the options of the plugin in C said, on top of what the program's name stands for.</summary>
internal sealed class NagiosValues(NagiosService service)
{
    private readonly List<string> _expect = [];

    /// <summary>As given, a path of a Unix socket if it begins with a slash; <c>null</c> for this machine.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = service.Port;

    public AddressFamilies Families { get; set; }

    public bool Tls { get; set; } = service.Tls;

    /// <summary>The name that the server is told, or <c>null</c> for the host's.</summary>
    public string? ServerName { get; set; }

    /// <summary>The certificate's whole days left that are too few, for WARNING; <c>null</c> when it is not watched.</summary>
    public int? WarningDays { get; set; }

    /// <summary>The same for CRITICAL.</summary>
    public int CriticalDays { get; set; }

    /// <summary>Whether the send and quit strings after this option are unescaped.</summary>
    public bool Escape { get; set; }

    public string? Send { get; set; } = service.Send;

    public string? Quit { get; set; } = service.Quit;

    /// <summary>Whether the send string was given without <see cref="Escape"/> and holds an escape.</summary>
    public bool SendsEscapes { get; set; }

    /// <summary>The same of the quit string.</summary>
    public bool QuitsWithEscapes { get; set; }

    /// <summary>What the answer must hold; of the defaults, what it must begin with.</summary>
    public IReadOnlyList<string> Expect => ExpectAnywhere ? _expect : service.Expect;

    public bool ExpectAnywhere => _expect.Count > 0;

    public bool ExpectAll { get; set; }

    public int? MaxBytes { get; set; }

    public int Delay { get; set; }

    public int Timeout { get; set; } = (int)Limits.Default.Timeout.TotalSeconds;

    public double? Warning { get; set; }

    public double? Critical { get; set; }

    public Status Refused { get; set; } = Status.Critical;

    public Status Mismatch { get; set; } = Status.Warning;

    public bool Jail { get; set; } = service.Jail;

    public int Verbosity { get; set; }

    /// <summary>What was given, as an error quotes it.</summary>
    public static string Quote(string given) => Excerpt.Of(Hide(given));

    /// <summary>What was given, with asterisks where a secret of the environment is: there is no option for them.</summary>
    public static string Hide(string given) => SecretsBuilder.Build([]).Mask(given);

    public void AddExpect(string text) => _expect.Add(text);
}
