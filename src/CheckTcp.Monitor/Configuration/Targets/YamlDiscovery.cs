using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Reads Prometheus' <c>file_sd</c> files in YAML; anchors are not taken.</summary>
internal static class YamlDiscovery
{
    private const string NoYaml = "is no YAML from here on; look at indentation, colons, quotes and brackets";

    /// <exception cref="DiscoveryFaultException">It is no YAML, or none of that shape.</exception>
    public static List<DiscoveryGroup> Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        var groups = new List<DiscoveryGroup>();
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _) && !IsNothing(parser))
            {
                Expect<SequenceStart>(parser);
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    groups.Add(ReadGroup(parser));
                }
            }

            return groups;
        }
        catch (YamlException e)
        {
            throw new DiscoveryFaultException((int)e.Start.Line, NoYaml);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner's answer to a list in brackets that runs into the next key, and to a key without a text (YamlDotNet 18.1); it does
            // not say where.
            throw new DiscoveryFaultException(LineOf(parser.Current), NoYaml);
        }
    }

    /// <summary>A document of comments alone holds an empty text.</summary>
    private static bool IsNothing(Parser parser) => parser.Accept<Scalar>(out var scalar) && scalar.Value.Length == 0;

    private static DiscoveryGroup ReadGroup(Parser parser)
    {
        var group = new DiscoveryGroup();
        Expect<MappingStart>(parser);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = Expect<Scalar>(parser);
            switch (key.Value)
            {
                case "targets":
                    Expect<SequenceStart>(parser);
                    while (!parser.TryConsume<SequenceEnd>(out _))
                    {
                        Scalar target = Expect<Scalar>(parser);
                        group.Targets.Add((target.Value, LineOf(target)));
                    }

                    break;
                case "labels":
                    ReadLabels(parser, group);
                    break;
                case var other:
                    throw new DiscoveryFaultException(LineOf(key), $"\"{other}\" is unknown; {DiscoveryFaultException.Shape}");
            }
        }

        return group;
    }

    private static void ReadLabels(Parser parser, DiscoveryGroup group)
    {
        Expect<MappingStart>(parser);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            string name = Expect<Scalar>(parser).Value;
            group.SetLabel(name, Expect<Scalar>(parser).Value);
        }
    }

    private static T Expect<T>(Parser parser)
        where T : ParsingEvent =>
        parser.TryConsume<T>(out var found)
            ? found
            : throw new DiscoveryFaultException(
                LineOf(parser.Current), $"is of another shape here; {DiscoveryFaultException.Shape}");

    private static int LineOf(ParsingEvent? found) => (int)(found?.Start.Line ?? 1);
}
