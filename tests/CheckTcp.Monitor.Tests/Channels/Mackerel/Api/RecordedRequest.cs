using System.Collections.Immutable;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

/// <summary>A request as it came over the wire.</summary>
internal sealed record RecordedRequest(string Method, string Target, ImmutableDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Method} {Target}";
}
