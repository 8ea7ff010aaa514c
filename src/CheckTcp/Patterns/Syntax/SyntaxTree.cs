using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>A parsed pattern.</summary>
/// <param name="root">The whole pattern.</param>
/// <param name="classes">The character classes in it, by <see cref="ClassNode.Ordinal"/>.</param>
internal sealed class SyntaxTree(Node root, CharClass[] classes)
{
    public Node Root => root;

    public CharClass[] Classes => classes;
}
