using CheckTcp.Monitor.Configuration.Files;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace CheckTcp.Monitor.Configuration.Toml;

/// <summary>Reads a file as TOML.</summary>
internal static class TomlDocument
{
    // A page of them is enough to fix; one open quote can make nonsense of every line below.
    private const int MostFaults = 20;

    // The parser goes on after an error and describes every one of them: of a file that is something else, that takes a hundred times its size.
    private const int ReadAfterFirstFault = 64 * 1024;

    private const int MostRepairs = 20;

    /// <returns>The document's root, or <c>null</c> when it is not TOML: then the findings give the place, one for each line.</returns>
    public static TomlTable? Parse(SourceFile file, FindingList findings)
    {
        bool hasCarriageReturns = file.Text.Contains("\r\n", StringComparison.Ordinal);
        string text = hasCarriageReturns ? file.Text.Replace("\r\n", "\n", StringComparison.Ordinal) : file.Text;
        if (Parse(text, out List<Fault> faults) is not { } table)
        {
            Report(faults, file, findings);
            return null;
        }

        if (hasCarriageReturns && FirstOfSeveralLines(table) is { } several)
        {
            findings.Warning(file.Path, several.Line, null,
                "the file has CRLF line ends, and the CRs within this text are left out; save it with LF, or write \\r where one is meant");
        }

        return table;
    }

    /// <summary>As much of a document as is left when the lines with errors are taken out, for whoever needs a few settings of it; errors are not
    /// reported.</summary>
    /// <returns><c>null</c> when that is nothing.</returns>
    public static TomlTable? ParseWhatCan(SourceFile file)
    {
        string[] lines = file.Text.Split('\n');
        for (int repair = 0; repair < MostRepairs; repair++)
        {
            if (Parse(string.Join('\n', lines), out List<Fault> faults) is { } table)
            {
                return table;
            }

            lines[Math.Min(faults[0].Line, lines.Length - 1)] = ""; // what follows may be an error only because of it
        }

        return null;
    }

    private static TomlTable? Parse(string text, out List<Fault> faults)
    {
        var found = new List<Fault>();
        try
        {
            string read = UpToNonsense(text, found);
            DocumentSyntax document = SyntaxParser.Parse(read, validate: true);
            if (!document.HasErrors && found.Count == 0)
            {
                faults = [];
                return TomlTreeBuilder.Build(document);
            }

            found = In(document.Diagnostics) is { Count: > 0 } all ? all : found;
        }
        catch (TomlException e) when (e.Diagnostics.Count > 0)
        {
            found = In(e.Diagnostics);
        }
        catch (TomlException e)
        {
            found.Add(new Fault((e.Line ?? 1) - 1, e.Message));
        }
        catch (ArgumentOutOfRangeException e)
        {
            found.Add(new Fault(0, e.Message)); // the lexer's answer to an escape for what is not a character (Tomlyn 2.10)
        }

        faults = [.. found.OrderBy(fault => fault.Line).DistinctBy(fault => fault.Line)];
        return null;
    }

    private static List<Fault> In(DiagnosticsBag diagnostics) =>
    [
        .. diagnostics
            .Where(fault => fault.Kind == DiagnosticMessageKind.Error)
            .OrderBy(fault => fault.Span.Start.Line).ThenBy(fault => fault.Span.Start.Column)
            .Select(fault => new Fault(fault.Span.Start.Line, fault.Message)),
    ];

    /// <summary>The text, or of a long one with an error the part up to some lines after the first.</summary>
    private static string UpToNonsense(string text, List<Fault> faults)
    {
        if (text.Length <= ReadAfterFirstFault)
        {
            return text;
        }

        try
        {
            TomlParser parser = TomlParser.Create(text);
            while (parser.MoveNext())
            {
            }

            return text;
        }
        catch (TomlException e)
        {
            int line = (e.Line ?? 1) - 1;
            faults.Add(new Fault(line, e.Message));
            int start = 0;
            for (int i = 0; i < line && start >= 0; i++)
            {
                start = text.IndexOf('\n', start) + 1;
            }

            int cut = Math.Min(start + ReadAfterFirstFault, text.Length);
            int end = text.LastIndexOf('\n', cut - 1);
            return text[..(end > start ? end + 1 : cut)];
        }
    }

    private static TomlText? FirstOfSeveralLines(TomlNode node) => node switch
    {
        TomlText text => text.IsOfSeveralLines ? text : null,
        TomlTable table => table.Entries.Values.Select(entry => FirstOfSeveralLines(entry.Value)).FirstOrDefault(found => found is not null),
        TomlTables tables => tables.Items.Select(FirstOfSeveralLines).FirstOrDefault(found => found is not null),
        TomlArray array => array.Items.Select(FirstOfSeveralLines).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static void Report(List<Fault> faults, SourceFile file, FindingList findings)
    {
        string[] lines = file.Text.Split('\n');
        foreach (Fault fault in faults.Take(MostFaults))
        {
            string message = SyntaxFault.Describe(fault.Message, fault.Line < lines.Length ? lines[fault.Line] : "");
            findings.Error(file.Path, fault.Line + 1, null, message);
        }

        if (faults.Count > MostFaults)
        {
            findings.Error(file.Path, faults[MostFaults].Line + 1, null, $"{faults.Count - MostFaults} more lines are not TOML; fix those above first");
        }
    }

    /// <param name="Line">From 0.</param>
    /// <param name="Message">The parser's.</param>
    private readonly record struct Fault(int Line, string Message);
}
