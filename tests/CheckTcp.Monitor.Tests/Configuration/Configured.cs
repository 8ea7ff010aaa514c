using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Programs;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Configuration;

/// <summary>A folder with a main file and what it names, read when asked.</summary>
internal sealed class Configured : IDisposable
{
    public const string MainFile = "main.conf";

    public TemporaryFolder Folder { get; } = new();

    public string Main => Folder / MainFile;

    /// <summary>Reads this text as the main file.</summary>
    public ConfigurationResult Read(string text) => ReadFile(Folder.Write(MainFile, text));

    /// <summary>Reads a file for a machine that has every program and user: what is missing there has tests of its own.</summary>
    public static ConfigurationResult ReadFile(string path, Func<string, FileStamp>? stampOf = null) =>
        ConfigurationReader.Read(path, stampOf ?? FileStamp.Of, new Machine(_ => true, _ => true));

    /// <summary>Reads a text that must be usable.</summary>
    public MonitorConfiguration Load(string text)
    {
        ConfigurationResult result = Read(text);

        Assert.True(result.Configuration is not null, string.Join('\n', result.Findings));
        return result.Configuration;
    }

    /// <summary>Reads a text with one check.</summary>
    public CheckDefinition Check(string text) => Assert.Single(Load(text).Checks);

    /// <summary>What is said about a text, without the folder's name.</summary>
    public IEnumerable<string> Told(string text) => Told(Read(text));

    public IEnumerable<string> Told(ConfigurationResult result) =>
        result.Findings.Select(finding => ConfigurationReport.Line(finding).Replace($"{Folder.Path}/", "", StringComparison.Ordinal));

    public void Dispose() => Folder.Dispose();
}
