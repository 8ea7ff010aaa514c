using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CheckTcp.Monitor.Commands;

/// <summary>What <c>--json</c> prints: one line on standard output.</summary>
internal static class JsonOutput
{
    /// <summary>The option.</summary>
    public static Option<bool> Option() => new("--json") { Description = "JSON on one line" };

    /// <summary>Prints it.</summary>
    public static void Write<T>(T value, JsonTypeInfo<T> type)
    {
        using Stream output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, value, type);
        output.WriteByte((byte)'\n');
    }
}
