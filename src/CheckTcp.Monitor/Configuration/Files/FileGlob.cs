using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>A pattern for paths, as Go's <c>filepath.Glob</c> has it: each name between slashes is a <see cref="GlobPattern"/>.</summary>
internal sealed class FileGlob
{
    /// <summary>The most files that may match: each is read, and looked at every two seconds.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>The most names that are looked at for one pattern.</summary>
    public const int MaxNames = 200_000;

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

    /// <summary>What matches now; nothing is opened but folders.</summary>
    public GlobMatches Expand()
    {
        if (_names.IsEmpty)
        {
            return new GlobMatches { Paths = FileStamp.Of(_root).Kind == FileKind.Missing ? [] : [_root] };
        }

        var folders = ImmutableArray.CreateBuilder<ListedFolder>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        List<string> found = [_root];
        int looked = 0;
        foreach (GlobPattern pattern in _names)
        {
            var next = new List<string>();
            foreach (string path in found)
            {
                ListedFolder folder = ListedFolder.Of(path, MaxNames - looked, out List<string>? names);
                folders.Add(folder);
                if (names is null)
                {
                    unreadable.Add(path);
                    continue;
                }

                looked += names.Count;
                next.AddRange(names.Where(pattern.Matches).Select(name => path == "/" ? $"/{name}" : $"{path}/{name}"));
                if (looked >= MaxNames || next.Count > MaxFiles)
                {
                    return new GlobMatches { Folders = folders.ToImmutable(), IsTooMany = true };
                }
            }

            found = next;
        }

        return new GlobMatches { Paths = [.. found], Unreadable = unreadable.ToImmutable(), Folders = folders.ToImmutable() };
    }
}
