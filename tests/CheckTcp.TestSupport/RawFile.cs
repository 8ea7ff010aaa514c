using System.Diagnostics;

namespace CheckTcp.TestSupport;

/// <summary>A file whose name need not be UTF-8, which the class library can neither make nor delete; gone when disposed.</summary>
public sealed class RawFile : IDisposable
{
    private readonly string _path;

    /// <param name="path">The file, with bytes as <c>printf</c> has them: <c>\351</c>.</param>
    /// <param name="content">What it holds.</param>
    public RawFile(string path, string content)
    {
        _path = path;
        Shell("printf %s \"$1\" > \"$(printf \"$0\")\"", content);
    }

    public void Dispose() => Shell("rm \"$(printf \"$0\")\"");

    private void Shell(string script, params string[] arguments)
    {
        using Process shell = Process.Start("sh", ["-c", script, _path, .. arguments]);
        shell.WaitForExit();
        if (shell.ExitCode != 0)
        {
            throw new IOException($"{_path}: exit {shell.ExitCode}");
        }
    }
}
