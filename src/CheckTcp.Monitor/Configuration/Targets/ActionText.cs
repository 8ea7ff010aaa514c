using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Makes the action of each check of a table: <c>{name}</c>, <c>{target}</c>, <c>{host}</c>, <c>{port}</c> and
/// <c>{labels.NAME}</c> are replaced in its command and in the values of its <c>env</c>.</summary>
/// <remarks>Only where the table has targets or labels, keys that the agent does not have: a command of the agent's stays as it is. After a
/// <c>$</c> they stand for a variable of the shell. What is put in is not looked through again.</remarks>
internal sealed partial class ActionText
{
    private readonly CheckSource _check;
    private readonly bool _fills;
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    public ActionText(CheckSource check)
    {
        _check = check;
        _fills = check.Template.Action is { } action
            && (check.HasTargets || !check.Template.Labels.IsEmpty)
            && action.Program.Arguments.Concat(action.Program.Environment.Values).Any(text => Placeholder().IsMatch(text));
    }

    /// <param name="name">The name of the check.</param>
    /// <param name="target">Its target; <c>null</c> for none.</param>
    /// <param name="labels">Its labels, those of its target among them.</param>
    public CheckAction? For(string name, TargetAddress? target, ImmutableSortedDictionary<string, string> labels)
    {
        if (!_fills)
        {
            return _check.Template.Action;
        }

        CheckAction action = _check.Template.Action!;
        return action with
        {
            Program = action.Program with
            {
                Arguments = [.. action.Program.Arguments.Select(Fill)],
                Environment = action.Program.Environment.ToImmutableDictionary(variable => variable.Key, variable => Fill(variable.Value)),
            },
        };

        string Fill(string text) => Placeholder().Replace(text, match => match.Value switch
        {
            "{name}" => name,
            "{target}" when target is { } its => its.Text,
            "{host}" when target is { } its => its.Host,
            "{port}" when target is { } its => its.Port,
            _ when match.Groups["label"] is { Success: true, Value: var label } => LabelOf(label),
            _ => match.Value,
        });

        string LabelOf(string label)
        {
            if (labels.TryGetValue(label, out string? value))
            {
                _found.Add(label);
                return value;
            }

            _unknown.Add(label);
            return "";
        }
    }

    /// <summary>Tells of labels that no check of the table has, and of labels that a shell would read as part of its command.</summary>
    public void ReportFaults()
    {
        if (!_fills || _check.Section.Table("action") is not { } action || action.Find("command") is not { } command)
        {
            return;
        }

        if (_check.Template.Action!.Program.Arguments is [_, "-c", var line, ..] && LabelPlaceholder().IsMatch(line))
        {
            action.Error(command,
                "a shell would run what a label holds; put the label into env, or write the command as an array without a shell");
        }

        foreach (string label in _unknown.Where(label => !_found.Contains(label)).Order(StringComparer.Ordinal))
        {
            action.Warning(command, $"{{labels.{label}}} is empty, since none of its checks has a label {label}; correct the name, or add the label");
        }
    }

    [GeneratedRegex(@"(?<!\$)\{(?:name|target|host|port|labels\.(?<label>[^{}]+))\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<!\$)\{labels\.[^{}]+\}")]
    private static partial Regex LabelPlaceholder();
}
