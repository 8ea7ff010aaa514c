using System.Text.Json;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>Phases and causes as programs read them; docs/output.md lists them.</summary>
internal static class FailureNames
{
    public static string Of(Phase phase) => JsonNamingPolicy.KebabCaseLower.ConvertName(phase.ToString());

    public static string Of(FailureCause cause) => JsonNamingPolicy.KebabCaseLower.ConvertName(cause.ToString());
}
