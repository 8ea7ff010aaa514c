using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace CheckTcp.DialogueFiles;

/// <summary>Reads a dialogue in TOML: one table <c>[[step]]</c> for each step, with the kind as its key.</summary>
internal static class TomlDialogue
{
    private const string Table = "step";

    /// <exception cref="DialogueFileException">It is none.</exception>
    public static IReadOnlyList<string> Read(string text)
    {
        DocumentSyntax document = Parse(text);
        if (document.KeyValues.FirstOrDefault() is { } stray)
        {
            throw new DialogueFileException(LineOf(stray), "a step is a table: write [[step]] above it");
        }

        string[] steps = [.. document.Tables.Select(Step)];
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
            throw new DialogueFileException(first.Span.Start.Line + 1, $"no TOML: {first.Message}");
        }
        catch (Exception e) when (e is TomlException or ArgumentOutOfRangeException)
        {
            // The second is the lexer's answer to an escape before what is no character (Tomlyn 2.10).
            throw new DialogueFileException($"no TOML: {e.Message}");
        }
    }

    private static string Step(TableSyntaxBase table)
    {
        if (table is not TableArraySyntax || table.Name!.ToString().Trim() != Table)
        {
            throw new DialogueFileException(LineOf(table), $"[{table.Name}] is no step; write [[step]]");
        }

        if (table.Items.Count() != 1)
        {
            throw new DialogueFileException(LineOf(table), "a step has one key, its kind, such as expect = '^220 '; write [[step]] above each");
        }

        KeyValueSyntax pair = table.Items.Single();
        string kind = pair.Key!.ToString().Trim();
        return (kind, pair.Value) switch
        {
            ("send", StringValueSyntax text) => StepArgument.Send(text.Value ?? ""),
            ("starttls", BooleanValueSyntax { Value: true }) => "--step=starttls",
            ("starttls", _) => throw new DialogueFileException(LineOf(pair), "write starttls = true"),
            ("wait", FloatValueSyntax seconds) => StepArgument.Of(kind, seconds.Value.ToString("R", CultureInfo.InvariantCulture)),
            ("wait", IntegerValueSyntax seconds) => StepArgument.Of(kind, seconds.Value.ToString(CultureInfo.InvariantCulture)),
            (not "wait", StringValueSyntax text) => StepArgument.Of(kind, text.Value ?? ""),
            _ => throw new DialogueFileException(LineOf(pair), $"{kind} takes {(kind == "wait" ? "a number of seconds" : "a text in quotes")}"),
        };
    }

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;
}
