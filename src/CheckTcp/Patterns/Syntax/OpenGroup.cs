namespace CheckTcp.Patterns.Syntax;

/// <summary>A group whose end has not been read; the pattern itself is the outermost one.</summary>
/// <param name="outer">The group around it.</param>
/// <param name="offset">Where it begins.</param>
/// <param name="outerModes">What holds again after it.</param>
internal sealed class OpenGroup(OpenGroup? outer, int offset, Modes outerModes)
{
    private NodeList? _branches;
    private Sequence _sequence = new();

    public OpenGroup? Outer => outer;

    public int Offset => offset;

    public Modes OuterModes => outerModes;

    /// <summary>The number of a group that captures, or <c>null</c>.</summary>
    public int? Index { get; init; }

    /// <summary>The name of a group that captures, or <c>null</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The branch that is being read.</summary>
    public Sequence Sequence => _sequence;

    /// <summary>Ends a branch and begins another.</summary>
    public void Branch()
    {
        _branches ??= new NodeList();
        AddBranch(_branches);
        _sequence = new Sequence();
    }

    /// <summary>The whole group.</summary>
    public Node ToNode()
    {
        Node body = Body();
        return Index is { } index ? new GroupNode(index, Name, body) : body;
    }

    private Node Body()
    {
        if (_branches is null)
        {
            return _sequence.ToNode();
        }

        AddBranch(_branches);
        return new AlternationNode(_branches);
    }

    private void AddBranch(NodeList branches)
    {
        Node branch = _sequence.ToNode();
        if (branch is AlternationNode alternation)
        {
            branches.TakeIn(alternation.Branches);
        }
        else
        {
            branches.Add(branch);
        }
    }
}
