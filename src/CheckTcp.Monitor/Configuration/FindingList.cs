using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Gathers what there is to say about a configuration: all of it, so that it can be mended in one go.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];
    private readonly List<string> _files = [];

    public void Error(string file, int? line, string? key, string message) =>
        Add(new Finding(FindingSeverity.Error, file, line, key, message));

    public void Warning(string file, int? line, string? key, string message) =>
        Add(new Finding(FindingSeverity.Warning, file, line, key, message));

    public void Notice(string file, int? line, string? key, string message) =>
        Add(new Finding(FindingSeverity.Notice, file, line, key, message));

    public void Add(Finding finding)
    {
        _findings.Add(finding);
        if (!_files.Contains(finding.File))
        {
            _files.Add(finding.File);
        }
    }

    /// <summary>By file, in the order in which they were first spoken of, and then by line.</summary>
    public ImmutableArray<Finding> InOrder() =>
        [.. _findings.OrderBy(finding => _files.IndexOf(finding.File)).ThenBy(finding => finding.Line ?? 0)];
}
