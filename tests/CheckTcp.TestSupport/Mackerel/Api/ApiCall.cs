using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>A call to the API, without the transport's part.</summary>
/// <param name="Method">Of HTTP.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="ApiKey">The key that came with it; <c>null</c> for none.</param>
/// <param name="Body">As text; empty when there was none.</param>
/// <param name="At">The server's time.</param>
public sealed record ApiCall(string Method, string Target, string? ApiKey, string Body, DateTimeOffset At)
{
    private const string Root = "/api/v0/";

    /// <summary>The parts of the path below the API's root; none for a path elsewhere.</summary>
    public string[] Segments { get; } = SegmentsOf(Target);

    /// <summary>The parameters.</summary>
    public Dictionary<string, StringValues> Query { get; } = QueryHelpers.ParseQuery(Target.Split('?', 2) is [_, var query] ? query : "");

    /// <summary>The body as an object.</summary>
    /// <exception cref="CallRefusedException">It is none.</exception>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            JsonElement root = document.RootElement.Clone();
            return root.ValueKind == JsonValueKind.Object ? root : throw new CallRefusedException(400, "The body is no JSON object.");
        }
        catch (JsonException)
        {
            throw new CallRefusedException(400, "The body is no JSON.");
        }
    }

    private static string[] SegmentsOf(string target)
    {
        string path = target.Split('?', 2)[0];
        return path.StartsWith(Root, StringComparison.Ordinal) ? [.. path[Root.Length..].Split('/').Select(Uri.UnescapeDataString)] : [];
    }
}
