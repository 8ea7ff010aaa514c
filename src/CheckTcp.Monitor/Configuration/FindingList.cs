using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Gathers what there is to report about a configuration: all of it, so that it can be fixed in one go.</summary>
internal sealed class FindingList
{
    // A message quotes what it is about, which may be a line of megabytes; the fix stands at the end.
    private const int ShownStart = 300;
    private const int ShownEnd = 200;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, int> _files = [];

    /// <summary>How many keep the configuration, or a part of it, from running.</summary>
    public int Errors { get; private set; }

    public void Error(string file, int? line, string? key, string message) =>
        Add(new Finding(FindingSeverity.Error, file, line, key, message));

    public void Warning(string file, int? line, string? key, string message) =>
        Add(new Finding(FindingSeverity.Warning, file, line, key, message));

    public void Notice(string file, int? line, string? key, string message) =>
        Add(new Finding(FindingSeverity.Notice, file, line, key, message));

    public void Add(Finding finding)
    {
        Begin(finding.File);
        Errors += finding.Severity == FindingSeverity.Error ? 1 : 0;
        _findings.Add(finding with { Message = Shortened(finding.Message), Key = finding.Key is { } key ? Shortened(key) : null });
    }

    /// <summary>A file is about to be read.</summary>
    public void Begin(string file) => _files.TryAdd(file, _files.Count);

    /// <summary>By file, in the order in which they were read, and then by line.</summary>
    public ImmutableArray<Finding> InOrder() =>
        [.. _findings.OrderBy(finding => _files[finding.File]).ThenBy(finding => finding.Line ?? 0)];

    private static string Shortened(string text) =>
        text.Length <= ShownStart + ShownEnd ? text : $"{text.AsSpan(0, ShownStart)}...{text.AsSpan(text.Length - ShownEnd)}";
}
