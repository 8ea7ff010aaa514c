using System.Collections.Immutable;

namespace CheckTcp.Probing.Conversations;

/// <summary>Takes a dialogue down.</summary>
internal sealed class TranscriptWriter(Deadline deadline)
{
    private readonly List<Spoken> _pieces = [];
    private readonly int[] _kept = new int[2];
    private readonly long[] _omitted = new long[2];
    private TimeSpan? _tlsFrom;

    /// <summary>All of it, without the secrets.</summary>
    public Transcript Of(Secrets secrets)
    {
        ReadOnlyMemory<byte>[] left = [Masked(Direction.Sent, secrets), Masked(Direction.Received, secrets)];
        var pieces = ImmutableArray.CreateBuilder<Spoken>(_pieces.Count);
        foreach (Spoken piece in _pieces)
        {
            ref ReadOnlyMemory<byte> bytes = ref left[(int)piece.Direction];
            pieces.Add(piece with { Bytes = bytes[..piece.Bytes.Length] });
            bytes = bytes[piece.Bytes.Length..];
        }

        return new Transcript
        {
            Pieces = pieces.ToImmutable(),
            TlsFrom = _tlsFrom,
            OmittedSent = _omitted[(int)Direction.Sent],
            OmittedReceived = _omitted[(int)Direction.Received],
        };
    }

    /// <summary>What is said from now on is under TLS. Where nothing was said before, that goes without saying.</summary>
    public void TlsBegins() => _tlsFrom = _pieces.Count > 0 ? deadline.Elapsed : null;

    public void Add(Direction direction, ReadOnlySpan<byte> bytes)
    {
        int room = _omitted[(int)direction] > 0 || _pieces.Count == Transcript.KeptPieces ? 0 : Transcript.KeptBytes - _kept[(int)direction];
        int kept = Math.Min(bytes.Length, room);
        _kept[(int)direction] += kept;
        _omitted[(int)direction] += bytes.Length - kept;
        if (kept > 0)
        {
            _pieces.Add(new Spoken(deadline.Elapsed, direction, bytes[..kept].ToArray()));
        }
    }

    /// <summary>What was said in one direction: a secret may be cut into pieces, and at the end by whatever ended the run.</summary>
    private ReadOnlyMemory<byte> Masked(Direction direction, Secrets secrets)
    {
        using var all = new MemoryStream();
        foreach (Spoken piece in _pieces.Where(piece => piece.Direction == direction))
        {
            all.Write(piece.Bytes.Span);
        }

        return secrets.Mask(all.ToArray(), goesOn: true);
    }
}
