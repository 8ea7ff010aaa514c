using CheckTcp.Patterns.Syntax;
using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Matching;

/// <summary>
/// A pattern as a nondeterministic automaton: instructions that name their successors, and the classes they refer to.
/// </summary>
internal sealed class Program
{
    private readonly Instruction[] _code;
    private readonly CharClass[] _classes;

    public Program(Instruction[] code, CharClass[] classes, int start)
    {
        _code = code;
        _classes = classes;
        Start = start;
        IsAnchored = !CanStartAfterText();
        FirstByte = !IsAnchored && code[start] is { Opcode: Opcode.Rune, Operand: < RuneAssembler.FirstNonAscii } first
            ? first.Operand
            : -1;
    }

    /// <summary>How many instructions there are: the bound on threads, and on the work for one character.</summary>
    public int Length => _code.Length;

    /// <summary>Where every match begins.</summary>
    public int Start { get; }

    /// <summary>Whether a match can begin nowhere but at the start of the input.</summary>
    public bool IsAnchored { get; }

    /// <summary>The ASCII character that every match begins with, or -1 if there is no single one.</summary>
    public int FirstByte { get; }

    /// <summary>The instruction at an index.</summary>
    public ref readonly Instruction this[int index] => ref _code[index];

    /// <summary>Whether an instruction that consumes takes this character.</summary>
    public bool Consumes(in Instruction instruction, int rune) => instruction.Opcode switch
    {
        Opcode.Rune => instruction.Operand == rune,
        Opcode.Class => _classes[instruction.Operand].Contains(rune),
        _ => false,
    };

    /// <summary>Whether anything but <c>\A</c> lies between the start and a character to consume, or a match.</summary>
    private bool CanStartAfterText()
    {
        SparseSet reached = new(Length);
        reached.Add(Start);
        for (int i = 0; i < reached.Count; i++)
        {
            ref readonly Instruction instruction = ref _code[reached[i]];
            switch (instruction.Opcode)
            {
                case Opcode.Split:
                    reached.Add(instruction.Next);
                    reached.Add(instruction.Operand);
                    break;
                case Opcode.Assert when (Assertion)instruction.Operand != Assertion.TextStart:
                    reached.Add(instruction.Next);
                    break;
                case Opcode.Assert or Opcode.Fail:
                    break;
                default:
                    return true;
            }
        }

        return false;
    }
}
