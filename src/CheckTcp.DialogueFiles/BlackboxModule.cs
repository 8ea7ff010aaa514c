using System.Globalization;

namespace CheckTcp.DialogueFiles;

/// <summary>A module of the blackbox exporter for TCP, as options: <c>config/config.go</c> and <c>prober/tcp.go</c> of the exporter say what
/// its keys mean.</summary>
internal static class BlackboxModule
{
    /// <exception cref="DialogueFileException">It is for another prober, or asks for what no check can do.</exception>
    public static IReadOnlyList<string> Read(YamlSection module, string folder)
    {
        var arguments = new List<string>();
        if (module.Text("prober") is var prober and not "tcp")
        {
            throw module.Fault("prober", $"the module is for the prober {prober ?? "(none)"}; only those for tcp can be read");
        }

        if (module.Text("timeout") is { } timeout)
        {
            double seconds = PrometheusDuration.TryParse(timeout, out double parsed) ? parsed : throw module.Fault("timeout", "no duration such as 5s");
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--timeout={seconds:R}"));
        }

        if (module.Section("tcp") is { } tcp)
        {
            AddTcp(arguments, tcp, folder);
        }

        module.EndOfKeys();
        return arguments;
    }

    private static void AddTcp(List<string> arguments, YamlSection tcp, string folder)
    {
        AddFamily(arguments, tcp);
        if (tcp.Text("source_ip_address") is { Length: > 0 } source)
        {
            arguments.Add($"--source={source}");
        }

        bool isTls = tcp.Flag("tls") == true;
        string[] steps = [.. tcp.List("query_response").SelectMany(BlackboxStep.Read)];
        YamlSection? settings = tcp.Section("tls_config");
        if (isTls)
        {
            arguments.Add("--ssl");
        }

        if (isTls || steps.Contains(BlackboxStep.StartTls))
        {
            AddTls(arguments, settings, folder);
        }

        arguments.AddRange(steps);
        tcp.EndOfKeys();
    }

    /// <summary>With the fallback, which is the default, every address is tried, in better order.</summary>
    private static void AddFamily(List<string> arguments, YamlSection tcp)
    {
        string family = tcp.Text("preferred_ip_protocol") ?? "";
        bool fallsBack = tcp.Flag("ip_protocol_fallback") ?? true;
        if (family is not ("" or "ip4" or "ip6"))
        {
            throw tcp.Fault("preferred_ip_protocol", "it is ip4 or ip6");
        }

        if (!fallsBack)
        {
            arguments.Add(family == "ip4" ? "-4" : "-6");
        }
    }

    private static void AddTls(List<string> arguments, YamlSection? settings, string folder)
    {
        if (settings is null)
        {
            return;
        }

        if (settings.Flag("insecure_skip_verify") == true)
        {
            arguments.Add("--no-check-certificate");
        }

        AddIfGiven("--ca-file", PathOf("ca_file"));
        AddIfGiven("--client-cert", PathOf("cert_file"));
        AddIfGiven("--client-key", PathOf("key_file"));
        AddIfGiven("--sni", settings.Text("server_name"));
        AddIfGiven("--tls-min", Version("min_version"));
        AddIfGiven("--tls-max", Version("max_version"));
        settings.EndOfKeys();

        string? PathOf(string key) => settings.Text(key) is { Length: > 0 } path ? Path.Combine(folder, path) : null;

        string? Version(string key) => settings.Text(key) switch
        {
            null or "" => null,
            "TLS10" => "1.0",
            "TLS11" => "1.1",
            "TLS12" => "1.2",
            "TLS13" => "1.3",
            _ => throw settings.Fault(key, "it is one of TLS10, TLS11, TLS12 and TLS13"),
        };

        void AddIfGiven(string option, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                arguments.Add($"{option}={value}");
            }
        }
    }
}
