using System.Buffers.Binary;
using CheckTcp.Monitor.History.Packing;

namespace CheckTcp.Monitor.History.Sqlite;

/// <summary>Results of the journal in memory, still packed, in the order in which they are stored: by slot, then by check.</summary>
/// <remarks>A million results take some 40 MB here, for as long as they are moved. Ordering counts instead of comparing, because that is done
/// in 50 ms, where sorting takes three times as long.</remarks>
internal sealed class JournalLoad
{
    // A record: its time, its check, the length of its fields, its fields.
    private const int CheckAt = sizeof(long);
    private const int LengthAt = CheckAt + sizeof(int);
    private const int FieldsAt = LengthAt + 1;

    private readonly byte[] _records;
    private int[] _offsets;
    private int _length;

    /// <param name="results">How many there will be.</param>
    /// <param name="packedBytes">How long their packs are, all together.</param>
    public JournalLoad(int results, int packedBytes)
    {
        _offsets = new int[results];
        _records = new byte[packedBytes + (results * FieldsAt)];
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
            (long at, int fieldsLength) = reader.Peek();
            Span<byte> record = _records.AsSpan(_length, FieldsAt + fieldsLength);
            BinaryPrimitives.WriteInt64LittleEndian(record, at);
            BinaryPrimitives.WriteInt32LittleEndian(record[CheckAt..], reader.Check);
            record[LengthAt] = (byte)fieldsLength;
            reader.Fields(fieldsLength).CopyTo(record[FieldsAt..]);
            _offsets[Count++] = _length;
            _length += record.Length;
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
        _offsets = OrderBy(CheckOf, _offsets.Max(CheckOf));
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
