using System.Globalization;

namespace CheckTcp;

/// <summary>How many of a target's addresses have to pass, when each is checked by itself.</summary>
public sealed record AddressQuorum
{
    private AddressQuorum(int? count) => Count = count;

    /// <summary>Every one.</summary>
    public static AddressQuorum All { get; } = new((int?)null);

    /// <summary>One is enough.</summary>
    public static AddressQuorum Any { get; } = new((int?)1);

    /// <summary>How many; <c>null</c> for all.</summary>
    public int? Count { get; }

    /// <summary>At least so many; a target with fewer addresses fails.</summary>
    /// <param name="count">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static AddressQuorum AtLeast(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new((int?)count);
    }

    /// <summary>How many of so many addresses have to pass.</summary>
    /// <param name="addresses">How many there are.</param>
    public int Of(int addresses) => Count ?? Math.Max(1, addresses);

    /// <summary><c>all</c>, or the number.</summary>
    public override string ToString() => Count?.ToString(CultureInfo.InvariantCulture) ?? "all";
}
