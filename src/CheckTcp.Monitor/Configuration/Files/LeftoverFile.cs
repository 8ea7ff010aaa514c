using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>Files that editors and package managers leave beside those that people write.</summary>
internal static partial class LeftoverFile
{
    /// <summary>Whether a file is one, by its name: Emacs' locks <c>.#x</c> and <c>#x#</c>, backups <c>x~</c>, Vim's <c>.x.swp</c>, and what dpkg,
    /// ucf and rpm save.</summary>
    public static bool Is(string path) => Name().IsMatch(Path.GetFileName(path));

    [GeneratedRegex(@"\A(\.#.*|#.*#|.*~|\..*\.sw[a-p]|.*\.(dpkg|ucf)-[a-z]+|.*\.rpm(new|save|orig))\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
