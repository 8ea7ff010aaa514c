namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Finds a module in a file of the blackbox exporter and says it in the words of the command line.</summary>
internal static class BlackboxFile
{
    /// <summary>Whether a text begins a line with <c>modules:</c>, which TOML cannot.</summary>
    public static bool LooksLikeOne(string text) =>
        text.StartsWith("modules:", StringComparison.Ordinal) || text.Contains("\nmodules:", StringComparison.Ordinal);

    /// <exception cref="DialogueFileException">It is none, or has no such module for TCP.</exception>
    public static IReadOnlyList<DialogueArgument> Read(string text, string name, string folder)
    {
        YamlSection root = YamlReader.Read(text) is YamlMapping mapping
            ? new YamlSection(mapping)
            : throw new DialogueFileException("there is nothing in it that could be a module");
        YamlSection modules = root.Section("modules") ?? throw new DialogueFileException("there are no modules; is it a file of the blackbox exporter?");
        if (!modules.Keys.Contains(name))
        {
            throw new DialogueFileException($"there is no module {name}; there are {string.Join(", ", modules.Keys)}");
        }

        YamlSection module = modules.Section(name) ?? throw modules.Fault(name, $"the module {name} is empty; write prober: tcp below it, and tcp: with its steps");
        return BlackboxModule.Read(module, folder);
    }
}
