using System.Diagnostics.CodeAnalysis;

namespace CheckTcp;

/// <summary>What each status is reported as, for those who rank them differently.</summary>
public sealed record StatusMap
{
    private readonly Status _ok = Status.Ok;
    private readonly Status _warning = Status.Warning;
    private readonly Status _critical = Status.Critical;
    private readonly Status _unknown = Status.Unknown;

    private StatusMap()
    {
    }

    private StatusMap(ReadOnlySpan<Status> byStatus) =>
        (_ok, _warning, _critical, _unknown) = (byStatus[0], byStatus[1], byStatus[2], byStatus[3]);

    /// <summary>Every status stays what it is.</summary>
    public static StatusMap Unchanged { get; } = new();

    /// <summary>What <paramref name="status"/> is reported as.</summary>
    public Status this[Status status] => status switch
    {
        Status.Ok => _ok,
        Status.Warning => _warning,
        Status.Critical => _critical,
        _ => _unknown,
    };

    /// <summary>Reads <c>UNKNOWN=CRITICAL,WARNING=OK</c>: pairs parted by commas, in any case, each left side once.</summary>
    /// <returns><c>false</c>, with what is wrong in the words of Mackerel's plugin, when the text is no such list.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out StatusMap? map, [NotNullWhen(false)] out string? fault)
    {
        ReadOnlySpan<Status> unchanged = [Status.Ok, Status.Warning, Status.Critical, Status.Unknown];
        Span<Status> byStatus = stackalloc Status[unchanged.Length];
        Span<bool> seen = stackalloc bool[unchanged.Length];
        unchanged.CopyTo(byStatus);
        seen.Clear();
        map = null;
        foreach (Range range in text.AsSpan().Split(','))
        {
            ReadOnlySpan<char> pair = text.AsSpan(range);
            int equals = pair.IndexOf('=');
            if (equals < 0 || !TryParseStatus(pair[..equals], out Status from) || !TryParseStatus(pair[(equals + 1)..], out Status to))
            {
                fault = $"invalid status map: {text}";
                return false;
            }

            if (seen[(int)from])
            {
                fault = $"duplicate status in map: {from.ToText()}";
                return false;
            }

            seen[(int)from] = true;
            byStatus[(int)from] = to;
        }

        map = new StatusMap(byStatus);
        fault = null;
        return true;
    }

    private static bool TryParseStatus(ReadOnlySpan<char> text, out Status status)
    {
        for (status = Status.Ok; status <= Status.Unknown; status++)
        {
            if (text.Trim().Equals(status.ToText(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
