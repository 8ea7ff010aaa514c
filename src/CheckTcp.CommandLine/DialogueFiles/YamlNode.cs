namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>What stands in a file of YAML.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record YamlNode(int Line);

/// <summary>A text, a number or a flag as it is written.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Value">As it is written; <c>null</c> where nothing stands, or <c>~</c>, or <c>null</c>.</param>
/// <param name="IsBinary">Whether it is tagged <c>!!binary</c>.</param>
internal sealed record YamlText(int Line, string? Value, bool IsBinary) : YamlNode(Line);

/// <summary>A list.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Items">In their order.</param>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>A mapping, with what <c>&lt;&lt;</c> merges into it.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Entries">By their keys, each with the key's line.</param>
internal sealed record YamlMapping(int Line, IReadOnlyDictionary<string, (int Line, YamlNode Value)> Entries) : YamlNode(Line);
