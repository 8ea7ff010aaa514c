using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CheckTcp.Monitor.Domain;

/// <summary>A list that compares by value is, in JSON, an array like any other; there is no <c>null</c> in it.</summary>
internal abstract class ValueListConverter<T>(JsonTypeInfo<T[]> items) : JsonConverter<ValueList<T>>
    where T : class
{
    /// <inheritdoc/>
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        T[] read = JsonSerializer.Deserialize(ref reader, items) ?? [];
        return Array.TrueForAll(read, item => item is not null) ? [.. read] : throw new JsonException("there is a null in a list");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], items);
}

/// <inheritdoc/>
internal sealed class SlowFactsConverter() : ValueListConverter<SlowFacts>(DiagnosisJson.Default.SlowFactsArray);

/// <inheritdoc/>
internal sealed class FailureFactsConverter() : ValueListConverter<FailureFacts>(DiagnosisJson.Default.FailureFactsArray);

/// <inheritdoc/>
internal sealed class AddressFactsConverter() : ValueListConverter<AddressFacts>(DiagnosisJson.Default.AddressFactsArray);
