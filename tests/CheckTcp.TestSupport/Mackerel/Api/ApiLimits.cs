using Microsoft.Extensions.Primitives;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>How much of a list a call asks for.</summary>
internal static class ApiLimits
{
    private const int Most = 100;

    /// <summary>The parameter <c>limit</c>, 1 to 100.</summary>
    public static int Limit(this ApiCall call) => !call.Query.TryGetValue("limit", out StringValues given) ? Most
        : int.TryParse(given, out int limit) && limit is >= 1 and <= Most ? limit
        : throw new CallRefusedException(400, "limit is 1 to 100.");

    /// <summary>The place of the item whose id is the parameter <c>nextId</c>; <c>null</c> without one.</summary>
    public static int? NextPlace(this ApiCall call, IEnumerable<string> ids) => !call.Query.TryGetValue("nextId", out StringValues given) ? null
        : ids.ToList().IndexOf(given.ToString()) is >= 0 and var place ? place
        : throw new CallRefusedException(400, "nextId is unknown.");
}
