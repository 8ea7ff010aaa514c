using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Shards;

/// <summary>What is known of a check while the program runs. Its own lock guards it: a run and a person may come at the same time.</summary>
internal sealed class WatchedCheck(string name)
{
    /// <summary>Guards the rest.</summary>
    public Lock Lock { get; } = new();

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The check as it is configured now; <c>null</c> when it no longer is, and only its open alert is left.</summary>
    public CheckDefinition? Definition { get; private set; }

    /// <summary>When its alerts open and close.</summary>
    public AlertRules Rules { get; private set; } = new();

    /// <summary>What the alert rules remember of it.</summary>
    public AlertState State { get; set; } = AlertState.New;

    /// <summary>What is remembered of its reports.</summary>
    public ReportMark Reported { get; set; } = ReportMark.New;

    /// <summary>What is remembered of the certificates that its servers show.</summary>
    public SeenCertificates Certificates { get; set; } = SeenCertificates.None;

    /// <summary>The latest run since the start of the program.</summary>
    public Report? Last { get; set; }

    /// <summary>The configuration has this to say of the check, or nothing any more.</summary>
    public void Define(CheckDefinition? definition)
    {
        if (Definition is not null && Definition != definition)
        {
            ReportAnew(); // its reports may go to another host now
        }

        if (definition is null || !MaySpeakTls(definition.Program) || MeetsOthers(definition))
        {
            Certificates = SeenCertificates.None;
        }

        Definition = definition;
        if (definition is not null)
        {
            Rules = AlertRules.Of(definition);
        }
    }

    /// <summary>The next run is news, whatever it says.</summary>
    public void ReportAnew() => Reported = Reported with { Healthy = null };

    private bool MeetsOthers(CheckDefinition definition) =>
        Definition is { } before && !ProgramComparer.Instance.Equals(before.Program, definition.Program);

    /// <summary>A request that makes no sense does not tell.</summary>
    private static bool MaySpeakTls(CheckProgram program) => program switch
    {
        TcpProgram { Command: RunCommand { Check: var check } } => check.Tls is not null || check.Steps.Any(step => step is StartTlsStep),
        TcpProgram => true,
        _ => false,
    };
}
