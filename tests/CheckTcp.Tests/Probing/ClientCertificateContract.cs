using System.Diagnostics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingClientCertificateTests() : ClientCertificateContract(Transport.Blocking);

public sealed class EpollClientCertificateTests() : ClientCertificateContract(Transport.Epoll);

public sealed class SocketsClientCertificateTests() : ClientCertificateContract(Transport.Sockets);

/// <summary>How a check shows who it is, on each transport.</summary>
public abstract class ClientCertificateContract(Transport transport) : ProbingSession(transport), IDisposable
{
    private static readonly ServerCertificate Client =
        TestCertificates.Trusted.CreateIntermediate("Client Intermediate").Issue(new() { CommonName = "the client" });

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_certificate_with_its_key_in_another_file_is_shown_with_what_is_above_it()
    {
        (string chain, string key) = Client.WritePem(_folder, "client");

        (Observation seen, string[] shown) = await RunAsync(new ClientCertificate(chain) { KeyFile = key });

        Assert.Null(seen.Failure);
        Assert.Equal(["CN=the client", "CN=Client Intermediate"], shown);
    }

    [Fact]
    public async Task A_certificate_with_its_key_in_the_same_file_is_shown()
    {
        string both = _folder.Write("both.pem", Client.Leaf.ExportCertificatePem() + "\n" + Client.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

        Assert.Equal(["CN=the client"], (await RunAsync(new ClientCertificate(both))).Shown);
    }

    [Fact]
    public async Task A_key_may_be_encrypted()
    {
        (string chain, _) = Client.WritePem(_folder, "client");
        var terms = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        string key = _folder.Write("secret.key", Client.Leaf.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("hush", terms));
        string password = _folder.Write("password", "hush\nsecond line\n");

        var certificate = new ClientCertificate(chain) { KeyFile = key, PasswordFile = password };

        Assert.Equal("CN=the client", (await RunAsync(certificate)).Shown[0]);
    }

    [Fact]
    public async Task PKCS12_brings_certificate_key_and_chain()
    {
        string file = WritePkcs12("hush");
        string password = _folder.Write("password", "hush\n");

        (_, string[] shown) = await RunAsync(new ClientCertificate(file) { PasswordFile = password });

        Assert.Equal(["CN=the client", "CN=Client Intermediate"], shown);
    }

    [Fact]
    public async Task A_wrong_password_is_a_fault_of_this_machine()
    {
        string file = WritePkcs12("hush");
        string password = _folder.Write("password", "wrong");

        (Observation seen, _) = await RunAsync(new ClientCertificate(file) { PasswordFile = password });

        AssertUnusable(seen, file);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_a_fault_of_this_machine()
    {
        (string chain, _) = Client.WritePem(_folder, "client");
        (_, string key) = TestCertificates.Valid.WritePem(_folder, "other");

        AssertUnusable((await RunAsync(new ClientCertificate(chain) { KeyFile = key })).Seen, chain);
    }

    [Theory]
    [InlineData("client.pem", null)]
    [InlineData("client.pem", "nothing of the kind")]
    [InlineData("client.p12", "nothing of the kind")]
    public async Task A_file_that_is_none_is_a_fault_of_this_machine(string name, string? content)
    {
        string file = content is null ? _folder / name : _folder.Write(name, content);

        AssertUnusable((await RunAsync(new ClientCertificate(file))).Seen, file);
    }

    [Fact]
    public async Task A_renewed_certificate_counts_at_once()
    {
        (string chain, string key) = Client.WritePem(_folder, "client");
        var certificate = new ClientCertificate(chain) { KeyFile = key };
        await RunAsync(certificate);

        TestCertificates.Trusted.Issue(new() { CommonName = "renewed" }).WritePem(_folder, "client");

        Assert.Equal(["CN=renewed"], (await RunAsync(certificate)).Shown);
    }

    [Fact] // all that it is told before the refusal would pass for a success
    public async Task Under_TLS_13_a_refusal_is_heard_also_where_no_answer_is_expected()
    {
        Observation seen = await RunAsync(peer => peer.SendAsync("220 ready\r\n"), takes: false);

        Assert.Equal((Phase.Tls, FailureCause.Closed), (seen.Failure?.Phase, seen.Failure?.Cause)); // .NET has no alert for it
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_a_word_once_the_certificate_is_shown_is_a_refusal()
    {
        Observation seen = await RunAsync(peer =>
        {
            peer.Truncate();
            return Task.CompletedTask;
        });

        Assert.Equal((Phase.Tls, FailureCause.Closed), (seen.Failure?.Phase, seen.Failure?.Cause));
    }

    [Fact]
    public async Task Silence_once_the_certificate_is_shown_is_consent_and_no_part_of_the_response_time()
    {
        var watch = Stopwatch.StartNew();

        Observation seen = await RunAsync(peer => peer.StallAsync());

        Assert.Null(seen.Failure);
        Assert.True(watch.Elapsed - seen.ResponseTime > TimeSpan.FromSeconds(0.9), $"{seen.ResponseTime} of {watch.Elapsed}");
    }

    /// <summary>A run without an expected answer against a server that speaks TLS 1.3 alone, and takes the client's certificate or not.</summary>
    private async Task<Observation> RunAsync(Func<ScriptedPeer, Task> goOn, bool takes = true)
    {
        (string chain, string key) = Client.WritePem(_folder, "client");
        await using var server = ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = TestCertificates.Valid.ToServerOptions();
            options.EnabledSslProtocols = SslProtocols.Tls13;
            options.ClientCertificateRequired = true;
            options.RemoteCertificateValidationCallback = (_, _, _, _) => takes;
            try
            {
                await peer.StartTlsAsync(options);
            }
            catch (AuthenticationException)
            {
                await peer.FinishAsync();
                return;
            }

            await goOn(peer);
        });
        TcpCheck check = CheckOf(Target.Tcp("localhost", server.Port)) with
        {
            Tls = TlsSettings.Unverified with { ClientCertificate = new ClientCertificate(chain) { KeyFile = key } },
        };
        return await RunAsync(check);
    }

    private static void AssertUnusable(Observation seen, string file)
    {
        Assert.Equal((Phase.Tls, FailureCause.Local), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Contains($": {file}: the client certificate cannot be used: ", seen.Failure?.Message, StringComparison.Ordinal);
    }

    private string WritePkcs12(string password)
    {
        X509Certificate2Collection all = [X509CertificateLoader.LoadCertificate(Client.Intermediates[0].RawData), Client.Leaf];
        string file = _folder / "client.p12";
        File.WriteAllBytes(file, all.Export(X509ContentType.Pkcs12, password)!);
        return file;
    }

    private async Task<(Observation Seen, string[] Shown)> RunAsync(ClientCertificate certificate)
    {
        string[] shown = [];
        await using var server = ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = TestCertificates.Valid.ToServerOptions();
            options.ClientCertificateRequired = true;
            options.RemoteCertificateValidationCallback = (_, leaf, chain, _) =>
            {
                IEnumerable<string> others = chain!.ChainPolicy.ExtraStore.Select(other => other.Subject);
                shown = leaf is null ? [] : [.. others.Prepend(leaf.Subject).Distinct()];
                return leaf is not null;
            };
            await peer.StartTlsAsync(options);
            await peer.SendAsync("220 ready\r\n");
        });
        TcpCheck check = CheckOf(Target.Tcp("localhost", server.Port), Expect("^220")) with
        {
            Tls = TlsSettings.Unverified with { ClientCertificate = certificate },
        };

        return (await RunAsync(check), shown);
    }
}
