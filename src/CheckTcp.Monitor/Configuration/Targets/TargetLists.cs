using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Configuration.Toml;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Gathers the targets of a check from its table and the files that it names.</summary>
/// <param name="files">Reads the files.</param>
/// <param name="findings">Is told what is wrong with them.</param>
internal sealed class TargetLists(SourceFiles files, FindingList findings)
{
    public IEnumerable<ListedTarget> Of(CheckSource check)
    {
        string path = check.Section.File.Path;
        IEnumerable<ListedTarget> inline = Given(check.Targets)
            .Select(target => new ListedTarget(target.Value, path, target.Line, ImmutableSortedDictionary<string, string>.Empty));
        return inline
            .Concat(Given(check.TargetFiles).SelectMany(name => FromFile(check.Section, name)))
            .Concat(Given(check.DiscoveryFiles).SelectMany(pattern => FromDiscovery(check.Section, pattern)));
    }

    private static ImmutableArray<TomlText> Given(ImmutableArray<TomlText>? texts) => texts ?? [];

    private IEnumerable<ListedTarget> FromFile(Section section, TomlText name)
    {
        return IsUrl(section, "targets_file", name)
            || files.Read(section.File.Resolve(name.Value), FileRole.List, NamedBy(section, name)) is not { } file
            ? []
            : TargetsFile.Read(file);
    }

    private IEnumerable<ListedTarget> FromDiscovery(Section section, TomlText pattern)
    {
        return IsUrl(section, "file_sd", pattern)
            ? []
            : files.Expand(section.File.Resolve(pattern.Value), Place(section, "file_sd", pattern))
                .SelectMany(path => FromDiscovery(path, NamedBy(section, pattern)));
    }

    private bool IsUrl(Section section, string key, TomlText name)
    {
        bool isUrl = name.Value.Contains("://", StringComparison.Ordinal);
        if (isUrl)
        {
            findings.Add(Place(section, key, name) with
            {
                Message = $"\"{UserInfo.Hide(name.Value)}\": a URL, and only files are read; have a timer download it to a file, and name that file",
            });
        }

        return isUrl;
    }

    private static Finding Place(Section section, string key, TomlText text) =>
        new(FindingSeverity.Error, section.File.Path, text.Line, KeyPath.Join(section.Path, key), "") { IsPartial = true };

    private IEnumerable<ListedTarget> FromDiscovery(string path, string namedBy)
    {
        if (files.Read(path, FileRole.List, namedBy) is not { } file)
        {
            return [];
        }

        try
        {
            return DiscoveryFile.Read(file);
        }
        catch (DiscoveryFaultException e)
        {
            findings.Add(new Finding(FindingSeverity.Error, path, e.Line, null, e.Message + namedBy) { IsPartial = true });
            return [];
        }
    }

    private static string NamedBy(Section section, TomlText name) => $"; {section.File.Path}:{name.Line} names it";
}
