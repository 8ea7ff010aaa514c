using CheckTcp.CommandLine.Options;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes of what the options said what a run needs to pass: at how many addresses, after how many attempts, and what proves that
/// a port is closed.</summary>
internal sealed class PassingBuilder(OptionValues values, Route route, List<string> faults)
{
    public AddressQuorum? BuildQuorum()
    {
        if (values.AllAddresses.Length == 0)
        {
            return null;
        }

        if (values.SocketPath.Length > 0)
        {
            faults.Add("--all-addresses: a Unix socket has no addresses; leave out one of the two");
        }
        else if (route.Proxy?.ResolvesNames == true)
        {
            faults.Add("--all-addresses: the addresses are known to the proxy alone; take a proxy of socks5://, with which the name is resolved here");
        }

        if (values.AllAddresses.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return AddressQuorum.All;
        }

        if (values.AllAddresses.Equals("any", StringComparison.OrdinalIgnoreCase))
        {
            return AddressQuorum.Any;
        }

        if (NumberText.TryParseInteger(values.AllAddresses, out long count) && count is >= 1 and <= AddressOrder.MaxAddresses)
        {
            return AddressQuorum.AtLeast((int)count);
        }

        faults.Add($"--all-addresses {values.Quote(values.AllAddresses)}: give any, all, or how many have to pass, 1 to {AddressOrder.MaxAddresses}");
        return null;
    }

    public Retries? BuildRetries()
    {
        long count = values.Retries ?? 0;
        double delay = values.RetryDelay ?? Retries.DefaultDelay.TotalSeconds;
        bool isCount = count is >= 0 and <= Retries.MaxCount;
        bool isDelay = delay >= 0 && delay <= Limits.MaxWait.TotalSeconds;
        if (!isCount)
        {
            faults.Add($"--retries {count}: 0 to {Retries.MaxCount} times");
        }

        if (!isDelay)
        {
            faults.Add($"--retry-delay {delay:R}: 0 to {Limits.MaxWait.TotalSeconds:R} seconds");
        }
        else if (values.Retries is null && values.RetryDelay is not null)
        {
            faults.Add("--retry-delay: it tells when --retries tries again; give that, too");
        }
        else if (count > 0 && values.Timeout > 0 && delay >= values.Timeout) // 0 is no limit
        {
            faults.Add($"--retries {count}: a --retry-delay of {delay:R} seconds leaves nothing of the --timeout of {values.Timeout:R} for another attempt; "
                + "shorten the one or lengthen the other");
        }

        return isCount && isDelay && count > 0 ? new Retries((int)count, TimeSpan.FromSeconds(delay)) : null;
    }

    public ClosedBy BuildClosedBy()
    {
        if (values.ClosedBy.Length == 0)
        {
            return ClosedBy.Any;
        }

        if (!values.ExpectClosed)
        {
            faults.Add("--closed-by: it tells what --expect-closed takes for closed; give that, too");
        }

        if (values.ClosedBy.Equals("refused", StringComparison.OrdinalIgnoreCase))
        {
            return ClosedBy.Refused;
        }

        if (!values.ClosedBy.Equals("any", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"--closed-by {values.Quote(values.ClosedBy)}: give refused or any");
        }

        return ClosedBy.Any;
    }
}
