namespace CheckTcp.Patterns.Matching;

/// <summary>
/// A set of small integers in the order they were added, emptied in constant time (Briggs and Torczon, 1993).
/// Members may be added while others are visited by index, which makes it a worklist that never repeats itself.
/// </summary>
internal sealed class SparseSet(int capacity)
{
    private readonly int[] _members = new int[capacity];
    private readonly int[] _indexes = new int[capacity];

    public int Count { get; private set; }

    public int this[int index] => _members[index];

    public void Add(int member) => TryAdd(member);

    /// <returns>False if it is a member already.</returns>
    public bool TryAdd(int member)
    {
        int index = _indexes[member];
        if (index < Count && _members[index] == member)
        {
            return false;
        }

        _indexes[member] = Count;
        _members[Count++] = member;
        return true;
    }

    public void Clear() => Count = 0;

    public void CopyTo(SparseSet other)
    {
        other.Clear();
        for (int i = 0; i < Count; i++)
        {
            other.Add(_members[i]);
        }
    }
}
