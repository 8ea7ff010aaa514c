using System.Text.Json;
using System.Text.Json.Serialization;

namespace CheckTcp.Monitor.Domain;

/// <summary>A diagnosis as text, as it is stored: JSON without a space in it. Members are only ever added.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Diagnosis))]
[JsonSerializable(typeof(SlowFacts[]))]
[JsonSerializable(typeof(FailureFacts[]))]
[JsonSerializable(typeof(AddressFacts[]))]
internal sealed partial class DiagnosisJson : JsonSerializerContext
{
    /// <summary>The text; <c>null</c> for none.</summary>
    public static string? TextOf(Diagnosis? diagnosis) =>
        diagnosis is null ? null : JsonSerializer.Serialize(diagnosis, Default.Diagnosis);

    /// <summary>The diagnosis of a text; <c>null</c> for none, and for a text that makes no sense, as a damaged file may hold.</summary>
    public static Diagnosis? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, Default.Diagnosis);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
