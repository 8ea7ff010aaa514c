using CheckTcp.Patterns.Syntax;

namespace CheckTcp.Patterns.Matching;

/// <summary>
/// All the places in the program where a match in progress may stand, at one position of the input: the threads of
/// Thompson's simulation. Which alternative comes first does not matter to whether there is a match, so it is a mere set.
/// </summary>
internal sealed class Frontier(Program program)
{
    private readonly SparseSet _threads = new(program.Length);
    private Neighbour _before;

    /// <summary>Whether a match ends at this position.</summary>
    public bool Matches { get; private set; }

    /// <summary>Whether no thread can go on.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether the only threads are those that begin here.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Whether a thread stands at an assertion that has to see what follows.</summary>
    public bool Waits { get; private set; }

    /// <summary>How many instructions the threads have reached: the work that the next character takes.</summary>
    public int Count => _threads.Count;

    /// <summary>Becomes the frontier at the start of an input.</summary>
    public void BeginText()
    {
        _threads.Clear();
        _threads.Add(program.Start);
        _before = Neighbour.Edge;
        IsFresh = true;
        Follow(Neighbour.Unknown);
    }

    /// <summary>Becomes a copy of another frontier.</summary>
    public void CopyFrom(Frontier other)
    {
        other._threads.CopyTo(_threads);
        (_before, Waits) = (other._before, other.Waits);
        (Matches, IsDead, IsFresh) = (other.Matches, other.IsDead, other.IsFresh);
    }

    /// <summary>Lets the threads that wait for it see what follows; without any, nothing changes.</summary>
    public void LookAhead(Neighbour after)
    {
        if (Waits)
        {
            Follow(after);
        }
    }

    /// <summary>Consumes a character.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="next">
    /// Becomes the frontier after it, unless the sight of the character alone completes a match here.
    /// </param>
    public void Advance(int rune, Frontier next)
    {
        Neighbour seen = Neighbours.Of(rune);
        LookAhead(seen);
        if (Matches)
        {
            return;
        }

        next._threads.Clear();
        for (int i = 0; i < _threads.Count; i++)
        {
            ref readonly Instruction instruction = ref program[_threads[i]];
            if (program.Consumes(instruction, rune))
            {
                next._threads.Add(instruction.Next);
            }
        }

        next.Arrive(seen);
    }

    private void Arrive(Neighbour before)
    {
        _before = before;
        IsFresh = _threads.Count == 0;
        if (!program.IsAnchored)
        {
            _threads.Add(program.Start);
        }

        Follow(Neighbour.Unknown);
    }

    /// <summary>Goes on through everything that consumes nothing.</summary>
    private void Follow(Neighbour after)
    {
        (Matches, IsDead, Waits) = (false, true, false);
        for (int i = 0; i < _threads.Count; i++)
        {
            ref readonly Instruction instruction = ref program[_threads[i]];
            switch (instruction.Opcode)
            {
                case Opcode.Split:
                    _threads.Add(instruction.Next);
                    _threads.Add(instruction.Operand);
                    break;
                case Opcode.Assert:
                    FollowAssertion(instruction, after);
                    break;
                case Opcode.Fail:
                    break;
                case Opcode.Match:
                    (Matches, IsDead) = (true, false);
                    return;
                default:
                    IsDead = false;
                    break;
            }
        }
    }

    private void FollowAssertion(in Instruction instruction, Neighbour after)
    {
        Assertion assertion = (Assertion)instruction.Operand;
        if (after == Neighbour.Unknown && assertion.LooksAhead())
        {
            (Waits, IsDead) = (true, false);
        }
        else if (assertion.Holds(_before, after))
        {
            _threads.Add(instruction.Next);
        }
    }
}
