using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Support;

public class ScriptedTlsTests
{
    private static readonly SslPolicyErrors WrongName = SslPolicyErrors.RemoteCertificateNameMismatch;
    private static readonly SslPolicyErrors BadChain = SslPolicyErrors.RemoteCertificateChainErrors;

    public static TheoryData<string, ServerCertificate, SslPolicyErrors> Certificates => new()
    {
        { "localhost", TestCertificates.Valid, SslPolicyErrors.None },
        { "localhost", TestCertificates.ValidRsa, SslPolicyErrors.None },
        { "localhost", TestCertificates.ByIntermediate, SslPolicyErrors.None },
        { "127.0.0.1", TestCertificates.ForAddress, SslPolicyErrors.None },
        { "localhost", TestCertificates.ForAddress, WrongName },
        { "localhost", TestCertificates.WrongName, WrongName },
        { "localhost", TestCertificates.Expired, BadChain },
        { "localhost", TestCertificates.NotYetValid, BadChain },
        { "localhost", TestCertificates.SelfSigned, BadChain },
        { "localhost", TestCertificates.UnknownIssuer, BadChain },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Certificates), DisableDiscoveryEnumeration = true)]
    public async Task A_certificate_is_as_good_or_bad_as_it_is_called(string name, ServerCertificate certificate, SslPolicyErrors expected)
    {
        await using ScriptedServer server = ScriptedServer.StartTls(certificate, peer => peer.SendAsync("220 ready\r\n"));
        SslPolicyErrors? errors = null;

        string greeting = await ReadToEndAsync(server, new SslClientAuthenticationOptions
        {
            TargetHost = name,
            CertificateChainPolicy = TrustingTheTestAuthority(),
            RemoteCertificateValidationCallback = (_, _, _, found) => (errors = found) is not null,
        });

        Assert.Equal(expected, errors);
        Assert.Equal("220 ready\r\n", greeting);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
    }

    [Fact]
    public async Task A_client_that_refuses_the_certificate_is_no_failure_of_the_script()
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"));

        await Assert.ThrowsAsync<AuthenticationException>(() => ReadToEndAsync(server, new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, _, _, _) => false,
        }));

        await server.ConnectionEnded;
    }

    [Fact]
    public async Task What_the_client_says_within_TLS_is_recorded_in_the_clear()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("ready for TLS\r\n");
            await peer.ReceiveLineAsync();
            await peer.StartTlsAsync(TestCertificates.Valid);
            await peer.ReceiveLineAsync();
        });
        using TcpClient client = new("127.0.0.1", server.Port);
        await client.GetStream().ReadExactlyAsync(new byte["ready for TLS\r\n".Length], Cancellation);
        await client.GetStream().WriteAsync("STARTTLS\r\n"u8.ToArray(), Cancellation);
        await server.UntilReceivedAsync("STARTTLS\r\n"); // the handshake is not read as part of the line

        await using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(new() { TargetHost = "localhost", CertificateChainPolicy = TrustingTheTestAuthority() }, Cancellation);
        await tls.WriteAsync("QUIT\r\n"u8.ToArray(), Cancellation);

        await server.UntilReceivedAsync("STARTTLS\r\nQUIT\r\n");
    }

    private static X509ChainPolicy TrustingTheTestAuthority()
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(TestCertificates.Trusted.Pem));
        return policy;
    }

    private static async Task<string> ReadToEndAsync(ScriptedServer server, SslClientAuthenticationOptions options)
    {
        using TcpClient client = new("127.0.0.1", server.Port);
        await using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(options, Cancellation);
        using StreamReader reader = new(tls);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
