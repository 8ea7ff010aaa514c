using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CheckTcp.Monitor.Facade.Remote;

/// <summary>The JSON of the control socket and of <c>--json</c>: camelCase, times as RFC 3339, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(IReadOnlyList<AlertView>))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(ErrorView))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>Readable text beyond ASCII, control characters escaped.</summary>
    public static ControlJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
