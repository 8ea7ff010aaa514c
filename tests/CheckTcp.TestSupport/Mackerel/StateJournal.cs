using System.Text.Json;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>The file in which a stand-in that may be killed keeps what it has seen: a line of JSON for every change of a request.</summary>
internal sealed class StateJournal(string path) : IDisposable
{
    private FileStream? _file;

    /// <summary>All that was written; a line that a kill has torn is not.</summary>
    public IReadOnlyList<RecordedRequest> Read() => !File.Exists(path) ? [] :
    [
        .. File.ReadAllText(path).Split('\n')[..^1].Select(line => JsonSerializer.Deserialize<RecordedRequest>(line, StandInJson.Options)!),
    ];

    public void Write(RecordedRequest request)
    {
        _file ??= Open();
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(request, StandInJson.Options), (byte)'\n']);
        _file.Flush();
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Cuts off the torn line, so that the next one begins a line of its own.</summary>
    private FileStream Open()
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        file.SetLength(File.ReadAllBytes(path).AsSpan().LastIndexOf((byte)'\n') + 1);
        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
