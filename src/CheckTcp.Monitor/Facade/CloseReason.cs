using System.Globalization;

namespace CheckTcp.Monitor.Facade;

/// <summary>Why a person closes an alert: it is kept as long as the alert is.</summary>
internal static class CloseReason
{
    /// <summary>In characters.</summary>
    public const int Longest = 1000;

    /// <summary>The reason as it is kept.</summary>
    /// <exception cref="ControlException">There is none, or it is too long.</exception>
    public static string Checked(string? reason) => reason switch
    {
        null or "" => throw new ControlException("reason is missing"),
        { Length: > Longest } => throw new ControlException(string.Create(
            CultureInfo.InvariantCulture, $"reason has {reason.Length} characters; shorten it to {Longest} at most")),
        _ => reason,
    };
}
