using System.Globalization;

namespace CheckTcp.Patterns.Syntax;

/// <summary>Finds the groups of a pattern that capture.</summary>
internal static class GroupNames
{
    /// <summary>Every name with its group's number: the number itself, and the name if there is one. Of two groups with the same name the
    /// first comes first.</summary>
    public static IReadOnlyList<(string Name, int Index)> Of(SyntaxTree tree)
    {
        var names = new List<(string Name, int Index)>();
        Collect(tree.Root, names);
        return names;
    }

    private static void Collect(Node node, List<(string Name, int Index)> names)
    {
        switch (node)
        {
            case GroupNode group:
                names.Add((group.Index.ToString(CultureInfo.InvariantCulture), group.Index));
                if (group.Name is { } name)
                {
                    names.Add((name, group.Index));
                }

                Collect(group.Body, names);
                break;
            case RepeatNode repeat:
                Collect(repeat.Body, names);
                break;
            case SequenceNode sequence:
                Collect(sequence.Items, names);
                break;
            case AlternationNode alternation:
                Collect(alternation.Branches, names);
                break;
        }
    }

    private static void Collect(NodeList nodes, List<(string Name, int Index)> names)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            Collect(nodes[i], names);
        }
    }
}
