using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>What came of a call to the API: its answer, or why there is none.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Failure">Why there is none; <c>null</c> when there is.</param>
internal readonly record struct ApiAnswer<T>(T? Value, ApiFailure? Failure)
{
    /// <summary>Whether it succeeded.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Failure is null;

    /// <summary>An answer.</summary>
    public static implicit operator ApiAnswer<T>(T value) => new(value, null);

    /// <summary>None.</summary>
    public static implicit operator ApiAnswer<T>(ApiFailure failure) => new(default, failure);
}
