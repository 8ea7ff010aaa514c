namespace CheckTcp.Patterns.Syntax;

/// <summary>The parts of a sequence or of an alternation, in order.</summary>
internal sealed class NodeList
{
    private List<Node> _nodes = [];

    /// <summary>How many parts there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>All parts side by side.</summary>
    public Extent Extent { get; private set; }

    public Node this[int index] => _nodes[index];

    /// <summary>Adds a part at the end.</summary>
    public void Add(Node node)
    {
        _nodes.Add(node);
        Extent = Extent.Beside(node.Extent);
    }

    /// <summary>
    /// Adds all parts of another list, which must not be used any more. The shorter list is moved: deep nesting to the left,
    /// as in <c>(?:(?:ab*)c*)d*</c>, would otherwise copy the growing list at every level.
    /// </summary>
    public void TakeIn(NodeList other)
    {
        if (other.Count > Count)
        {
            other._nodes.InsertRange(0, _nodes);
            _nodes = other._nodes;
        }
        else
        {
            _nodes.AddRange(other._nodes);
        }

        Extent = Extent.Beside(other.Extent);
    }
}
