using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>A part of a pattern.</summary>
internal abstract class Node(Extent extent)
{
    public Extent Extent => extent;
}

/// <summary>Matches the empty string.</summary>
internal sealed class EmptyNode() : Node(Extent.Leaf);

/// <summary>Matches these characters, one after the other.</summary>
internal sealed class LiteralNode(int[] runes) : Node(Extent.Leaf with { Size = runes.Length })
{
    public int[] Runes => runes;
}

/// <summary>Matches one character of a class.</summary>
/// <param name="class">The class.</param>
/// <param name="ordinal">Its number among the classes of the pattern.</param>
internal sealed class ClassNode(CharClass @class, int ordinal) : Node(Extent.Leaf)
{
    public CharClass Class => @class;

    public int Ordinal => ordinal;
}

/// <summary>Matches the empty string where a condition holds.</summary>
internal sealed class AssertionNode(Assertion assertion) : Node(Extent.Leaf)
{
    public Assertion Assertion => assertion;
}

/// <summary>A group that captures what it matches.</summary>
/// <param name="index">Its number, from 1 on, in the order of the opening parentheses.</param>
/// <param name="name">Its name, if it has one; several groups may have the same.</param>
/// <param name="body">What it matches.</param>
internal sealed class GroupNode(int index, string? name, Node body) : Node(body.Extent.Grouped())
{
    public int Index => index;

    public string? Name => name;

    public Node Body => body;
}

/// <summary>Matches its body again and again.</summary>
/// <param name="body">What is repeated.</param>
/// <param name="repetition">How often.</param>
/// <param name="isGreedy">
/// Whether more is better than less. That decides which of several matches is found, and never whether there is one.
/// </param>
internal sealed class RepeatNode(Node body, Repetition repetition, bool isGreedy) : Node(body.Extent.Repeated(repetition))
{
    public Node Body => body;

    public Repetition Repetition => repetition;

    public bool IsGreedy => isGreedy;
}

/// <summary>Matches its items one after the other.</summary>
internal sealed class SequenceNode(NodeList items) : Node(items.Extent with { Height = items.Extent.Height + 1 })
{
    public NodeList Items => items;
}

/// <summary>Matches any one of its branches.</summary>
internal sealed class AlternationNode(NodeList branches) : Node(
    branches.Extent with { Height = branches.Extent.Height + 1, Size = branches.Extent.Size + branches.Count - 1 })
{
    public NodeList Branches => branches;
}
