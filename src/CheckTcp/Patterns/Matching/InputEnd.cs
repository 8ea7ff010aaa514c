namespace CheckTcp.Patterns.Matching;

/// <summary>Tells whether an input would match if it ended at a position, without disturbing the search that may go on there.</summary>
internal sealed class InputEnd(Program program)
{
    private Frontier? _here; // made when first asked for: most patterns have nothing that waits for the end
    private Frontier? _next;

    /// <summary>Whether the input matches if it ends here.</summary>
    /// <param name="frontier">The frontier, which stays as it is.</param>
    /// <param name="unfinished">
    /// How many bytes of an unfinished character follow it; cut off by the end, each counts as one broken character.
    /// </param>
    public bool MatchesAt(Frontier frontier, int unfinished)
    {
        if (unfinished == 0 && !frontier.Waits)
        {
            return frontier.Matches;
        }

        _here ??= new Frontier(program);
        _next ??= new Frontier(program);
        _here.CopyFrom(frontier);
        for (; unfinished > 0 && !_here.Matches; unfinished--)
        {
            _here.Advance(RuneAssembler.Replacement, _next);
            if (!_here.Matches)
            {
                (_here, _next) = (_next, _here);
            }
        }

        if (!_here.Matches)
        {
            _here.LookAhead(Neighbour.Edge);
        }

        return _here.Matches;
    }
}
