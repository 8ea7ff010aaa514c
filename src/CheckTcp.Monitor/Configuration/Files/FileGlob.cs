using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>A pattern for paths, as Go's <c>filepath.Glob</c> has it: each name between slashes is a <see cref="GlobPattern"/>.</summary>
internal sealed class FileGlob
{
    private readonly string _root;
    private readonly ImmutableArray<GlobPattern> _names;

    private FileGlob(string root, ImmutableArray<GlobPattern> names) => (_root, _names) = (root, names);

    /// <param name="pattern">An absolute path with patterns in it.</param>
    /// <param name="glob">The pattern, if it is one.</param>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out FileGlob? glob)
    {
        string[] names = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int plain = names.TakeWhile(name => !GlobPattern.HasMeta(name)).Count();
        var patterns = ImmutableArray.CreateBuilder<GlobPattern>();
        glob = null;
        foreach (string name in names[plain..])
        {
            if (!GlobPattern.TryParse(name, out GlobPattern? one))
            {
                return false;
            }

            patterns.Add(one);
        }

        glob = new FileGlob($"/{string.Join('/', names[..plain])}", patterns.ToImmutable());
        return true;
    }

    /// <summary>What matches now, in order within each folder; nothing is opened but folders.</summary>
    /// <param name="unreadable">Is told each folder that may not be listed: what is in it is not seen.</param>
    public IEnumerable<string> Expand(Action<string>? unreadable = null)
    {
        if (_names.IsEmpty)
        {
            return FileStamp.Of(_root).Kind == FileKind.Missing ? [] : [_root];
        }

        IEnumerable<string> found = [_root];
        foreach (GlobPattern name in _names)
        {
            found = [.. found.SelectMany(folder => Matching(folder, name, unreadable))];
        }

        return found;
    }

    private static List<string> Matching(string folder, GlobPattern pattern, Action<string>? unreadable)
    {
        try
        {
            IEnumerable<string> paths = Directory.EnumerateFileSystemEntries(folder);
            return [.. paths.Where(path => pattern.Matches(Path.GetFileName(path))).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            unreadable?.Invoke(folder);
            return [];
        }
        catch (IOException)
        {
            return []; // gone, or no folder: nothing matches, as in Go
        }
    }
}
