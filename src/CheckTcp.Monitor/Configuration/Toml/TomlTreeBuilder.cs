using Tomlyn.Syntax;

namespace CheckTcp.Monitor.Configuration.Toml;

/// <summary>Makes a tree of tables of a document that has been found valid.</summary>
internal static class TomlTreeBuilder
{
    public static TomlTable Build(DocumentSyntax document)
    {
        var root = new TomlTable(1);
        AddAll(root, document.KeyValues);
        foreach (TableSyntaxBase header in document.Tables)
        {
            (TomlTable parent, string key, int line) = Descend(root, header.Name!);
            AddAll(header is TableArraySyntax ? AppendTable(parent, key, line) : TableAt(parent, key, line), header.Items);
        }

        return root;
    }

    private static void AddAll(TomlTable table, SyntaxList<KeyValueSyntax> pairs)
    {
        foreach (KeyValueSyntax pair in pairs)
        {
            Add(table, pair);
        }
    }

    private static void Add(TomlTable table, KeyValueSyntax pair)
    {
        (TomlTable parent, string key, int line) = Descend(table, pair.Key!);
        parent.Entries[key] = new TomlEntry(key, line, ValueOf(pair.Value!));
    }

    private static TomlNode ValueOf(ValueSyntax value)
    {
        int line = LineOf(value);
        return value switch
        {
            StringValueSyntax text => new TomlText(line, text.Value ?? "") { IsOfSeveralLines = text.Span.End.Line > text.Span.Start.Line },
            IntegerValueSyntax integer => new TomlInteger(line, integer.Value),
            BooleanValueSyntax flag => new TomlFlag(line, flag.Value),
            FloatValueSyntax => new TomlOther(line, "a float"),
            ArraySyntax array => new TomlArray(line, [.. array.Items.Select(item => ValueOf(item.Value!))]),
            InlineTableSyntax inline => InlineTable(inline, line),
            _ => new TomlOther(line, "a date or time"),
        };
    }

    private static TomlTable InlineTable(InlineTableSyntax inline, int line)
    {
        var table = new TomlTable(line);
        foreach (InlineTableItemSyntax item in inline.Items)
        {
            Add(table, item.KeyValue!);
        }

        return table;
    }

    /// <summary>The table that a dotted key is about, and the key's last part.</summary>
    private static (TomlTable Parent, string Key, int Line) Descend(TomlTable table, KeySyntax name)
    {
        int line = LineOf(name);
        string key = PartOf(name.Key!);
        foreach (DottedKeyItemSyntax next in name.DotKeys)
        {
            table = TableAt(table, key, line);
            key = PartOf(next.Key!);
        }

        return (table, key, line);
    }

    /// <summary>The table of this key, made if need be; of tables in double brackets the last.</summary>
    private static TomlTable TableAt(TomlTable parent, string key, int line)
    {
        switch (parent.Entries.GetValueOrDefault(key)?.Value)
        {
            case TomlTable table:
                return table;
            case TomlTables { Items: [.., var last] }:
                return last;
            default:
                var made = new TomlTable(line);
                parent.Entries[key] = new TomlEntry(key, line, made);
                return made;
        }
    }

    private static TomlTable AppendTable(TomlTable parent, string key, int line)
    {
        if (parent.Entries.GetValueOrDefault(key)?.Value is not TomlTables tables)
        {
            tables = new TomlTables(line, []);
            parent.Entries[key] = new TomlEntry(key, line, tables);
        }

        var table = new TomlTable(line);
        tables.Items.Add(table);
        return table;
    }

    private static string PartOf(BareKeyOrStringValueSyntax part) =>
        part is StringValueSyntax quoted ? quoted.Value ?? "" : ((BareKeySyntax)part).Key?.Text ?? "";

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;
}
