using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CheckTcp.Monitor.Domain;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The numbers that stand for messages with their diagnoses, each once a day.</summary>
internal sealed class TextIds(SqliteConnection connection) : IDisposable
{
    /// <summary>What Mackerel shows of a message, too. Alerts and their events keep all of it.</summary>
    private const int LongestText = 1024;

    /// <summary>Enough for the few dozen that recur; those with a measured time in them are new anyway.</summary>
    private const int MostKnown = 2048;

    private readonly Dictionary<(long Day, string Text, string? Diagnosis), long> _known = [];
    private readonly Statement _find = new(connection, "SELECT id FROM texts WHERE day = $1 AND hash = $2 AND text = $3 AND diagnosis IS $4", 4);
    private readonly Statement _add = new(
        connection, "INSERT INTO texts (day, hash, text, diagnosis) VALUES ($1, $2, $3, $4) RETURNING id", 4);

    /// <summary>The number of a message; a new one is stored, in the transaction that runs.</summary>
    /// <param name="at">When the run began, in milliseconds since 1970.</param>
    /// <param name="message">Cut to what is kept.</param>
    /// <param name="diagnosis">What is kept with it.</param>
    public long Of(long at, string message, Diagnosis? diagnosis)
    {
        string text = Cut(message);
        string? why = DiagnosisJson.TextOf(diagnosis);
        long day = Bucket.Day.Of(at);
        if (!_known.TryGetValue((day, text, why), out long id))
        {
            long hash = Hash(text);
            id = _find.Number(day, hash, text, why) ?? _add.Number(day, hash, text, why)!.Value;
            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            _known.Add((day, text, why), id);
        }

        return id;
    }

    /// <summary>Numbers may be gone: a transaction was rolled back, or old texts were deleted.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private static string Cut(string message)
    {
        string text = message.TrimEnd('\r', '\n');
        if (text.Length <= LongestText)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return text[..end];
    }

    /// <summary>An index over numbers instead of a second copy of every message; it stays the same from start to start.</summary>
    private static long Hash(string text) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
