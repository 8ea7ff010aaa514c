using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>A target where it stands in a list.</summary>
/// <param name="Text">What is written, not yet judged.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Labels">Labels of its group.</param>
internal readonly record struct ListedTarget(string Text, string File, int Line, ImmutableSortedDictionary<string, string> Labels);
