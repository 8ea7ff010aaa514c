using System.Text.Json;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>Members of what a client sent, with the types that the server insists on. A member that is <c>null</c> counts as left out.</summary>
internal static class JsonFields
{
    public static string Text(this JsonElement element, string name) =>
        element.OptionalText(name) ?? throw new CallRefusedException(400, $"{name} is missing.");

    public static string? OptionalText(this JsonElement element, string name) => element.Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new CallRefusedException(400, $"{name} is no string.");

    public static long Whole(this JsonElement element, string name) =>
        element.OptionalWhole(name) ?? throw new CallRefusedException(400, $"{name} is missing.");

    public static long? OptionalWhole(this JsonElement element, string name) => element.Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number
        : throw new CallRefusedException(400, $"{name} is no whole number.");

    public static JsonElement? OptionalObject(this JsonElement element, string name) => element.Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? value
        : throw new CallRefusedException(400, $"{name} is no object.");

    public static JsonElement Object(this JsonElement element, string name) =>
        element.OptionalObject(name) ?? throw new CallRefusedException(400, $"{name} is missing.");

    /// <returns><c>null</c> when it was left out.</returns>
    public static IReadOnlyList<JsonElement>? OptionalList(this JsonElement element, string name) => element.Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw new CallRefusedException(400, $"{name} is no array.");

    private static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object ? throw new CallRefusedException(400, $"What should hold {name} is no object.")
        : element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
