using System.Text;
using CheckTcp.Protocols;

namespace CheckTcp.CommandLine;

/// <summary>What <c>--list-services</c> prints.</summary>
internal static class ServiceList
{
    public static string Text
    {
        get
        {
            var list = new StringBuilder(
                """
                Services, with their steps as --step would have them. Besides, -e is an answer that is read as --expect-pattern has it, expect-message
                reads one message of a binary protocol to its end, and quit is what --quit would say, quit-bytes the same in bytes.

                """);
            foreach (WellKnownService service in WellKnownService.All)
            {
                list.Append($"\n{service.Name}, port {service.Port}{(service.Tls ? ", TLS" : "")} ({service.Source})\n");
                foreach (string step in StepsOf(service))
                {
                    list.Append($"    {step}\n");
                }
            }

            list.Append("\nProtocols that --starttls knows:\n\n");
            foreach (StartTlsProtocol protocol in StartTlsProtocol.All)
            {
                list.Append($"{protocol.Name}, port {protocol.Port} ({protocol.Source})\n");
            }

            return list.ToString();
        }
    }

    /// <summary>The service's steps in words, its goodbye included; its host is called HOST.</summary>
    public static IEnumerable<string> StepsOf(WellKnownService service)
    {
        foreach (Step step in service.Steps(Target.Tcp("HOST", service.Port)))
        {
            yield return StepText.Of(step);
        }

        if (service.Quit is { } quit)
        {
            yield return $"quit={quit}";
        }
    }
}
