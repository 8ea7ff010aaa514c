namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>A mapping whose keys are known beforehand; what is not asked for is a mistake, as it is to the exporter.</summary>
internal sealed class YamlSection(YamlMapping node)
{
    private readonly HashSet<string> _read = [];

    public IEnumerable<string> Keys => node.Entries.Keys;

    public YamlSection? Section(string key) => Find(key) switch
    {
        null => null,
        YamlMapping mapping => new YamlSection(mapping),
        var other => throw Fault(other.Line, $"{key} is a mapping"),
    };

    public IEnumerable<YamlSection> List(string key) => Find(key) switch
    {
        null => [],
        YamlList list => [.. list.Items.Select(item => item is YamlMapping mapping ? new YamlSection(mapping) : throw Fault(item.Line, $"{key} is a list of mappings"))],
        var other => throw Fault(other.Line, $"{key} is a list"),
    };

    /// <summary>A text, or the bytes of one that is tagged <c>!!binary</c>.</summary>
    public string? Text(string key)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        if (found is not YamlText { Value: { } value } text)
        {
            throw Fault(found.Line, $"{key} is a text");
        }

        if (!text.IsBinary)
        {
            return value;
        }

        byte[] bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out int length)
            ? ByteText.Decode(bytes.AsSpan(0, length))
            : throw Fault(text.Line, $"{key} is no base64");
    }

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "true" or "True" or "TRUE" or "yes" or "on" => true,
        "false" or "False" or "FALSE" or "no" or "off" => false,
        _ => throw Fault(key, $"{key} is true or false"),
    };

    /// <summary>Passes over keys whose meaning is nothing to a check.</summary>
    public void PassOver(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            _read.Add(key);
        }
    }

    /// <summary>To be called when everything that means something has been asked for.</summary>
    /// <exception cref="DialogueFileException">There is more.</exception>
    public void EndOfKeys()
    {
        foreach ((string key, (int line, YamlNode _)) in node.Entries)
        {
            if (!_read.Contains(key))
            {
                throw Fault(line, $"{key} means nothing here, or nothing that a check can do");
            }
        }
    }

    /// <summary>The line of what stands below a key, or of the mapping where the key is not there.</summary>
    public int LineOf(string key) => node.Entries.TryGetValue(key, out var entry) ? entry.Value.Line : node.Line;

    public DialogueFileException Fault(string key, string message) => Fault(LineOf(key), message);

    private static DialogueFileException Fault(int line, string message) => new(line, message);

    /// <summary>What stands below a key; <c>null</c> where nothing does.</summary>
    private YamlNode? Find(string key)
    {
        _read.Add(key);
        return node.Entries.TryGetValue(key, out var entry) && entry.Value is not YamlText { Value: null } ? entry.Value : null;
    }
}
