using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Reads the first document of a file of YAML.</summary>
/// <remarks>Anchors, aliases and <c>&lt;&lt;</c> mean what they mean to the exporter. What a file expands to is bounded: nesting costs the scanner
/// time that grows with its square, and a few aliases of a long text, or of aliases, stand for more than fits into memory.</remarks>
internal sealed class YamlReader
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 100_000;

    /// <summary>The most characters of all texts, each counted as often as an alias repeats it: what is made of a step copies them.</summary>
    internal const int MaxCharacters = 4 * DialogueFile.MaxBytes;

    private const string MergeKey = "<<";

    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, (YamlNode Node, int Count, long Characters)> _anchors = [];
    private int _count;
    private long _characters;

    private YamlReader(string text) => _parser = new Parser(new StringReader(text));

    private int Line => (int)(_parser.Current?.Start.Line ?? 1);

    /// <returns><c>null</c> when there is none.</returns>
    /// <exception cref="DialogueFileException">It is no YAML, or too much.</exception>
    public static YamlNode? Read(string text)
    {
        var reader = new YamlReader(text);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            throw new DialogueFileException(e.Start.Line, $"no YAML: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Some mistakes are bugs to the scanner: brackets that run into the next key, a key without a text (YamlDotNet 18.1).
            throw new DialogueFileException(reader.Line, $"no YAML from here on; look at indentation, colons, quotes and brackets: {e.Message}");
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        YamlNode root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new DialogueFileException(Line, $"nested more than {MaxDepth} deep");
        }

        (int before, long charactersBefore) = (_count, _characters);
        Count(1, 0);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            (YamlNode Node, int Count, long Characters) meant = _anchors.TryGetValue(alias.Value, out var found)
                ? found
                : throw new DialogueFileException((int)alias.Start.Line, $"there is no &{alias.Value} before it");
            Count(meant.Count, meant.Characters);
            return meant.Node;
        }

        NodeEvent start = _parser.Require<NodeEvent>();
        YamlNode node = start switch
        {
            SequenceStart => ReadList(depth),
            MappingStart => ReadMapping(depth),
            _ => ReadText(),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = (node, _count - before, _characters - charactersBefore);
        }

        return node;
    }

    private YamlText ReadText()
    {
        Scalar scalar = _parser.Consume<Scalar>();
        Count(0, scalar.Value.Length);
        bool isNull = scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL", Tag.IsEmpty: true };
        return new YamlText((int)scalar.Start.Line, isNull ? null : scalar.Value, !scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:binary");
    }

    private YamlList ReadList(int depth)
    {
        SequenceStart start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlList((int)start.Start.Line, items);
    }

    private YamlMapping ReadMapping(int depth)
    {
        MappingStart start = _parser.Consume<MappingStart>();
        var entries = new Dictionary<string, (int Line, YamlNode Value)>();
        var merged = new List<YamlMapping>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = _parser.TryConsume<Scalar>(out var text) ? text : throw new DialogueFileException(Line, "a key is a text");
            YamlNode value = ReadNode(depth + 1);
            if (key is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                merged.AddRange(Mappings(value));
            }
            else if (!entries.TryAdd(key.Value, ((int)key.Start.Line, value)))
            {
                throw new DialogueFileException(key.Start.Line, $"{key.Value} is there twice");
            }
        }

        foreach ((string key, (int Line, YamlNode Value) entry) in merged.SelectMany(mapping => mapping.Entries))
        {
            entries.TryAdd(key, entry); // what the mapping says itself wins, and of several that are merged the first
        }

        return new YamlMapping((int)start.Start.Line, entries);
    }

    private static IEnumerable<YamlMapping> Mappings(YamlNode merged) => merged switch
    {
        YamlMapping mapping => [mapping],
        YamlList list when list.Items.All(item => item is YamlMapping) => list.Items.Cast<YamlMapping>(),
        _ => throw new DialogueFileException(merged.Line, $"{MergeKey} takes a mapping, or a list of them"),
    };

    private void Count(int nodes, long characters)
    {
        _count += nodes;
        _characters += characters;
        if (_count > MaxNodes)
        {
            throw new DialogueFileException(Line, $"more than {MaxNodes} texts, lists and mappings, aliases included; write a shorter file");
        }

        if (_characters > MaxCharacters)
        {
            throw new DialogueFileException(Line, $"more than {MaxCharacters} characters of text, aliases included; write a shorter file");
        }
    }
}
