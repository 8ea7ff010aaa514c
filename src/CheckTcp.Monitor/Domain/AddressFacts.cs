using CheckTcp.Probing;

namespace CheckTcp.Monitor.Domain;

/// <summary>What became of one address of a target.</summary>
/// <param name="Address">The address with its port, fit to be shown.</param>
/// <param name="Failure">Why it failed; <c>null</c> when it did not.</param>
internal sealed record AddressFacts(string Address, FailureFacts? Failure = null)
{
    /// <summary>As many are kept: those that failed first.</summary>
    private const int MostAddresses = 16;

    /// <summary>What is kept of the addresses of a run: something only where several were met and one failed. One whose turn did not come is
    /// left out.</summary>
    public static ValueList<AddressFacts>? Of(TcpCheck check, Observation seen, Status status)
    {
        // Where a refusal is wanted, an address that fails does as it should.
        if (seen.Attempts.Length + seen.Addresses.Length < 2 || (status == Status.Ok && (check.ExpectClosed || seen.Failure is not null)))
        {
            return null;
        }

        AddressFacts[] met = seen.Addresses.IsEmpty
            ? [.. seen.Attempts.Where(attempt => attempt.Connected || attempt.Failure is not null).Select(attempt => Of(attempt.EndPoint, attempt.Failure))]
            : [.. seen.Addresses.Select(address => Of(address.EndPoint, address.Seen.Failure))];
        return met.Length < 2 || met.All(address => address.Failure is null)
            ? null
            : [.. met.OrderBy(address => address.Failure is null).Take(MostAddresses)];
    }

    /// <summary>How often a SYN had to be sent again to an address that answered, at most; <c>null</c> when none had to.</summary>
    public static int? RetransmissionsIn(Observation seen)
    {
        int most = MostIn(seen);
        foreach (AddressObservation address in seen.Addresses)
        {
            most = Math.Max(most, MostIn(address.Seen));
        }

        return most == 0 ? null : most;
    }

    /// <summary><c>[::1]:25 connect: refused</c>.</summary>
    public override string ToString() => Failure is null ? Address : $"{Address} {Failure}";

    private static AddressFacts Of(System.Net.EndPoint endPoint, Failure? failure) =>
        new(Display.Escape(endPoint.ToString()!), failure is null ? null : FailureFacts.Of(failure));

    private static int MostIn(Observation seen)
    {
        int most = 0;
        foreach (AddressAttempt attempt in seen.Attempts)
        {
            most = Math.Max(most, attempt.Retransmissions ?? 0);
        }

        return most;
    }
}
