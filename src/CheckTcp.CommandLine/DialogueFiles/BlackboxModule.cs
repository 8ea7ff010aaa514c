using System.Globalization;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>A module of the blackbox exporter for TCP, as options: <c>config/config.go</c> and <c>prober/tcp.go</c> of the exporter say what
/// its keys mean.</summary>
internal static class BlackboxModule
{
    /// <exception cref="DialogueFileException">It is for another prober, or asks for what no check can do.</exception>
    public static IReadOnlyList<DialogueArgument> Read(YamlSection module, string folder)
    {
        var arguments = new List<DialogueArgument>();
        if (module.Text("prober") is var prober and not "tcp")
        {
            throw module.Fault("prober", $"the module is for the prober {prober ?? "(none)"}; only those for tcp can be read");
        }

        module.PassOver("http", "icmp", "dns", "grpc", "unix", "websocket"); // of other probers, which the exporter passes over, too
        if (module.Text("timeout") is { } timeout)
        {
            double seconds = PrometheusDuration.TryParse(timeout, out double parsed) ? parsed : throw module.Fault("timeout", "no duration such as 5s");
            arguments.Add(new(string.Create(CultureInfo.InvariantCulture, $"--timeout={seconds:R}"), module.LineOf("timeout")));
        }

        if (module.Section("tcp") is { } tcp)
        {
            AddTcp(arguments, tcp, folder);
        }

        module.EndOfKeys();
        return arguments;
    }

    private static void AddTcp(List<DialogueArgument> arguments, YamlSection tcp, string folder)
    {
        AddFamily(arguments, tcp);
        if (tcp.Text("source_ip_address") is { Length: > 0 } source)
        {
            arguments.Add(new($"--source={source}", tcp.LineOf("source_ip_address")));
        }

        bool isTls = tcp.Flag("tls") == true;
        DialogueArgument[] steps = [.. tcp.List("query_response").SelectMany(BlackboxStep.Read).Take(DialogueFile.MaxSteps + 1)];
        if (steps.Length > DialogueFile.MaxSteps)
        {
            throw tcp.Fault("query_response", $"more than {DialogueFile.MaxSteps} steps; write a shorter dialogue");
        }

        List<DialogueArgument> settings = tcp.Section("tls_config") is { } given ? TlsSettings(given, folder) : [];
        if (isTls)
        {
            arguments.Add(new("--ssl", tcp.LineOf("tls")));
        }

        if (isTls || steps.Any(step => step.Text == BlackboxStep.StartTls))
        {
            arguments.AddRange(settings); // elsewhere they are judged, and mean nothing
        }

        arguments.AddRange(steps);
        tcp.EndOfKeys();
    }

    /// <summary>With the fallback, which is the default, every address is tried, in better order.</summary>
    private static void AddFamily(List<DialogueArgument> arguments, YamlSection tcp)
    {
        string family = tcp.Text("preferred_ip_protocol") ?? "";
        bool fallsBack = tcp.Flag("ip_protocol_fallback") ?? true;
        if (family is not ("" or "ip4" or "ip6"))
        {
            throw tcp.Fault("preferred_ip_protocol", "it is ip4 or ip6");
        }

        if (!fallsBack)
        {
            arguments.Add(new(family == "ip4" ? "-4" : "-6", tcp.LineOf("ip_protocol_fallback")));
        }
    }

    private static List<DialogueArgument> TlsSettings(YamlSection settings, string folder)
    {
        var arguments = new List<DialogueArgument>();
        if (settings.Flag("insecure_skip_verify") == true)
        {
            arguments.Add(new("--no-check-certificate", settings.LineOf("insecure_skip_verify")));
        }

        AddPem("--ca-file", "ca");
        AddPem("--client-cert", "cert");
        AddPem("--client-key", "key");
        Add("--sni", "server_name", name => name);
        Add("--tls-min", "min_version", Version);
        Add("--tls-max", "max_version", Version);
        settings.EndOfKeys();
        return arguments;

        void Add(string option, string key, Func<string, string?> convert)
        {
            if (settings.Text(key) is { Length: > 0 } text)
            {
                string value = convert(text) ?? throw settings.Fault(key, "it is one of TLS10, TLS11, TLS12 and TLS13");
                arguments.Add(new($"{option}={value}", settings.LineOf(key)));
            }
        }

        // In the module itself, or in a file: not both, as the exporter has it.
        void AddPem(string option, string key)
        {
            string fileKey = $"{key}_file";
            Add(option, fileKey, InFolder);
            if (settings.Text(key) is not { Length: > 0 } pem)
            {
                return;
            }

            if (settings.Text(fileKey) is { Length: > 0 })
            {
                throw settings.Fault(key, $"{key} and {fileKey} exclude each other; leave one of them out");
            }

            if (!pem.Contains("-----BEGIN ", StringComparison.Ordinal))
            {
                throw settings.Fault(key, $"{key} is not PEM; give the text with its line -----BEGIN ...-----, or the name of a file as {fileKey}");
            }

            arguments.Add(new($"{option}={pem}", settings.LineOf(key)));
        }

        string InFolder(string path) => Path.Combine(folder, path);

        static string? Version(string text) => text switch
        {
            "TLS10" => "1.0",
            "TLS11" => "1.1",
            "TLS12" => "1.2",
            "TLS13" => "1.3",
            _ => null,
        };
    }
}
