using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;

namespace CheckTcp.TestSupport;

/// <summary>Observations made by hand.</summary>
public static class Seeing
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

    /// <summary>Somebody listens where nobody should.</summary>
    public static Observation Open() => Success() with { Failure = Failure.Of(Phase.Connect, FailureCause.Open, "open") };

    /// <summary>A server that answers, but not what is wanted.</summary>
    public static Observation Mismatch(double seconds = 0.004) =>
        Success("421 busy", seconds) with { Failure = Failure.Of(Phase.Expect, FailureCause.Mismatch, "x", "no") };

    /// <summary>A server that ends the handshake with this alert.</summary>
    public static Observation RefusedBy(byte alert, double seconds = 0.004) => Success("", seconds) with
    {
        Failure = Failure.Of(Phase.Tls, FailureCause.TlsAlert, "x", $"alert {alert}") with { TlsAlert = alert },
    };

    /// <summary>No address could be connected to, each for its cause.</summary>
    public static Observation NotConnected(params FailureCause[] causes)
    {
        ImmutableArray<AddressAttempt> attempts =
            [.. causes.Select((cause, i) => new AddressAttempt(i == 0 ? First : Second, Failure.Of(Phase.Connect, cause, $"{i}"), false)
            {
                Duration = TimeSpan.FromSeconds(1),
            })];
        return new Observation { Attempts = attempts, Failure = attempts[^1].Failure };
    }

    /// <summary>A certificate in DER for mail.example and 192.0.2.1, valid from 2020-01-01 to 2030-01-02 03:04:05 UTC, or to the end
    /// that is given.</summary>
    public static byte[] Certificate(string subject, string issuer, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mail.example");
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(
            new X500DistinguishedName(issuer),
            X509SignatureGenerator.CreateForECDsa(key),
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            notAfter ?? new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
            [1]);
        return certificate.RawData;
    }
}
