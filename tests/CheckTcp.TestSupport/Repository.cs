namespace CheckTcp.TestSupport;

/// <summary>The checkout that the tests lie in.</summary>
public static class Repository
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CheckTcp.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No CheckTcp.slnx above {AppContext.BaseDirectory}: the tests do not lie in the repository.");
    }
}
