using System.Buffers.Binary;
using CheckTcp.Monitor.Storage.Sqlite.Packing;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Results of the journal in memory, still packed, in the order in which they are stored: by slot, then by check.</summary>
/// <remarks>A result takes some 40 bytes here, for as long as it is moved. Ordering counts instead of comparing, which takes a third of the
/// time of a sort.</remarks>
internal sealed class JournalLoad
{
    // A record: its time, its check, the length of its fields, its fields.
    private const int CheckAt = sizeof(long);
    private const int LengthAt = CheckAt + sizeof(int);
    private const int FieldsAt = LengthAt + 1;

    private byte[] _records;
    private int[] _offsets;
    private int _length;

    private readonly int _firstCheck;
    private readonly int _lastCheck;

    /// <param name="firstCheck">Results of checks from this one</param>
    /// <param name="lastCheck">to this one are wanted.</param>
    /// <param name="results">About how many there will be.</param>
    public JournalLoad(int firstCheck, int lastCheck, int results)
    {
        const int usual = 28;
        _firstCheck = firstCheck;
        _lastCheck = lastCheck;
        _offsets = new int[results];
        _records = new byte[results * usual];
    }

    public int Count { get; private set; }

    /// <summary>Adds the results of a row.</summary>
    /// <returns><c>false</c> when it is damaged.</returns>
    public bool Add(ReadOnlySpan<byte> pack)
    {
        if (!JournalPack.Reader.TryOpen(pack, out JournalPack.Reader reader))
        {
            return false;
        }

        while (reader.Next())
        {
            if (reader.Check >= _firstCheck && reader.Check <= _lastCheck)
            {
                (long at, int fieldsLength) = reader.Peek();
                Add(at, reader.Check, reader.Fields(fieldsLength));
            }
        }

        return true;
    }

    /// <summary>Brings them into the order of their keys.</summary>
    public void Order()
    {
        if (Count == 0)
        {
            return;
        }

        Array.Resize(ref _offsets, Count);
        _offsets = OrderBy(offset => CheckOf(offset) - _firstCheck, _offsets.Max(CheckOf) - _firstCheck);
        long first = _offsets.Min(SlotOf);
        _offsets = OrderBy(offset => (int)(SlotOf(offset) - first), (int)(_offsets.Max(SlotOf) - first));
    }

    /// <summary>The key that the results at a position belong under.</summary>
    public long KeyAt(int position) => Bucket.Key(SlotOf(_offsets[position]), CheckOf(_offsets[position]));

    /// <summary>Appends the results from a position on that have the same key.</summary>
    /// <returns>The position of the next key.</returns>
    public int Take(int position, List<StoredResult> results)
    {
        long key = KeyAt(position);
        for (; position < Count && KeyAt(position) == key; position++)
        {
            ReadOnlySpan<byte> record = _records.AsSpan(_offsets[position]);
            PackReader fields = new(record.Slice(FieldsAt, record[LengthAt]));
            results.Add(ResultFields.Read(ref fields, BinaryPrimitives.ReadInt64LittleEndian(record)));
        }

        return position;
    }

    private void Add(long at, int check, ReadOnlySpan<byte> fields)
    {
        int length = FieldsAt + fields.Length;
        if (_length + length > _records.Length)
        {
            Array.Resize(ref _records, (_records.Length * 3 / 2) + length);
        }

        if (Count == _offsets.Length)
        {
            Array.Resize(ref _offsets, (_offsets.Length * 3 / 2) + 1);
        }

        Span<byte> record = _records.AsSpan(_length, length);
        BinaryPrimitives.WriteInt64LittleEndian(record, at);
        BinaryPrimitives.WriteInt32LittleEndian(record[CheckAt..], check);
        record[LengthAt] = (byte)fields.Length;
        fields.CopyTo(record[FieldsAt..]);
        _offsets[Count++] = _length;
        _length += length;
    }

    private int CheckOf(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_records.AsSpan(offset + CheckAt));

    private long SlotOf(int offset) => Bucket.Slot.Of(BinaryPrimitives.ReadInt64LittleEndian(_records.AsSpan(offset)));

    private int[] OrderBy(Func<int, int> keyOf, int greatest)
    {
        int[] places = new int[greatest + 2];
        foreach (int offset in _offsets)
        {
            places[keyOf(offset) + 1]++;
        }

        for (int i = 1; i < places.Length; i++)
        {
            places[i] += places[i - 1];
        }

        int[] ordered = new int[_offsets.Length];
        foreach (int offset in _offsets)
        {
            ordered[places[keyOf(offset)]++] = offset;
        }

        return ordered;
    }
}
