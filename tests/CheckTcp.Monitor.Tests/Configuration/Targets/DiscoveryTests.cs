using System.Text.Json;
using CheckTcp.Monitor.Configuration.Targets;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Targets;

public class DiscoveryTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char.AlphaNumeric, 0, 8];

    [Fact]
    public void What_was_written_as_JSON_is_read_from_it_and_as_YAML_too() => Gen.Select(Text.Array[0, 5], Text).Sample((targets, label) =>
    {
        string json = JsonSerializer.Serialize(new[] { new { targets, labels = new { name = label } } });

        foreach (List<DiscoveryGroup> groups in (List<DiscoveryGroup>[])[JsonDiscovery.Read(json), YamlDiscovery.Read(json)])
        {
            Assert.Equal(targets, Assert.Single(groups).Targets.Select(target => target.Text));
            Assert.All(groups[0].Listed("f"), target => Assert.Equal(label, target.Labels["name"]));
        }
    });

    [Fact]
    public void Targets_know_their_lines()
    {
        Assert.Equal([("a", 2), ("b", 4)], JsonDiscovery.Read("[{\"targets\":[\n\"a\",\n\n\"b\"]}]")[0].Targets);
        Assert.Equal([("a", 2), ("b", 4)], YamlDiscovery.Read("- targets:\n  - a\n\n  - b\n")[0].Targets);
    }

    [Fact]
    public void Whatever_stands_in_a_file_it_is_read_or_told_what_is_wrong() => Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["[]{}:,-\"' \n#targetslb|>&*!%@`"], 0, 40]).Sample(text =>
    {
        foreach (Func<string, List<DiscoveryGroup>> read in (Func<string, List<DiscoveryGroup>>[])[JsonDiscovery.Read, YamlDiscovery.Read])
        {
            try
            {
                read(text);
            }
            catch (DiscoveryFaultException e)
            {
                Assert.InRange(e.Line, 1, int.MaxValue);
            }
        }
    }, iter: 2000);
}
