namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Where a program lies.</summary>
internal static class ProgramPath
{
    private const int MayExecute = 1; // X_OK (access(2))

    /// <summary>A name with a slash is a path already; any other is looked for in the folders of <paramref name="searchPath"/>.</summary>
    /// <returns><c>null</c> when none of them holds an executable file of that name.</returns>
    /// <remarks>Folders without a leading slash are left out, as in Go: a check must not run what lies in the working directory by
    /// chance.</remarks>
    public static string? Find(string program, string searchPath)
    {
        if (program.Contains('/'))
        {
            return program;
        }

        foreach (string folder in searchPath.Split(':'))
        {
            string path = $"{folder.TrimEnd('/')}/{program}";
            if (folder.StartsWith('/') && program.Length > 0 && File.Exists(path) && Libc.access(path, MayExecute) == 0)
            {
                return path;
            }
        }

        return null;
    }
}
