using CheckTcp.Monitor.Configuration.Files;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace CheckTcp.Monitor.Configuration.Toml;

/// <summary>Reads a file as TOML.</summary>
internal static class TomlDocument
{
    // A page of them is enough to mend; one open quote can make nonsense of every line below.
    private const int MostFaults = 20;

    /// <returns>The document's root, or <c>null</c> when it is no TOML: then the findings say where, one for each line.</returns>
    public static TomlTable? Parse(SourceFile file, FindingList findings)
    {
        try
        {
            DocumentSyntax document = SyntaxParser.Parse(file.Text, validate: true);
            if (!document.HasErrors)
            {
                return TomlTreeBuilder.Build(document);
            }

            Report(document.Diagnostics, file, findings);
        }
        catch (TomlException e) when (e.Diagnostics.Count > 0)
        {
            Report(e.Diagnostics, file, findings);
        }
        catch (TomlException e)
        {
            findings.Error(file.Path, e.Line, null, SyntaxFault.Describe(e.Message, ""));
        }

        return null;
    }

    private static void Report(DiagnosticsBag diagnostics, SourceFile file, FindingList findings)
    {
        string[] lines = file.Text.Split('\n');
        DiagnosticMessage[] faults =
        [
            .. diagnostics.Where(fault => fault.Kind == DiagnosticMessageKind.Error)
                .OrderBy(fault => fault.Span.Start.Line).ThenBy(fault => fault.Span.Start.Column)
                .DistinctBy(fault => fault.Span.Start.Line),
        ];
        foreach (DiagnosticMessage fault in faults.Take(MostFaults))
        {
            int line = fault.Span.Start.Line;
            string message = SyntaxFault.Describe(fault.Message, line < lines.Length ? lines[line] : "");
            findings.Error(file.Path, line + 1, null, message);
        }

        if (faults.Length > MostFaults)
        {
            int line = faults[MostFaults].Span.Start.Line + 1;
            findings.Error(file.Path, line, null, $"{faults.Length - MostFaults} more lines are no TOML; mend those above first");
        }
    }
}
