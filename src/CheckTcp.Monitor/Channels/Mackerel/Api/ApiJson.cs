using System.Text.Json;
using System.Text.Json.Serialization;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>What is sent and received: members in camel case, absent ones left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportsBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(EmptyBody))]
[JsonSerializable(typeof(IdAnswer))]
[JsonSerializable(typeof(HostAnswer))]
[JsonSerializable(typeof(HostsAnswer))]
[JsonSerializable(typeof(HostDescription))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ApiJson : JsonSerializerContext;
