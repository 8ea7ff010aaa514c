using System.Text.Json;
using System.Text.Json.Serialization;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>How a stand-in's own things are written: in its journal and to those who control it.</summary>
internal static class StandInJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };
}
