using System.Text;
using System.Text.Json;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Reads Prometheus' <c>file_sd</c> files in JSON: <c>[{"targets": ["host:port"], "labels": {"name": "text"}}]</c>.</summary>
internal static class JsonDiscovery
{
    /// <exception cref="DiscoveryFaultException">It is no JSON, or none of that shape.</exception>
    public static List<DiscoveryGroup> Read(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new JsonLines(bytes);
        var groups = new List<DiscoveryGroup>();
        try
        {
            reader.Expect(JsonTokenType.StartArray);
            while (reader.Next() == JsonTokenType.StartObject)
            {
                groups.Add(ReadGroup(ref reader));
            }

            reader.Require(JsonTokenType.EndArray);
            reader.ExpectEnd();
            return groups;
        }
        catch (JsonException e)
        {
            throw new DiscoveryFaultException((int)(e.LineNumber ?? 0) + 1, "is no JSON here; look at commas, quotes and brackets");
        }
    }

    private static DiscoveryGroup ReadGroup(ref JsonLines reader)
    {
        var group = new DiscoveryGroup();
        while (reader.Next() == JsonTokenType.PropertyName)
        {
            switch (reader.Text)
            {
                case "targets":
                    reader.Expect(JsonTokenType.StartArray);
                    while (reader.Next() == JsonTokenType.String)
                    {
                        group.Targets.Add((reader.Text, reader.Line));
                    }

                    reader.Require(JsonTokenType.EndArray);
                    break;
                case "labels":
                    ReadLabels(ref reader, group);
                    break;
                case var other:
                    throw new DiscoveryFaultException(reader.Line, $"\"{other}\" is unknown; {DiscoveryFaultException.Shape}");
            }
        }

        reader.Require(JsonTokenType.EndObject);
        return group;
    }

    private static void ReadLabels(ref JsonLines reader, DiscoveryGroup group)
    {
        reader.Expect(JsonTokenType.StartObject);
        while (reader.Next() == JsonTokenType.PropertyName)
        {
            string name = reader.Text;
            reader.Expect(JsonTokenType.String);
            group.SetLabel(name, reader.Text);
        }

        reader.Require(JsonTokenType.EndObject);
    }

    /// <summary>A JSON reader that knows in which line it is.</summary>
    private ref struct JsonLines(byte[] bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private Utf8JsonReader _reader = new(bytes);
        private int _counted;

        /// <summary>The line of the token, from 1.</summary>
        public int Line { get; private set; } = 1;

        public string Text => _reader.GetString() ?? "";

        public JsonTokenType Next()
        {
            _reader.Read();
            int start = (int)_reader.TokenStartIndex;
            Line += _bytes[_counted..start].Count((byte)'\n');
            _counted = start;
            return _reader.TokenType;
        }

        public void Expect(JsonTokenType type)
        {
            Next();
            Require(type);
        }

        /// <summary>After the end the reader itself refuses what is left.</summary>
        public void ExpectEnd() => _reader.Read();

        public readonly void Require(JsonTokenType type)
        {
            if (_reader.TokenType != type)
            {
                throw new DiscoveryFaultException(Line, $"is of another shape here; {DiscoveryFaultException.Shape}");
            }
        }
    }
}
