using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Files;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>A file with one target a line; <c>#</c> at the start or after a blank begins a comment.</summary>
internal static class TargetsFile
{
    public static IEnumerable<ListedTarget> Read(SourceFile file)
    {
        int line = 0;
        int start = 0;
        while (start < file.Text.Length)
        {
            int end = file.Text.IndexOf('\n', start);
            end = end < 0 ? file.Text.Length : end;
            line++;
            string target = WithoutComment(file.Text.AsSpan(start, end - start)).Trim().ToString();
            start = end + 1;
            if (target.Length > 0)
            {
                yield return new ListedTarget(target, file.Path, line, ImmutableSortedDictionary<string, string>.Empty);
            }
        }
    }

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
            {
                return line[..i];
            }
        }

        return line;
    }
}
