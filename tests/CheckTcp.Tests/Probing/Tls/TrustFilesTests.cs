using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Tls;

public sealed class TrustFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact] // says nothing when root runs it, who may read everything
    [UnsupportedOSPlatform("windows")]
    public void A_directory_that_may_not_be_read_trusts_nobody_and_takes_no_other_trust_away()
    {
        string directory = _folder.CreateFolder("certs");
        File.SetUnixFileMode(directory, UnixFileMode.None);
        string bundle = _folder.Write("ca.pem", TestCertificates.Trusted.Pem);

        var all = new TrustFiles(new TrustLocations([bundle], [directory])).All();

        Assert.Single(all);
    }

    [Fact]
    public void A_root_and_its_renewal_are_both_found_by_the_hash_of_their_name()
    {
        string directory = _folder.CreateFolder("certs");
        string hash = SubjectHash.Of(new X500DistinguishedName("CN=Renewed Root"));
        _folder.Write($"certs/{hash}.0", TestAuthority.CreateRoot("Renewed Root").Pem);
        _folder.Write($"certs/{hash}.1", TestAuthority.CreateRoot("Renewed Root").Pem);

        Assert.Equal(2, new TrustFiles(new TrustLocations([], [directory])).WithSubject(new("CN=Renewed Root")).Count);
    }

    [Fact]
    public void A_directory_of_other_things_is_not_read_to_its_end()
    {
        string directory = _folder.CreateFolder("certs");
        for (int i = 0; i < 5; i++)
        {
            _folder.Write($"certs/{i}", new string('x', 7 * 1024 * 1024));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(new TrustFiles(new TrustLocations([], [directory])).All());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 17 * 1024 * 1024);
    }

    [Fact]
    public void An_issuer_that_was_missing_is_not_remembered_as_missing()
    {
        X500DistinguishedName subject = new("CN=Test Root");
        var files = new TrustFiles(new TrustLocations([_folder / "ca.pem"], []));
        Assert.Empty(files.WithSubject(subject));

        _folder.Write("ca.pem", TestCertificates.Trusted.Pem);

        Assert.Single(files.WithSubject(subject));
    }

    [Fact]
    public void Every_certificate_among_other_text_is_read()
    {
        string another = TestAuthority.CreateRoot("Another Root").Pem;
        string bundle = _folder.Write("ca.pem", $"# é\n{TestCertificates.Trusted.Pem}\nsubject=Another\n{another}\n-----BEGIN CERT");

        Assert.Equal(2, PemCertificates.Read(bundle).Count);
    }

    [Fact]
    public void A_device_without_end_is_not_read() => Assert.Empty(PemCertificates.Read("/dev/zero"));

    [Fact(Timeout = 10_000)]
    public async Task A_pipe_that_nobody_writes_to_is_not_waited_for()
    {
        string pipe = Path.Combine(_folder.CreateFolder("pipes"), "pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(await Task.Run(() => PemCertificates.Read(pipe), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_file_beyond_any_bundle_is_not_read()
    {
        string huge = _folder.Write("huge.pem", TestCertificates.Trusted.Pem + new string('x', 9_000_000));

        Assert.Empty(PemCertificates.Read(huge));
    }
}
