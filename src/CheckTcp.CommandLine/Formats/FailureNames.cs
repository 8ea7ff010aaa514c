using System.Text.Json;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>Phases and causes as programs read them; docs/output.md lists them.</summary>
public static class FailureNames
{
    /// <summary>A phase, such as <c>connect</c>.</summary>
    public static string Of(Phase phase) => JsonNamingPolicy.KebabCaseLower.ConvertName(phase.ToString());

    /// <summary>A cause, such as <c>timed-out</c>.</summary>
    public static string Of(FailureCause cause) => JsonNamingPolicy.KebabCaseLower.ConvertName(cause.ToString());
}
