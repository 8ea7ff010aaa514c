using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>What a <see cref="FileGlob"/> matched, and what has to be looked at to know whether it still does.</summary>
internal sealed record GlobMatches
{
    /// <summary>The files, in order within each folder.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>Folders that may not be listed: what is in them is not seen.</summary>
    public ImmutableArray<string> Unreadable { get; init; } = [];

    /// <summary>Every folder that was listed.</summary>
    public ImmutableArray<ListedFolder> Folders { get; init; } = [];

    /// <summary>The pattern matches more files, or has to look at more names, than is sensible; <see cref="Paths"/> is empty.</summary>
    public bool IsTooMany { get; init; }

    /// <summary>Whether no folder has changed since, so that the pattern still matches the same: to list large folders every two seconds
    /// would cost more than all else.</summary>
    public bool IsUpToDate() => !Folders.IsEmpty && Folders.All(folder => folder.IsUnchanged());
}
