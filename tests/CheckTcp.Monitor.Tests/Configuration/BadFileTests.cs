using CheckTcp.Monitor.Configuration;

namespace CheckTcp.Monitor.Tests.Configuration;

public class BadFileTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Configuration", "testdata");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "bad-*.toml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Beside each <c>bad-NAME.toml</c> stands <c>bad-NAME.txt</c> with what is said about it, a finding a line.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_fault_of_a_bad_file_is_told_with_line_key_and_mend(string name)
    {
        string path = Path.Combine(Folder, $"{name}.toml");

        ConfigurationResult result = Configured.ReadFile(path);

        string told = string.Concat(result.Findings.Select(finding => $"{ConfigurationReport.Line(finding).Replace($"{Folder}/", "", StringComparison.Ordinal)}\n"));
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(path, ".txt")), told);
        Assert.Equal(result.Findings.Any(finding => finding is { Severity: FindingSeverity.Error, IsPartial: false }), result.Configuration is null);
    }
}
