using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Sections;
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
        SourceFile? file = files.Read(section.File.Resolve(name.Value), SourceFiles.MaxListBytes, NamedBy(section, name));
        return file is null ? [] : TargetsFile.Read(file);
    }

    private IEnumerable<ListedTarget> FromDiscovery(Section section, TomlText pattern)
    {
        string key = KeyPath.Join(section.Path, "file_sd");
        ImmutableArray<string>? paths = files.Expand(section.File.Resolve(pattern.Value), folder => findings.Warning(
            section.File.Path, pattern.Line, key, $"the folder {folder} may not be listed: permission denied; what is in it is left out"));
        if (paths is null)
        {
            findings.Error(section.File.Path, pattern.Line, key,
                $"\"{pattern.Value}\" is no pattern; close its brackets, or write \\[ for a bracket");
            return [];
        }

        return paths.Value.SelectMany(path => FromDiscovery(path, NamedBy(section, pattern)));
    }

    private IEnumerable<ListedTarget> FromDiscovery(string path, string namedBy)
    {
        if (files.Read(path, SourceFiles.MaxListBytes, namedBy) is not { } file)
        {
            return [];
        }

        try
        {
            return DiscoveryFile.Read(file);
        }
        catch (DiscoveryFaultException e)
        {
            findings.Error(path, e.Line, null, e.Message + namedBy);
            return [];
        }
    }

    private static string NamedBy(Section section, TomlText name) => $"; {section.File.Path}:{name.Line} names it";
}
