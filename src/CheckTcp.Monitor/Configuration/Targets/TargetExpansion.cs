using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Programs;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Makes checks of a table: one, or one for each target.</summary>
/// <param name="lists">Where the targets come from.</param>
/// <param name="pool">Holds what checks have in common.</param>
/// <param name="files">Reads the files that options name.</param>
/// <param name="findings">Gets what is wrong.</param>
internal sealed class TargetExpansion(TargetLists lists, LoadPool pool, OptionFiles files, FindingList findings)
{
    /// <summary>The most checks of a configuration, at some 0.5 KB each.</summary>
    public const int MaxChecks = 1_000_000;

    /// <summary>The most characters that the texts of a configuration may grow to when targets are put into them.</summary>
    public const long MaxFilledCharacters = 256L * 1024 * 1024;

    // Enough to see what is wrong with a list; a hundred thousand lines of it help nobody.
    private const int MostFaults = 10;

    private ImmutableSortedDictionary<string, string>? _latestGroup;
    private long _filled;
    private int _checks;
    private ImmutableSortedDictionary<string, string> _latestLabels = ImmutableSortedDictionary<string, string>.Empty;

    public IEnumerable<CheckDefinition> Expand(CheckSource check)
    {
        _latestGroup = null;
        var programs = new ProgramTemplate(check, pool, files);
        var actions = new ActionText(check);
        List<CheckDefinition> checks = check.HasTargets ? [.. OfTargets(check, programs, actions)] : [Only(check, programs, actions)];
        programs.ReportFaults();
        actions.ReportFaults();
        return checks;
    }

    private static CheckDefinition Only(CheckSource check, ProgramTemplate programs, ActionText actions)
    {
        ProgramTemplate.Made made = programs.Make(null);
        return check.Template with
        {
            Program = made.Program,
            TargetHost = made.TargetHost,
            Action = actions.For(check.Name, null, check.Template.Labels),
        };
    }

    private IEnumerable<CheckDefinition> OfTargets(CheckSource check, ProgramTemplate programs, ActionText actions)
    {
        int errors = findings.Errors;
        List<(TargetAddress Address, ListedTarget Listed)> targets = ValidTargets(check, out int listedTargets);
        if (listedTargets == 0 && findings.Errors == errors)
        {
            check.Section.Add(FindingSeverity.Warning, "has no targets, so that nothing is checked; add some, or remove it", isPartial: true);
        }
        else if (listedTargets > 0 && !programs.HasPlaceholder)
        {
            check.Section.Add(FindingSeverity.Warning,
                "its command holds none of {target}, {host} and {port}, so that all its checks are the same; put them in, or remove the targets");
        }

        if (FaultOfSize(check, targets) is { } fault)
        {
            check.Section.Add(FindingSeverity.Error, fault, isPartial: true);
            yield break;
        }

        foreach ((TargetAddress address, ListedTarget listed) in targets)
        {
            ProgramTemplate.Made made = programs.Make(address);
            string name = $"{check.Name}/{address.Text}";
            ImmutableSortedDictionary<string, string> labels = LabelsOf(check, listed.Labels);
            yield return check.Template with
            {
                Name = name,
                Table = check.Name,
                Program = made.Program,
                TargetHost = made.TargetHost,
                Memo = check.Template.Memo is { } memo ? TargetText.Fill(memo, address) : null,
                Labels = labels,
                Action = actions.For(name, address, labels),
            };
        }
    }

    /// <summary>A list may be long, and a command, too: what comes of both is bounded before it is built.</summary>
    private string? FaultOfSize(CheckSource check, List<(TargetAddress Address, ListedTarget Listed)> targets)
    {
        _checks += targets.Count;
        _filled += targets.Count * check.Texts.Where(TargetText.HasPlaceholder).Sum(text => (long)text.Length);
        return _checks > MaxChecks
            ? $"its {targets.Count} targets bring the configuration to more than {MaxChecks} checks; run several check-tcpd, each with a part"
            : _filled > MaxFilledCharacters
            ? $"its command, env and memo for {targets.Count} targets bring the configuration to more than {MaxFilledCharacters} characters; shorten them"
            : null;
    }

    /// <summary>Every target once: with two checks of one name nobody could tell their alerts apart.</summary>
    private List<(TargetAddress Address, ListedTarget Listed)> ValidTargets(CheckSource check, out int listedTargets)
    {
        string key = check.Section.Path;
        var seen = new Dictionary<string, ListedTarget>(StringComparer.OrdinalIgnoreCase);
        var valid = new List<(TargetAddress, ListedTarget)>();
        var faults = new Dictionary<FindingSeverity, int>();
        listedTargets = 0;
        foreach (ListedTarget listed in lists.Of(check))
        {
            listedTargets++;
            if (TargetAddress.Read(listed.Text, out TargetAddress address) is { } fault)
            {
                Report(FindingSeverity.Error, listed, fault);
            }
            else if (!seen.TryAdd(address.Text, listed))
            {
                ListedTarget first = seen[address.Text];
                Report(FindingSeverity.Warning, listed,
                    $"\"{address.Text}\" stands in {first.File}:{first.Line} already, and is checked once; remove one of them");
            }
            else
            {
                valid.Add((address, listed));
            }
        }

        foreach ((FindingSeverity severity, int count) in faults.Where(fault => fault.Value > MostFaults))
        {
            check.Section.Add(severity, $"{count - MostFaults} more of its targets have such errors; fix those that are named first", isPartial: severity == FindingSeverity.Error);
        }

        return valid;

        void Report(FindingSeverity severity, ListedTarget listed, string message)
        {
            int count = faults[severity] = faults.GetValueOrDefault(severity) + 1;
            if (count <= MostFaults)
            {
                findings.Add(new Finding(severity, listed.File, listed.Line, key, message) { IsPartial = severity == FindingSeverity.Error });
            }
        }
    }

    /// <summary>A target's own labels win. Its group comes as one object, so that targets of a group go on sharing theirs.</summary>
    private ImmutableSortedDictionary<string, string> LabelsOf(CheckSource check, ImmutableSortedDictionary<string, string> ofGroup)
    {
        if (ofGroup != _latestGroup)
        {
            _latestGroup = ofGroup;
            _latestLabels = ofGroup.IsEmpty
                ? check.Template.Labels
                : check.Template.Labels.SetItems(ofGroup.Select(label => KeyValuePair.Create(pool.Share(label.Key), pool.Share(label.Value))));
        }

        return _latestLabels;
    }
}
