using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Configuration.Toml;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>A table of the configuration: takes keys without regard to case, tells what is of the wrong kind, and in the end which keys
/// nobody asked for.</summary>
/// <param name="table">The table.</param>
/// <param name="file">Where it stands.</param>
/// <param name="path">Its name, empty for the whole file.</param>
/// <param name="findings">Is told what is wrong.</param>
internal sealed class Section(TomlTable table, SourceFile file, string path, FindingList findings)
{
    private readonly Dictionary<string, TomlEntry?> _found = [];
    private readonly HashSet<string> _taken = [];

    public SourceFile File => file;

    public int Line => table.Line;

    public string Path => path;

    /// <summary>All keys, for tables whose keys are names.</summary>
    public IEnumerable<TomlEntry> Entries => table.Entries.Values;

    /// <summary>The entry of a key in any case; <c>null</c> when there is none.</summary>
    public TomlEntry? Find(string key)
    {
        if (_found.TryGetValue(key, out TomlEntry? found))
        {
            return found;
        }

        foreach (TomlEntry entry in table.Entries.Values.Where(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            _taken.Add(entry.Key);
            found = found is null ? entry : Merge(found, entry);
        }

        _found.Add(key, found);
        return found;
    }

    public string? Text(string key) => Find(key) is { } entry ? Take<TomlText>(entry, "a string in quotes")?.Value : null;

    public bool? Flag(string key) => Find(key) is { } entry ? Take<TomlFlag>(entry, "true or false")?.Value : null;

    /// <summary>An integer within a range.</summary>
    public long? Integer(string key, long least, long most)
    {
        if (Find(key) is not { } entry || Take<TomlInteger>(entry, "an integer") is not { } integer)
        {
            return null;
        }

        if (integer.Value < least || integer.Value > most)
        {
            Error(entry, $"{integer.Value} is out of range; give {least} to {most}");
            return null;
        }

        return integer.Value;
    }

    public Section? Table(string key) =>
        Find(key) is { } entry && Take<TomlTable>(entry, $"a table, such as [{KeyPath.Join(path, entry.Key)}]") is { } inner
            ? Inner(entry, inner)
            : null;

    /// <summary>An array of strings.</summary>
    public ImmutableArray<TomlText>? Texts(string key, string example) =>
        Find(key) is { } entry ? TextsOf(entry, example) : null;

    /// <summary>An array of strings, or one string alone.</summary>
    public ImmutableArray<TomlText>? TextOrTexts(string key, string example)
    {
        TomlEntry? entry = Find(key);
        return entry?.Value is TomlText text ? [text] : entry is null ? null : TextsOf(entry, example);
    }

    /// <summary>A table that stands in this one.</summary>
    public Section Inner(TomlEntry entry, TomlTable inner) => new(inner, file, KeyPath.Join(path, entry.Key), findings);

    /// <summary>The value, if it is of this kind; otherwise an error says what it should be.</summary>
    public T? Take<T>(TomlEntry entry, string wanted)
        where T : TomlNode
    {
        if (entry.Value is T value)
        {
            return value;
        }

        Error(entry, $"is {entry.Value.Kind}; write {wanted}");
        return null;
    }

    public void Error(TomlEntry entry, string message) =>
        findings.Error(file.Path, entry.Line, KeyPath.Join(path, entry.Key), message);

    public void Warning(TomlEntry entry, string message) =>
        findings.Warning(file.Path, entry.Line, KeyPath.Join(path, entry.Key), message);

    public void Notice(TomlEntry entry, string message) =>
        findings.Notice(file.Path, entry.Line, KeyPath.Join(path, entry.Key), message);

    /// <summary>An error of this entry alone: the rest of the configuration can run.</summary>
    public void PartialError(TomlEntry entry, string message) => findings.Add(PlaceOf(entry) with { Message = message, IsPartial = true });

    /// <summary>Where an entry stands, as a finding that still has to get its severity and message.</summary>
    public Finding PlaceOf(TomlEntry entry) => new(FindingSeverity.Error, file.Path, entry.Line, KeyPath.Join(path, entry.Key), "");

    /// <summary>Something about the whole table.</summary>
    public void Add(FindingSeverity severity, string message, bool isPartial = false) =>
        findings.Add(new Finding(severity, file.Path, table.Line, path.Length == 0 ? null : path, message) { IsPartial = isPartial });

    /// <summary>Warns of every key that was not asked for: call it when all have been.</summary>
    /// <param name="mend">What to do about one that is like no key.</param>
    public void ReportUnknown(string mend = "remove it, or look for its table")
    {
        foreach (TomlEntry entry in table.Entries.Values.Where(entry => !_taken.Contains(entry.Key)))
        {
            string likely = EditDistance.Nearest(entry.Key, _found.Keys) is { } key ? $"did you mean {key}?" : mend;
            string full = KeyPath.Join(path, entry.Key);
            findings.Add(new Finding(FindingSeverity.Warning, file.Path, entry.Line, full, $"is an unknown key; {likely}")
            {
                IsUnknownKey = true,
            });
        }
    }

    /// <summary>Takes a key as dealt with, which is known by no name.</summary>
    public void Accept(TomlEntry entry) => _taken.Add(entry.Key);

    /// <summary>The agent decodes such keys one after the other in an order left to chance.</summary>
    private TomlEntry Merge(TomlEntry earlier, TomlEntry later)
    {
        Warning(later,
            $"is {earlier.Key} of line {earlier.Line} in other letters; write both alike: which one counts in mackerel-agent is chance");
        return earlier.Value is TomlTable left && later.Value is TomlTable right ? earlier with { Value = left.With(right) } : later;
    }

    private ImmutableArray<TomlText>? TextsOf(TomlEntry entry, string example)
    {
        if (Take<TomlArray>(entry, $"an array of strings, such as {example}") is not { } array)
        {
            return null;
        }

        if (array.Items.FirstOrDefault(item => item is not TomlText) is { } stray)
        {
            string full = KeyPath.Join(path, entry.Key);
            findings.Error(file.Path, stray.Line, full, $"holds {stray.Kind}; write strings only, such as {example}");
            return null;
        }

        return [.. array.Items.Cast<TomlText>()];
    }
}
