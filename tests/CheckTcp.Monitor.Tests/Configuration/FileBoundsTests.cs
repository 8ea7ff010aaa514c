using System.Diagnostics;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class FileBoundsTests : IDisposable
{
    private readonly Configured _configured = new();

    /// <summary>A pipe would wait for a writer, a folder be no text, and the kernel's file never end.</summary>
    [Theory]
    [InlineData("include = 'SPECIAL'", false)]
    [InlineData("[plugin.checks.a]\ncommand = 'x {host}'\ntargets_file = 'SPECIAL'", true)]
    [InlineData("[plugin.checks.a]\ncommand = 'x {host}'\nfile_sd = 'SPECIAL'", true)]
    [InlineData("[plugin.checks.a]\ncommand = 'check-tcp -p 25 --dialogue SPECIAL'", true)]
    public void Only_regular_files_are_read_wherever_they_are_named(string text, bool restRuns)
    {
        using (Process making = Process.Start("mkfifo", [_configured.Folder / "pipe"]))
        {
            making.WaitForExit();
        }

        foreach ((string path, string message) in new[]
        {
            (_configured.Folder / "pipe", "is a device, pipe or socket; name a regular file"),
            ("/dev/zero", "is a device, pipe or socket; name a regular file"),
            (_configured.Folder.CreateFolder("folder"), "is a folder; name a file in it"),
            ("/proc/self/pagemap", "larger than "),
        })
        {
            ConfigurationResult result = _configured.Read(text.Replace("SPECIAL", path, StringComparison.Ordinal));

            Finding error = Assert.Single(result.Findings, finding => finding.Severity == FindingSeverity.Error);
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
            Assert.Equal(restRuns, result.Configuration is not null);
        }
    }

    [Fact]
    public void A_file_of_settings_with_nothing_in_it_is_one() =>
        Assert.Equal("has no checks, so that nothing is checked; add a table [plugin.checks.NAME], or an include that brings some", Assert.Single(_configured.Read("").Findings).Message);

    [Fact]
    public void What_is_not_TOML_is_read_no_further_than_its_first_errors()
    {
        string garbage = string.Concat(Enumerable.Repeat("}{[]=,,\"x 'a\n", 100_000));
        long before = GC.GetTotalAllocatedBytes(precise: true);

        ConfigurationResult result = _configured.Read($"apikey = 'k'\n{garbage}");

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(2, result.Findings[0].Line);
        Assert.Equal(21, result.Findings.Length);
        Assert.InRange(allocated, 0, 60L * garbage.Length); // read to its end it takes some 200 times its size
    }

    [Fact]
    public void An_error_near_the_end_of_a_large_file_has_its_line()
    {
        string checks = string.Concat(Enumerable.Range(0, 2000).Select(i => $"[plugin.checks.c{i}]\ncommand = 'check-tcp -H host -p 25'\n"));

        Assert.Equal(["main.conf:4001: error: not TOML: a value with a unit needs quotes; write \"10m\""], _configured.Told($"{checks}x = 10m\n"));
        Assert.Equal(2000, _configured.Load(checks).Checks.Length);
    }

    [Fact]
    public void All_settings_together_are_bounded()
    {
        _configured.Folder.CreateFolder("conf.d");
        for (int i = 0; i < 5; i++)
        {
            _configured.Folder.Write($"conf.d/{i}.conf", new string('#', 4 * 1024 * 1024));
        }

        Finding error = _configured.Read("include = 'conf.d/*'").Findings.First(finding => finding.Severity == FindingSeverity.Error);

        Assert.EndsWith("/3.conf", error.File, StringComparison.Ordinal);
        Assert.StartsWith("brings the files of its kind to more than 16777216 bytes together", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_matches_too_much_is_an_error()
    {
        string folder = _configured.Folder.CreateFolder("conf.d");
        for (int i = 0; i <= FileGlob.MaxFiles; i++)
        {
            File.Create($"{folder}/{i}.conf").Dispose();
        }

        ConfigurationResult result = _configured.Read("include = 'conf.d/*'");

        Assert.Null(result.Configuration);
        Assert.Contains(
            "main.conf:1: error: include: matches more than 10000 files, or more than 200000 names have to be looked at; write a narrower pattern",
            _configured.Told(result));
        Assert.Equal(result.Files.AsRead, result.Files.Fingerprint());
    }

    [Fact]
    public void What_targets_make_of_a_long_command_is_bounded_before_it_is_made()
    {
        _configured.Folder.Write("t.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"h{i}:1\n")));
        string text = $"[plugin.checks.a]\ncommand = ['x', '{{host}}{new string('x', 1_000_000)}']\ntargets_file = 't.txt'\n[plugin.checks.b]\ncommand = 'x'";

        ConfigurationResult result = _configured.Read(text);

        Assert.Equal(
            ["its command, env and memo for 300 targets bring the configuration to more than 268435456 characters; shorten them"],
            result.Findings.Select(finding => finding.Message));
        Assert.Equal(["b"], result.Configuration!.Checks.Select(check => check.Name));
    }

    [Fact]
    public void Carriage_returns_of_a_file_do_not_reach_the_shell()
    {
        ConfigurationResult result = _configured.Read("[plugin.checks.a]\r\ncommand = '''\r\nx\r\ny\r\n'''\r\n[plugin.checks.b]\r\ncommand = 'z'\r\n");

        Assert.Equal(["sh", "-c", "x\ny\n"], ((ChildProgram)result.Configuration!.Checks[0].Program).Arguments);
        Assert.Equal(
            ["main.conf:2: warning: the file has CRLF line ends, and the CRs within this text are left out; save it with LF, or write \\r where one is meant"],
            _configured.Told(result));
    }

    [Fact]
    public void Names_of_included_files_and_of_lists_are_bytes()
    {
        _configured.Folder.CreateFolder("conf.d");
        using var included = new RawFile(_configured.Folder / @"conf.d/\351.conf", "[plugin.checks.a]\ncommand = 1");
        using var list = new RawFile(_configured.Folder / @"\351.json", """[{"targets": ["b:1"]}]""");

        ConfigurationResult result = _configured.Read("include = 'conf.d/*'\n[plugin.checks.b]\ncommand = 'x {host}'\nfile_sd = '?.json'");

        Assert.Equal([@"conf.d/\xE9.conf:2: error: plugin.checks.a.command: is an integer; write a command line in quotes, or an array of strings such as [""check-tcp"", ""-p"", ""21""]"],
            _configured.Told(result));
        Assert.Equal(3, result.Files.Paths.Length);
        File.WriteAllText(Path.Combine(_configured.Folder.Path, "conf.d/2.conf"), "");
        Assert.NotEqual(result.Files.AsRead, result.Files.Fingerprint());
    }

    [Theory]
    [InlineData("x = \"^\\* OK\"", @"not TOML: invalid escape \* in double quotes; put the text in single quotes, where a backslash is only a backslash, or write \\")]
    [InlineData("x = [\"a\", \"\\.\"]", @"not TOML: invalid escape \. in double quotes; put the text in single quotes, where a backslash is only a backslash, or write \\")]
    [InlineData("x = \u201Ccheck-tcp\u201D", "not TOML: typographic quotes; write straight ones, \" or '")]
    [InlineData("x = ['a', \u2018b\u2019]", "not TOML: typographic quotes; write straight ones, \" or '")]
    public void A_usual_mistake_is_answered_with_the_fix(string line, string message) =>
        Assert.Equal(message, _configured.Read(line).Findings[0].Message);

    [Theory]
    [InlineData("targets_file = 'https://inventory.example/t.txt'", "\"https://inventory.example/t.txt\": a URL, and only files are read; have a timer download it to a file, and name that file")]
    [InlineData("file_sd = ['http://me:s3cret@inventory.example/sd']", "\"http://***@inventory.example/sd\": a URL, and only files are read; have a timer download it to a file, and name that file")]
    [InlineData("targets = ['https://mail.example']", "\"https://mail.example\": a URL; write host:port, such as mail.example:25")]
    [InlineData("targets = ['me:s3cret@mail.example:x']", "\"***@mail.example:x\": a port is 1 to 65535")]
    public void A_URL_in_the_place_of_a_file_or_target_is_answered_with_the_fix(string keys, string message) =>
        Assert.Contains(message, _configured.Read($"[plugin.checks.a]\ncommand = 'x {{host}}'\n{keys}").Findings.Select(finding => finding.Message));

    public void Dispose() => _configured.Dispose();
}
