using System.Collections.Immutable;

namespace CheckTcp;

/// <summary>Texts that reports of a dialogue must not show, such as a password that is sent. Equal to another list of the same.</summary>
public sealed class Secrets : IEquatable<Secrets>
{
    private const byte MaskByte = (byte)'*';

    private readonly ImmutableArray<byte[]> _secrets;

    /// <summary>Secrets to mask.</summary>
    /// <param name="texts">As <see cref="ByteText"/> says; empty ones are passed over.</param>
    public Secrets(IEnumerable<string> texts)
        : this([.. texts.Distinct().Where(text => text.Length > 0).Order(StringComparer.Ordinal).Select(ByteText.Encode)])
    {
    }

    private Secrets(ImmutableArray<byte[]> secrets) => _secrets = secrets;

    /// <summary>Nothing to hide.</summary>
    public static Secrets None { get; } = new(ImmutableArray<byte[]>.Empty); // without LINQ, whose first use costs a start more than anything else

    /// <summary>Whether there is nothing to hide.</summary>
    public bool IsEmpty => _secrets.IsEmpty;

    /// <summary>The bytes with asterisks where a secret is.</summary>
    /// <param name="bytes">What was said in one direction, without a gap.</param>
    /// <param name="goesOn">More was said than these: what may be the beginning of a secret at their end is hidden, too.</param>
    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> bytes, bool goesOn = false)
    {
        if (IsEmpty || bytes.IsEmpty)
        {
            return bytes;
        }

        byte[] masked = bytes.ToArray();
        foreach (byte[] secret in _secrets)
        {
            for (int start = 0; start < bytes.Length; start++)
            {
                int length = Math.Min(secret.Length, bytes.Length - start);
                if ((length == secret.Length || goesOn) && bytes.Span.Slice(start, length).SequenceEqual(secret.AsSpan(0, length)))
                {
                    masked.AsSpan(start, length).Fill(MaskByte);
                }
            }
        }

        return masked;
    }

    /// <summary>The text with asterisks where a secret is.</summary>
    public string Mask(string text) => Mask(text, goesOn: false);

    /// <inheritdoc cref="Mask(ReadOnlyMemory{byte}, bool)"/>
    internal string Mask(string text, bool goesOn) => IsEmpty ? text : ByteText.Decode(Mask(ByteText.Encode(text), goesOn).Span);

    /// <summary>These and others.</summary>
    internal Secrets And(IEnumerable<string> texts) => new([.. _secrets.Select(secret => ByteText.Decode(secret)), .. texts]);

    /// <inheritdoc/>
    public bool Equals(Secrets? other) =>
        other is not null
        && _secrets.Length == other._secrets.Length
        && _secrets.Zip(other._secrets).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secrets);

    /// <inheritdoc/>
    public override int GetHashCode() => _secrets.Length;

    /// <summary>Their number alone.</summary>
    public override string ToString() => $"{_secrets.Length} secrets";
}
