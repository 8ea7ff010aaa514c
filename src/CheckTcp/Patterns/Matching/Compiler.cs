using CheckTcp.Patterns.Syntax;

namespace CheckTcp.Patterns.Matching;

/// <summary>
/// Turns a tree into a program. It writes from the end to the start, so that every instruction knows its successor when it
/// is written and only loops need a place kept for them. Recursion is bounded by the parser's limit on nesting.
/// </summary>
internal sealed class Compiler
{
    private readonly List<Instruction> _code = [];
    private readonly bool _saves;

    private Compiler(bool saves) => _saves = saves;

    /// <summary>Compiles a whole pattern.</summary>
    /// <param name="tree">The pattern.</param>
    /// <param name="saves">With the instructions that note where groups begin and end.</param>
    public static Program Compile(SyntaxTree tree, bool saves = false)
    {
        Compiler compiler = new(saves);
        int start = compiler.Write(tree.Root, compiler.Write(new Instruction(Opcode.Match)));
        return new Program([.. compiler._code], tree.Classes, start);
    }

    /// <summary>Writes a part of the tree.</summary>
    /// <param name="node">The part.</param>
    /// <param name="next">Where a match goes on after it.</param>
    /// <returns>Where it begins.</returns>
    private int Write(Node node, int next) => node switch
    {
        EmptyNode => next,
        LiteralNode literal => WriteRunes(literal.Runes, next),
        ClassNode { Class.IsEmpty: true } => Write(new Instruction(Opcode.Fail)),
        ClassNode @class => Write(new Instruction(Opcode.Class, next, @class.Ordinal)),
        AssertionNode assertion => Write(new Instruction(Opcode.Assert, next, (int)assertion.Assertion)),
        GroupNode group => WriteGroup(group, next),
        RepeatNode repeat => WriteRepeat(repeat, next),
        SequenceNode sequence => WriteSequence(sequence.Items, next),
        AlternationNode alternation => WriteAlternation(alternation.Branches, next),
        _ => throw new InvalidOperationException($"no program for {node.GetType()}"),
    };

    private int Write(Instruction instruction)
    {
        _code.Add(instruction);
        return _code.Count - 1;
    }

    private int WriteRunes(int[] runes, int next)
    {
        for (int i = runes.Length - 1; i >= 0; i--)
        {
            next = Write(new Instruction(Opcode.Rune, next, runes[i]));
        }

        return next;
    }

    private int WriteSequence(NodeList items, int next)
    {
        for (int i = items.Count - 1; i >= 0; i--)
        {
            next = Write(items[i], next);
        }

        return next;
    }

    private int WriteAlternation(NodeList branches, int next)
    {
        int start = Write(branches[branches.Count - 1], next);
        for (int i = branches.Count - 2; i >= 0; i--)
        {
            start = Write(new Instruction(Opcode.Split, Write(branches[i], next), start));
        }

        return start;
    }

    /// <summary>Counts are written out: x{2,4} as xx(x(x)?)?, x{2,} as xx+.</summary>
    private int WriteRepeat(RepeatNode repeat, int next)
    {
        int start = next;
        (int required, int max) = repeat.Repetition;
        int optional = max - required;
        if (max == Repetition.Unlimited)
        {
            start = WriteLoop(repeat, next);
            required = Math.Max(0, required - 1);
        }

        for (int i = 0; i < optional; i++)
        {
            start = WriteChoice(Write(repeat.Body, start), next, repeat.IsGreedy);
        }

        for (int i = 0; i < required; i++)
        {
            start = Write(repeat.Body, start);
        }

        return start;
    }

    private int WriteLoop(RepeatNode repeat, int next)
    {
        int split = Write(default(Instruction));
        int body = Write(repeat.Body, split);
        _code[split] = Choice(body, next, repeat.IsGreedy);
        return repeat.Repetition.Min == 0 ? split : body;
    }

    private int WriteGroup(GroupNode group, int next)
    {
        if (!_saves)
        {
            return Write(group.Body, next);
        }

        int end = Write(new Instruction(Opcode.Save, next, (2 * group.Index) + 1));
        return Write(new Instruction(Opcode.Save, Write(group.Body, end), 2 * group.Index));
    }

    private int WriteChoice(int body, int rest, bool isGreedy) => Write(Choice(body, rest, isGreedy));

    /// <summary>What is preferred stands first; only captures depend on it.</summary>
    private static Instruction Choice(int body, int rest, bool isGreedy) =>
        isGreedy ? new Instruction(Opcode.Split, body, rest) : new Instruction(Opcode.Split, rest, body);
}
