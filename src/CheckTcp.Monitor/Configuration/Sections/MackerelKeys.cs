using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>The keys that say how Mackerel is reached. They may hold secrets, so that no finding quotes them.</summary>
internal static class MackerelKeys
{
    /// <summary>The key of the API; <c>null</c> when absent.</summary>
    public static string? Key(Section root)
    {
        if (root.Text("apikey") is not { } key)
        {
            return null;
        }

        if (key.Any(letter => letter is < ' ' or > '~'))
        {
            root.Error(root.Find("apikey")!, "holds characters that no header can carry; write it as Mackerel shows it");
        }

        return key;
    }

    /// <summary>Where the API is; <c>null</c> when absent or empty.</summary>
    public static string? Address(Section root)
    {
        if (root.Text("apibase") is not { Length: > 0 } address)
        {
            return null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            root.Error(root.Find("apibase")!, "is no address; write one such as \"https://api.mackerelio.com\"");
        }

        return address;
    }

    /// <summary>A proxy as it is written; <c>null</c> when absent.</summary>
    public static string? Proxy(Section root, string key)
    {
        if (root.Text(key) is not { } proxy)
        {
            return null;
        }

        if (proxy.Length > 0 && proxy != ProxyAddress.Direct && ProxyAddress.Parse(proxy) is null)
        {
            root.Error(
                root.Find(key)!,
                "is no address of a proxy; write one such as \"http://proxy.example:3128\" (http, https or socks5; %40 for an @ in a password), "
                + "or \"direct\" for none");
        }

        return proxy;
    }
}
