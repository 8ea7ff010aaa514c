using System.Text.Json.Nodes;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>An answer of the API.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Its JSON.</param>
public sealed record ApiReply(int Status, string Body)
{
    /// <summary>What calls without a result answer.</summary>
    public static ApiReply Success { get; } = Of(new JsonObject { ["success"] = true });

    public static ApiReply Of(JsonNode body) => new(200, body.ToJsonString());

    public static ApiReply Error(int status, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["message"] = message } }.ToJsonString());
}
