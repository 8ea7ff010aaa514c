using System.Diagnostics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
    public async Task A_certificate_and_its_key_may_be_given_as_text_and_a_key_that_is_wrong_is_not_shown()
    {
        (string chain, string key) = Client.WritePem(_folder, "client");
        (_, string other) = TestCertificates.Valid.WritePem(_folder, "other");

        (Observation seen, string[] shown) = await RunAsync(new ClientCertificate(File.ReadAllText(chain)) { KeyFile = File.ReadAllText(key) });
        (Observation wrong, _) = await RunAsync(new ClientCertificate(File.ReadAllText(chain)) { KeyFile = File.ReadAllText(other) });

        Assert.Null(seen.Failure);
        Assert.Equal(["CN=the client", "CN=Client Intermediate"], shown);
        Assert.EndsWith(
            ": the PEM given as text: the client certificate cannot be used: the key is not that of the certificate in the PEM given as text",
            wrong.Failure?.Message,
            StringComparison.Ordinal);
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

    [Theory]
    [InlineData("wrong", "password", "the password is not that of {0}/client.p12")]
    [InlineData("", "password", "it is empty or cannot be read")]
    [InlineData(null, "client.p12", "it is encrypted; name the file that holds its password (--key-password-file)")]
    public async Task A_password_that_is_not_that_of_PKCS12_is_a_fault_of_this_machine(string? password, string file, string why)
    {
        string? passwordFile = password is null ? null : _folder.Write("password", password);

        (Observation seen, _) = await RunAsync(new ClientCertificate(WritePkcs12("hush")) { PasswordFile = passwordFile });

        AssertUnusable(seen, file, why);
    }

    [Theory]
    [InlineData("encrypted", null, "secret.key", "the key is encrypted; name the file that holds its password (--key-password-file)")]
    [InlineData("encrypted", "wrong", "password", "the password is not that of the key in {0}/secret.key")]
    [InlineData("plain", "hush", "secret.key", "the key is not encrypted; leave out the password of {0}/password (--key-password-file)")]
    [InlineData("none", null, "secret.key", "there is no private key in it")]
    [InlineData("traditional", "hush", "secret.key", "the key is encrypted in OpenSSL's traditional form, which cannot be read here; convert it: openssl pkcs8 -topk8")]
    [InlineData("another's", null, "secret.key", "the key is not that of the certificate in {0}/client.pem")]
    public async Task A_key_that_cannot_be_used_is_named_with_the_mend(string kind, string? password, string file, string why)
    {
        (string chain, _) = Client.WritePem(_folder, "client");
        ECDsa key = Client.Leaf.GetECDsaPrivateKey()!;
        var terms = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        string keyFile = _folder.Write("secret.key", kind switch
        {
            "encrypted" => key.ExportEncryptedPkcs8PrivateKeyPem("hush", terms),
            "plain" => key.ExportPkcs8PrivateKeyPem(),
            "traditional" => "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
            "another's" => TestCertificates.Valid.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            _ => "nothing of the kind",
        });
        string? passwordFile = password is null ? null : _folder.Write("password", password);

        (Observation seen, _) = await RunAsync(new ClientCertificate(chain) { KeyFile = keyFile, PasswordFile = passwordFile });

        AssertUnusable(seen, file, why);
    }

    [Theory]
    [InlineData("client.pem", null, "it is empty or cannot be read")]
    [InlineData("client.pem", "nothing of the kind", "there is no certificate in it")]
    [InlineData("client.p12", "nothing of the kind", "")]
    public async Task A_file_that_is_none_is_a_fault_of_this_machine(string name, string? content, string why)
    {
        string file = content is null ? _folder / name : _folder.Write(name, content);

        AssertUnusable((await RunAsync(new ClientCertificate(file))).Seen, name, why);
    }

    [Fact]
    public async Task A_certificate_without_its_key_asks_for_it()
    {
        (string chain, _) = Client.WritePem(_folder, "client");

        AssertUnusable(
            (await RunAsync(new ClientCertificate(chain))).Seen, "client.pem", "there is no private key in it; name the file that holds it (--client-key)");
    }

    [Fact]
    public void PKCS12_takes_no_key_beside_its_own() =>
        Assert.Throws<ArgumentException>(() => new ClientCertificate("client.p12") { KeyFile = "client.key" });

    [Fact]
    public async Task A_renewed_certificate_counts_at_once()
    {
        (string chain, string key) = Client.WritePem(_folder, "client");
        var certificate = new ClientCertificate(chain) { KeyFile = key };
        await RunAsync(certificate);

        TestCertificates.Trusted.Issue(new() { CommonName = "renewed" }).WritePem(_folder, "client");

        Assert.Equal(["CN=renewed"], (await RunAsync(certificate)).Shown);
    }

    [Theory] // all that it is told before the refusal would pass for a success
    [InlineData(SslProtocols.Tls12)] // where servers on .NET judge after the handshake, too
    [InlineData(SslProtocols.Tls13)]
    public async Task A_refusal_after_the_handshake_is_heard_also_where_no_answer_is_expected(SslProtocols version)
    {
        Observation seen = await RunAsync(peer => peer.SendAsync("220 ready\r\n"), takes: false, version);

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
    public async Task A_refusal_that_has_a_long_way_is_waited_for()
    {
        Observation seen = await RunAsync(
            async peer =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation); // more than a server nearby is given
                peer.Truncate();
            },
            hesitates: TimeSpan.FromSeconds(0.7));

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

    /// <summary>A run without an expected answer against a server that speaks one version, and takes the client's certificate or not.</summary>
    private async Task<Observation> RunAsync(
        Func<ScriptedPeer, Task> goOn, bool takes = true, SslProtocols version = SslProtocols.Tls13, TimeSpan hesitates = default)
    {
        (string chain, string key) = Client.WritePem(_folder, "client");
        await using var server = ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = TestCertificates.Valid.ToServerOptions();
            options.EnabledSslProtocols = version;
            options.ClientCertificateRequired = true;
            options.RemoteCertificateValidationCallback = (_, _, _, _) => takes;
            await Task.Delay(hesitates, Cancellation);
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

    /// <param name="seen">What came of it.</param>
    /// <param name="file">The file that is named.</param>
    /// <param name="why">How the message ends, with the folder as {0}; only how it begins, when it is empty.</param>
    private void AssertUnusable(Observation seen, string file, string why)
    {
        string words = $": {_folder / file}: the client certificate cannot be used: {why.Replace("{0}", _folder.Path, StringComparison.Ordinal)}";
        Assert.Equal((Phase.Tls, FailureCause.Local), (seen.Failure?.Phase, seen.Failure?.Cause));
        if (why.Length == 0)
        {
            Assert.Contains(words, seen.Failure?.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.EndsWith(words, seen.Failure?.Message, StringComparison.Ordinal);
        }
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
