using YamlDotNet.RepresentationModel;

namespace CheckTcp.DialogueFiles;

/// <summary>A mapping whose keys are known beforehand; what is not asked for is a mistake, as it is to the exporter.</summary>
internal sealed class YamlSection(YamlMappingNode node)
{
    private readonly HashSet<string> _read = [];

    public IEnumerable<string> Keys => node.Children.Keys.Select(key => key.ToString());

    public YamlSection? Section(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode mapping => new YamlSection(mapping),
        YamlScalarNode { Value: "" or "~" or "null" } => null,
        var other => throw Fault(other, $"{key} is a mapping"),
    };

    public IEnumerable<YamlSection> List(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(item => item is YamlMappingNode mapping ? new YamlSection(mapping) : throw Fault(item, $"{key} is a list of mappings"))],
        var other => throw Fault(other, $"{key} is a list"),
    };

    /// <summary>A text, or the bytes of one that is tagged <c>!!binary</c>.</summary>
    public string? Text(string key)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        if (found is not YamlScalarNode scalar)
        {
            throw Fault(found, $"{key} is a text");
        }

        if (scalar.Tag.IsEmpty || scalar.Tag.Value != "tag:yaml.org,2002:binary")
        {
            return scalar.Value ?? "";
        }

        byte[] bytes = new byte[scalar.Value!.Length];
        return Convert.TryFromBase64String(scalar.Value, bytes, out int length)
            ? ByteText.Decode(bytes.AsSpan(0, length))
            : throw Fault(scalar, $"{key} is no base64");
    }

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "true" or "True" or "TRUE" or "yes" or "on" => true,
        "false" or "False" or "FALSE" or "no" or "off" => false,
        _ => throw Fault(Find(key)!, $"{key} is true or false"),
    };

    /// <summary>To be called when everything that means something has been asked for.</summary>
    /// <exception cref="DialogueFileException">There is more.</exception>
    public void EndOfKeys()
    {
        foreach ((YamlNode key, YamlNode _) in node.Children)
        {
            if (!_read.Contains(key.ToString()))
            {
                throw Fault(key, $"{key} means nothing here, or nothing that a check can do");
            }
        }
    }

    public DialogueFileException Fault(string key, string message) => Fault(Find(key) ?? node, message);

    private static DialogueFileException Fault(YamlNode at, string message) => new(at.Start.Line, message);

    private YamlNode? Find(string key)
    {
        _read.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;
    }
}
