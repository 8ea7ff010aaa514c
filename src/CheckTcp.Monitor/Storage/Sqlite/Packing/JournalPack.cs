namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>Results of many checks as they came: what one commit adds to the journal.</summary>
internal sealed class JournalPack
{
    private readonly PackWriter _pack = new();
    private readonly PackWriter _record = new();

    public int Results { get; private set; }

    public int Length => _pack.Length;

    /// <summary>The earliest start, in milliseconds since 1970.</summary>
    public long FirstAt { get; private set; }

    /// <summary>The latest start, in milliseconds since 1970.</summary>
    public long LastAt { get; private set; }

    private long _base;

    public void Clear() => Results = 0;

    public void Add(int check, in StoredResult result)
    {
        if (Results == 0)
        {
            _base = FirstAt = LastAt = result.At;
            Seal.Begin(_pack);
            _pack.Number((ulong)_base);
        }

        Results++;
        FirstAt = Math.Min(FirstAt, result.At);
        LastAt = Math.Max(LastAt, result.At);

        // Each record tells its length, so that who looks for one check steps over the others.
        _record.Clear();
        _record.Signed(result.At - _base);
        ResultFields.Write(_record, result);
        _pack.Number((ulong)check);
        _pack.Byte((byte)_record.Length);
        _pack.Bytes(_record.Written);
    }

    public byte[] Close() => Seal.Close(_pack);

    /// <summary>Walks over the results of a pack.</summary>
    public ref struct Reader
    {
        private readonly long _base;
        private PackReader _records;
        private ReadOnlySpan<byte> _record;

        private Reader(PackReader records)
        {
            _base = (long)records.Number();
            _records = records;
        }

        /// <summary>The check of the result that was stepped to.</summary>
        public int Check { get; private set; }

        /// <returns><c>false</c> when the pack is damaged.</returns>
        public static bool TryOpen(ReadOnlySpan<byte> pack, out Reader reader)
        {
            bool whole = Seal.TryOpen(pack, out PackReader content);
            reader = whole ? new Reader(content) : default;
            return whole;
        }

        public bool Next()
        {
            if (_records.AtEnd)
            {
                return false;
            }

            Check = _records.Small();
            _record = _records.Bytes(_records.Byte());
            return true;
        }

        /// <summary>The result that was stepped to.</summary>
        public readonly StoredResult Result()
        {
            PackReader fields = new(_record);
            long at = _base + fields.Signed();
            return ResultFields.Read(ref fields, at);
        }

        /// <summary>When the result that was stepped to began, and its figures, still packed.</summary>
        public readonly (long At, int FieldsLength) Peek()
        {
            PackReader fields = new(_record);
            long at = _base + fields.Signed();
            return (at, fields.Remaining);
        }

        public readonly ReadOnlySpan<byte> Fields(int length) => _record[^length..];
    }
}
