using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>
/// Builds the tree from what the parser reads, on a stack of its own so that no nesting overflows the thread's, and holds it
/// within the limits.
/// </summary>
internal sealed class TreeBuilder(Cursor cursor)
{
    // Bounds of all classes and characters of all literals together; a \pL has some 1300.
    private const int MaxBounds = 1 << 22;

    private readonly List<CharClass> _classes = [];
    private OpenGroup _open = new(null, 0, Modes.None);
    private ClassNode? _anyButNewline;
    private int _groups;
    private long _bounds;

    /// <summary>Adds a character, and those which differ from it only in case if that does not matter.</summary>
    public void AddRune(int rune, bool foldCase)
    {
        if (foldCase && CaseFolding.Next(rune) != rune)
        {
            CharClassBuilder folded = new();
            folded.AddFolded(rune, rune);
            AddClass(folded.Build());
        }
        else
        {
            _bounds++;
            Add(new LiteralNode([rune]));
        }
    }

    /// <summary>Adds a class.</summary>
    public void AddClass(CharClass @class) => Add(ToNode(@class));

    /// <summary>Adds <c>.</c> as it is without <c>(?s)</c>; patterns have many, so they share one class.</summary>
    public void AddAnyButNewline() =>
        Add(_anyButNewline ??= ToNode(new CharClass([0, '\n' - 1, '\n' + 1, CharClassBuilder.LastRune])));

    /// <summary>Adds an assertion.</summary>
    public void AddAssertion(Assertion assertion) => Add(new AssertionNode(assertion));

    /// <summary>Repeats what was added last.</summary>
    /// <param name="repetition">How often.</param>
    /// <param name="isGreedy">Whether more is better than less.</param>
    /// <param name="start">Where the operator begins.</param>
    public void Repeat(Repetition repetition, bool isGreedy, int start)
    {
        RepeatNode repeat = _open.Sequence.Repeat(repetition, isGreedy)
            ?? throw cursor.Fault(PatternErrorKind.MissingRepeatArgument, start);
        Check(repeat);
        if (repeat.Extent.Copies > Repetition.Limit)
        {
            throw cursor.Fault(PatternErrorKind.InvalidRepeatCount, start);
        }
    }

    /// <summary>Begins another branch.</summary>
    public void Branch() => _open.Branch();

    /// <summary>Opens a group that only holds together.</summary>
    public void OpenGroup(int start, Modes modes) => _open = new OpenGroup(_open, start, modes);

    /// <summary>Opens a group that captures.</summary>
    public void OpenCapture(int start, Modes modes, string? name) =>
        _open = new OpenGroup(_open, start, modes) { Index = ++_groups, Name = name };

    /// <summary>Closes the group opened last.</summary>
    /// <returns>The modes that hold again.</returns>
    public Modes Close()
    {
        OpenGroup closed = _open;
        _open = closed.Outer ?? throw cursor.FaultInWhole(PatternErrorKind.UnexpectedClosingParenthesis, cursor.Position - 1);
        Add(closed.ToNode());
        return closed.OuterModes;
    }

    /// <summary>Ends the pattern.</summary>
    public SyntaxTree ToTree()
    {
        if (_open.Outer is not null)
        {
            throw cursor.FaultInWhole(PatternErrorKind.MissingClosingParenthesis, _open.Offset);
        }

        Node root = _open.ToNode();
        Check(root);
        return new SyntaxTree(root, [.. _classes]);
    }

    private ClassNode ToNode(CharClass @class)
    {
        _bounds += @class.Bounds.Length;
        if (_classes.Count == 0 || _classes[^1] != @class)
        {
            _classes.Add(@class);
        }

        return new ClassNode(@class, _classes.Count - 1);
    }

    private void Add(Node node)
    {
        Check(node);
        _open.Sequence.Add(node);
    }

    private void Check(Node node)
    {
        if (_bounds > MaxBounds || node.Extent.Size > Extent.MaxSize)
        {
            throw cursor.FaultInWhole(PatternErrorKind.TooLarge, cursor.Position);
        }

        if (node.Extent.Height > Extent.MaxHeight)
        {
            throw cursor.FaultInWhole(PatternErrorKind.NestsTooDeeply, cursor.Position);
        }
    }
}
