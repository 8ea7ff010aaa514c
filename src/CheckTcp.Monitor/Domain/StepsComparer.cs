using System.Collections.Immutable;

namespace CheckTcp.Monitor.Domain;

/// <summary>Whether two dialogues say the same: as records they only do when they are made of the very same arrays.</summary>
internal sealed class StepsComparer : IEqualityComparer<ImmutableArray<Step>>
{
    public static readonly StepsComparer Instance = new();

    public bool Equals(ImmutableArray<Step> left, ImmutableArray<Step> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (!IsSame(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ImmutableArray<Step> steps)
    {
        var hash = new HashCode();
        foreach (Step step in steps)
        {
            switch (step)
            {
                case SendStep send:
                    hash.AddBytes(send.Bytes.Span);
                    break;
                case QuitStep quit:
                    hash.AddBytes(quit.Bytes.Span);
                    break;
                case ExpectStep expect:
                    hash.Add(expect.Pattern);
                    break;
                default:
                    hash.Add(step);
                    break;
            }
        }

        return hash.ToHashCode();
    }

    private static bool IsSame(Step left, Step right) => (left, right) switch
    {
        (SendStep one, SendStep other) => one.Bytes.Span.SequenceEqual(other.Bytes.Span),
        (QuitStep one, QuitStep other) => one.Bytes.Span.SequenceEqual(other.Bytes.Span),
        (ExpectStep one, ExpectStep other) => one.Pattern.Equals(other.Pattern)
            && one.QuietAfter == other.QuietAfter
            && one.LeavesRest == other.LeavesRest
            && one.Alternatives.AsSpan().SequenceEqual(other.Alternatives.AsSpan())
            && one.Requirements.AsSpan().SequenceEqual(other.Requirements.AsSpan()),
        _ => left == right,
    };
}
