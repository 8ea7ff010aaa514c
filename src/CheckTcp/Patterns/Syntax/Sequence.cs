namespace CheckTcp.Patterns.Syntax;

/// <summary>
/// A sequence that is being read. Only its last item can still be repeated; those before it are settled, which joins
/// characters to literals and takes in the items of sequences in groups that do not capture.
/// </summary>
internal sealed class Sequence
{
    private readonly NodeList _items = new();
    private readonly List<int> _literal = [];
    private Node? _last;

    /// <summary>Adds an item.</summary>
    public void Add(Node item)
    {
        SettleLast();
        _last = item;
    }

    /// <summary>Repeats the last item.</summary>
    /// <returns>The repeated item, or <c>null</c> if there is no item.</returns>
    public RepeatNode? Repeat(Repetition repetition, bool isGreedy)
    {
        if (_last is null)
        {
            return null;
        }

        RepeatNode repeat = new(_last, repetition, isGreedy);
        _last = repeat;
        return repeat;
    }

    /// <summary>The sequence as it stands now.</summary>
    public Node ToNode()
    {
        if (_items.Count == 0 && _literal.Count == 0)
        {
            return _last ?? new EmptyNode();
        }

        SettleLast();
        SettleLiteral();
        return _items.Count == 1 ? _items[0] : new SequenceNode(_items);
    }

    private void SettleLast()
    {
        switch (_last)
        {
            case null:
                break;
            case LiteralNode { Runes: [int rune] }:
                _literal.Add(rune);
                break;
            case SequenceNode sequence:
                SettleLiteral();
                _items.TakeIn(sequence.Items);
                break;
            default:
                SettleLiteral();
                _items.Add(_last);
                break;
        }

        _last = null;
    }

    private void SettleLiteral()
    {
        if (_literal.Count > 0)
        {
            _items.Add(new LiteralNode([.. _literal]));
            _literal.Clear();
        }
    }
}
