using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration.Toml;

/// <summary>A value of a TOML document.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record TomlNode(int Line)
{
    /// <summary>What it is, for a message that says what it should be instead.</summary>
    public abstract string Kind { get; }
}

internal sealed record TomlText(int Line, string Value) : TomlNode(Line)
{
    /// <summary>Whether it is written over several lines.</summary>
    public bool IsOfSeveralLines { get; init; }

    public override string Kind => "a string";
}

internal sealed record TomlInteger(int Line, long Value) : TomlNode(Line)
{
    public override string Kind => "an integer";
}

internal sealed record TomlFlag(int Line, bool Value) : TomlNode(Line)
{
    public override string Kind => "a boolean";
}

/// <summary>A float or a date: no setting takes them.</summary>
internal sealed record TomlOther(int Line, string What) : TomlNode(Line)
{
    public override string Kind => What;
}

internal sealed record TomlArray(int Line, ImmutableArray<TomlNode> Items) : TomlNode(Line)
{
    public override string Kind => "an array";
}

/// <summary>Tables of one name in double brackets.</summary>
internal sealed record TomlTables(int Line, List<TomlTable> Items) : TomlNode(Line)
{
    public override string Kind => "an array of tables";
}

/// <summary>A table, whether written with a header, in one line or by dotted keys.</summary>
internal sealed record TomlTable(int Line) : TomlNode(Line)
{
    /// <summary>The keys as they are written, in the order of the document.</summary>
    public OrderedDictionary<string, TomlEntry> Entries { get; } = [];

    public override string Kind => "a table";

    /// <summary>This table, and the other's keys over it; tables in both are put together likewise.</summary>
    public TomlTable With(TomlTable other)
    {
        var merged = new TomlTable(Line);
        foreach (TomlEntry entry in Entries.Values.Concat(other.Entries.Values))
        {
            bool both = merged.Entries.GetValueOrDefault(entry.Key)?.Value is TomlTable && entry.Value is TomlTable;
            merged.Entries[entry.Key] = both
                ? entry with { Value = ((TomlTable)merged.Entries[entry.Key].Value).With((TomlTable)entry.Value) }
                : entry;
        }

        return merged;
    }
}

/// <summary>A key with its value.</summary>
/// <param name="Key">As it is written, without quotes.</param>
/// <param name="Line">Where the key stands, from 1.</param>
/// <param name="Value">Its value.</param>
internal sealed record TomlEntry(string Key, int Line, TomlNode Value);
