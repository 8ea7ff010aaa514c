using System.Buffers;
using System.Text;

namespace CheckTcp.Patterns.Matching;

/// <summary>Finds what the groups of a pattern take of an input that is complete: Pike's simulation, whose threads carry the places that
/// they noted and stand in the order of preference. Linear in the input, and its memory is bounded by the program.</summary>
/// <param name="program">Compiled with <see cref="Opcode.Save"/>.</param>
/// <param name="groups">How many groups capture.</param>
internal sealed class CaptureSearch(Program program, int groups)
{
    private const int VisitsPerBreath = 200_000;

    private readonly int _places = 2 * (groups + 1);
    private readonly Stack<(int At, int Place, int Old)> _work = new();
    private readonly Threads _here = new(program.Length);
    private readonly Threads _next = new(program.Length);
    private int[]? _found;

    /// <summary>Where the groups of the leftmost match begin and end: of group n at 2n and 2n+1, -1 for one that took no part.</summary>
    /// <returns><c>null</c> without a match.</returns>
    public int[]? Find(ReadOnlySpan<byte> input, Action breathe)
    {
        Neighbour before = Neighbour.Edge;
        int visits = 0;
        for (int position = 0; ;)
        {
            (int rune, int length) = Next(input[position..]);
            Neighbour after = length == 0 ? Neighbour.Edge : Neighbours.Of(rune);
            if (_found is null && (position == 0 || !program.IsAnchored))
            {
                int[] places = [.. Enumerable.Repeat(-1, _places)];
                places[0] = position;
                Follow(_here, program.Start, places, position, before, after);
            }

            visits += 1 + _here.Order.Count;
            if (visits > VisitsPerBreath)
            {
                visits = 0;
                breathe();
            }

            Advance(rune, length, position);
            if (length == 0 || (_next.Order.Count == 0 && (_found is not null || program.IsAnchored)))
            {
                return _found;
            }

            position += length;
            Arrive(input, position, after);
            before = after;
        }
    }

    /// <summary>Lets each thread take the character, in the order of preference: a match ends those after it.</summary>
    private void Advance(int rune, int length, int position)
    {
        _next.Order.Clear();
        for (int i = 0; i < _here.Order.Count; i++)
        {
            int at = _here.Order[i];
            ref readonly Instruction instruction = ref program[at];
            if (instruction.Opcode == Opcode.Match)
            {
                _found = _here.Places[at]!;
                _found[1] = position;
                return;
            }

            if (length > 0 && program.Consumes(instruction, rune) && _next.Order.TryAdd(instruction.Next))
            {
                _next.Places[instruction.Next] = _here.Places[at];
            }
        }
    }

    /// <summary>The threads that took the character go on through everything that consumes nothing, each before those it is preferred to.</summary>
    private void Arrive(ReadOnlySpan<byte> input, int position, Neighbour before)
    {
        (int rune, int length) = Next(input[position..]);
        Neighbour after = length == 0 ? Neighbour.Edge : Neighbours.Of(rune);
        _here.Order.Clear();
        for (int i = 0; i < _next.Order.Count; i++)
        {
            int at = _next.Order[i];
            Follow(_here, at, _next.Places[at]!, position, before, after);
        }
    }

    private void Follow(Threads threads, int start, int[] places, int position, Neighbour before, Neighbour after)
    {
        int[] noted = [.. places];
        _work.Push((start, -1, 0));
        while (_work.TryPop(out (int At, int Place, int Old) item))
        {
            if (item.Place >= 0)
            {
                noted[item.Place] = item.Old; // the branch that noted it has been followed
                continue;
            }

            if (threads.Order.TryAdd(item.At))
            {
                Visit(threads, item.At, noted, position, before, after);
            }
        }
    }

    private void Visit(Threads threads, int at, int[] noted, int position, Neighbour before, Neighbour after)
    {
        ref readonly Instruction instruction = ref program[at];
        switch (instruction.Opcode)
        {
            case Opcode.Split:
                _work.Push((instruction.Operand, -1, 0));
                _work.Push((instruction.Next, -1, 0));
                break;
            case Opcode.Assert when ((Syntax.Assertion)instruction.Operand).Holds(before, after):
                _work.Push((instruction.Next, -1, 0));
                break;
            case Opcode.Save:
                _work.Push((at, instruction.Operand, noted[instruction.Operand]));
                noted[instruction.Operand] = position;
                _work.Push((instruction.Next, -1, 0));
                break;
            case Opcode.Rune or Opcode.Class or Opcode.Match:
                threads.Places[at] = [.. noted];
                break;
        }
    }

    /// <summary>Each byte that is part of no legal sequence is a character of its own.</summary>
    private static (int Rune, int Length) Next(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return (0, 0);
        }

        return Rune.DecodeFromUtf8(rest, out Rune rune, out int length) == OperationStatus.Done
            ? (rune.Value, length)
            : (RuneAssembler.Replacement, 1);
    }

    /// <summary>Threads in the order of preference, each with the places that it noted.</summary>
    private sealed class Threads(int capacity)
    {
        public SparseSet Order { get; } = new(capacity);

        public int[]?[] Places { get; } = new int[capacity][];
    }
}
