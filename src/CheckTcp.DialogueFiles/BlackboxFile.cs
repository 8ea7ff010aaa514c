using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CheckTcp.DialogueFiles;

/// <summary>Finds a module in a file of the blackbox exporter and says it in the words of the command line.</summary>
internal static class BlackboxFile
{
    /// <exception cref="DialogueFileException">It is none, or has no such module for TCP.</exception>
    public static IReadOnlyList<string> Read(string text, string name, string folder)
    {
        YamlSection modules = Root(text).Section("modules") ?? throw new DialogueFileException("there are no modules; is it a file of the blackbox exporter?");
        YamlSection module = modules.Section(name)
            ?? throw new DialogueFileException($"there is no module {name}; there are {string.Join(", ", modules.Keys)}");
        return BlackboxModule.Read(module, folder);
    }

    private static YamlSection Root(string text) =>
        Load(text).Documents is [var document, ..] && document.RootNode is YamlMappingNode root
            ? new YamlSection(root)
            : throw new DialogueFileException("there is nothing in it that could be a module");

    private static YamlStream Load(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
            return yaml;
        }
        catch (YamlException e)
        {
            throw new DialogueFileException(e.Start.Line, $"no YAML: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Some mistakes are bugs to the scanner: brackets that run into the next key, a key without a text (YamlDotNet 18.1).
            throw new DialogueFileException($"no YAML; look at indentation, colons, quotes and brackets: {e.Message}");
        }
    }
}
