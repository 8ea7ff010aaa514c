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

    [Fact(Timeout = 120_000)]
    public async Task A_pipe_that_takes_the_place_of_a_file_while_it_is_read_is_not_waited_for()
    {
        string folder = _folder.CreateFolder("swapped");
        (string file, string pipe, string current) = (folder + "/file", folder + "/pipe", folder + "/current");
        await File.WriteAllTextAsync(file, TestCertificates.Trusted.Pem, TestContext.Current.CancellationToken);
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using CancellationTokenSource enough = new();
        var swapping = Task.Run(() => SwapUntil(current, [file, pipe], enough.Token), CancellationToken.None);
        await Task.Run(
            () =>
            {
                for (int certificates = 0, others = 0; certificates < 500 || others < 500;)
                {
                    int read = PemCertificates.Read(current).Count;
                    certificates += read;
                    others += 1 - read;
                }
            },
            TestContext.Current.CancellationToken);
        await enough.CancelAsync();

        await swapping;
    }

    [Fact]
    public async Task A_name_that_is_not_UTF_8_is_read()
    {
        string file = _folder.Write("ca.pem", TestCertificates.Trusted.Pem);
        string link = Path.GetDirectoryName(file) + "/" + ByteText.Decode([0xFF]);
        await new ProgramCall("sh", "-c", """ln "$0" "${0%/*}/$(printf '\377')" """, file).RunAsync(TestContext.Current.CancellationToken);

        List<byte[]> read = PemCertificates.Read(link);

        await new ProgramCall("sh", "-c", """rm "${0%/*}/$(printf '\377')" """, file).RunAsync(TestContext.Current.CancellationToken); // .NET cannot name it
        Assert.Single(read);
    }

    [Fact]
    public void A_file_whose_size_nobody_knows_is_read_to_its_end() =>
        Assert.Equal(File.ReadAllBytes("/proc/self/status")[..6], PemCertificates.Bytes("/proc/self/status")[..6]);

    [Fact]
    public void A_file_beyond_any_bundle_is_not_read()
    {
        string huge = _folder.Write("huge.pem", TestCertificates.Trusted.Pem + new string('x', 9_000_000));

        Assert.Empty(PemCertificates.Read(huge));
    }

    /// <summary>A link that leads to one and the other in turn, without a moment in which it is missing.</summary>
    private static void SwapUntil(string link, string[] targets, CancellationToken enough)
    {
        for (int i = 0; !enough.IsCancellationRequested; i++)
        {
            File.CreateSymbolicLink(link + ".next", targets[i % targets.Length]);
            File.Move(link + ".next", link, overwrite: true);
        }
    }
}
