using System.Collections.Immutable;
using System.Net;
using CheckTcp.Probing;

namespace CheckTcp.Tests.Verdicts;

/// <summary>Observations made by hand.</summary>
internal static class Seeing
{
    private static readonly IPEndPoint First = new(IPAddress.Parse("192.0.2.1"), 21);
    private static readonly IPEndPoint Second = new(IPAddress.Parse("2001:db8::1"), 21);

    public static Observation Success(string response = "", double seconds = 0.004) => Success(ByteText.Encode(response), seconds);

    public static Observation Success(byte[] response, double seconds = 0.004) => new()
    {
        ResponseTime = TimeSpan.FromSeconds(seconds),
        Attempts = [new AddressAttempt(First, null, true)],
        Response = response,
        BytesReceived = response.Length,
    };

    public static Observation Failed(Phase phase, FailureCause cause, string message = "some words", string response = "") =>
        Success(response) with { Failure = new Failure(phase, cause, message) };

    /// <summary>No address could be connected to, each for its cause.</summary>
    public static Observation NotConnected(params FailureCause[] causes)
    {
        ImmutableArray<AddressAttempt> attempts =
            [.. causes.Select((cause, i) => new AddressAttempt(i == 0 ? First : Second, Failure.Of(Phase.Connect, cause, $"{i}"), false))];
        return new Observation { Attempts = attempts, Failure = attempts[^1].Failure };
    }
}
