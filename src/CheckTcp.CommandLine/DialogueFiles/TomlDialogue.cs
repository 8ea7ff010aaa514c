using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Reads a dialogue in TOML: one table <c>[[step]]</c> for each step, with the kind as its key.</summary>
internal static class TomlDialogue
{
    private const string Table = "step";

    /// <exception cref="DialogueFileException">It is none.</exception>
    public static IReadOnlyList<DialogueArgument> Read(string text)
    {
        if (BlackboxFile.LooksLikeOne(text))
        {
            throw new DialogueFileException("looks like a file of the blackbox exporter; name one of its modules with --module");
        }

        DocumentSyntax document = Parse(text);
        if (document.KeyValues.FirstOrDefault() is { } stray)
        {
            throw new DialogueFileException(LineOf(stray), "a step is a table: write [[step]] above it");
        }

        DialogueArgument[] steps = [.. document.Tables.Select(Step).Take(DialogueFile.MaxSteps + 1)];
        if (steps.Length > DialogueFile.MaxSteps)
        {
            throw new DialogueFileException(steps[^1].Line, $"more than {DialogueFile.MaxSteps} steps; write a shorter dialogue");
        }

        return steps.Length > 0 ? steps : throw new DialogueFileException("there are no steps; write [[step]] and below it such as expect = '^220 '");
    }

    private static DocumentSyntax Parse(string text)
    {
        try
        {
            DocumentSyntax document = SyntaxParser.Parse(text, validate: true);
            if (!document.HasErrors)
            {
                return document;
            }

            DiagnosticMessage first = document.Diagnostics.First(fault => fault.Kind == DiagnosticMessageKind.Error);
            int line = first.Span.Start.Line;
            throw new DialogueFileException(line + 1, $"not TOML: {TomlMistake.Find(text.Split('\n').ElementAtOrDefault(line) ?? "") ?? first.Message}");
        }
        catch (Exception e) when (e is TomlException or ArgumentOutOfRangeException)
        {
            // The second is the lexer's answer to an escape before what is no character (Tomlyn 2.10).
            throw new DialogueFileException($"not TOML: {e.Message}");
        }
    }

    private static DialogueArgument Step(TableSyntaxBase table)
    {
        if (table is not TableArraySyntax || NameOf(table.Name!) != Table)
        {
            throw new DialogueFileException(LineOf(table), $"[{table.Name}] is no step; write [[step]]");
        }

        if (table.Items.Count() != 1)
        {
            throw new DialogueFileException(LineOf(table), "a step has one key, its kind, such as expect = '^220 '; write [[step]] above each");
        }

        KeyValueSyntax pair = table.Items.Single();
        return new DialogueArgument(Argument(NameOf(pair.Key!), pair), LineOf(pair));
    }

    /// <summary>What a step says; whether there is such a kind, and what its value must be, is judged where the steps of the command line
    /// are.</summary>
    private static string Argument(string kind, KeyValueSyntax pair) => (kind, pair.Value) switch
    {
        (var name, _) when name.Contains('=') => throw new DialogueFileException(LineOf(pair), "a kind of step has no = in it"),
        ("starttls", BooleanValueSyntax { Value: true }) => "--step=starttls",
        ("starttls", _) => throw new DialogueFileException(LineOf(pair), "write starttls = true"),
        ("wait", FloatValueSyntax seconds) => StepArgument.Of(kind, seconds.Value.ToString("R", CultureInfo.InvariantCulture)),
        ("wait", IntegerValueSyntax seconds) => StepArgument.Of(kind, seconds.Value.ToString(CultureInfo.InvariantCulture)),
        ("wait", _) => throw new DialogueFileException(LineOf(pair), "wait takes a number of seconds"),
        ("send", StringValueSyntax text) => StepArgument.Send(text.Value ?? ""),
        (_, StringValueSyntax text) => StepArgument.Of(kind, text.Value ?? ""),
        ("expect" or "reject" or "send" or "expect-bytes" or "send-bytes" or "label", _) =>
            throw new DialogueFileException(LineOf(pair), $"{kind} takes a text in quotes"),
        _ => StepArgument.Of(kind, ""),
    };

    /// <summary>A key without the quotes that it may have.</summary>
    private static string NameOf(KeySyntax key) =>
        key is { Key: StringValueSyntax quoted, DotKeys.ChildrenCount: 0 } ? quoted.Value ?? "" : key.ToString().Trim();

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;
}
