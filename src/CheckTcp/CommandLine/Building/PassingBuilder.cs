using CheckTcp.Checks;
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

        faults.Add($"--all-addresses {Excerpt.Of(values.AllAddresses)}: give any, all, or how many have to pass, 1 to {AddressOrder.MaxAddresses}");
        return null;
    }

    public Retries? BuildRetries()
    {
        bool isCount = values.Retries is >= 0 and <= Retries.MaxCount;
        bool isDelay = values.RetryDelay >= 0 && values.RetryDelay <= Limits.MaxWait.TotalSeconds;
        if (!isCount)
        {
            faults.Add($"--retries {values.Retries}: 0 to {Retries.MaxCount} times");
        }

        if (!isDelay)
        {
            faults.Add($"--retry-delay {values.RetryDelay:R}: 0 to {Limits.MaxWait.TotalSeconds:R} seconds");
        }

        return isCount && isDelay && values.Retries > 0
            ? new Retries((int)values.Retries, TimeSpan.FromSeconds(values.RetryDelay))
            : null;
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
            faults.Add($"--closed-by {Excerpt.Of(values.ClosedBy)}: give refused or any");
        }

        return ClosedBy.Any;
    }
}
