using System.Text.Json;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>What a server says about a call that it did not grant, on one line and bounded.</summary>
internal static class ApiErrorText
{
    private const int Shown = 100;

    /// <summary>The error in a body: <c>{"error":{"message":"..."}}</c> or <c>{"error":"..."}</c>, else how the body begins.</summary>
    /// <param name="body">The body.</param>
    /// <param name="secret">Is blotted out, should the server repeat it.</param>
    /// <returns>Empty for an empty body.</returns>
    public static string Of(ReadOnlySpan<byte> body, string secret) => MessageIn(body) is { } message ? Fit(message, secret) : Beginning(body, secret);

    /// <summary>How a body begins.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Beginning(ReadOnlySpan<byte> body, string secret) => Fit(ByteText.Decode(body), secret);

    /// <summary>Text of a server, fit to be shown.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Fit(string text, string secret)
    {
        // Before it is shortened, so that no part of a secret is left. A key of Mackerel has 44 letters or so.
        string without = secret.Length < 8 ? text : text.Replace(secret, "(the key)", StringComparison.Ordinal);
        return Display.Escape(without.Trim(), Shown);
    }

    private static string? MessageIn(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out JsonElement error))
            {
                return null;
            }

            if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out JsonElement message))
            {
                error = message;
            }

            return error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or text in it that is no UTF-8
        }
    }
}
