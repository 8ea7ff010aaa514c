namespace CheckTcp.CommandLine;

/// <summary>What a file of <c>--dialogue</c> says, in the words of the command line.</summary>
/// <param name="Arguments">Options that count as if they stood before those of the command line; empty with a fault.</param>
/// <param name="Fault">What is wrong with the file and how to mend it, or <c>null</c>.</param>
public sealed record DialogueArguments(IReadOnlyList<DialogueArgument> Arguments, string? Fault = null)
{
    /// <summary>Whether the fault may quote the file, so that secrets in it are hidden; <c>false</c> for one in words of the program alone, in
    /// which asterisks would only show what a short secret is.</summary>
    /// <value><c>true</c> by default.</value>
    public bool IsQuoting { get; init; } = true;
}

/// <summary>One option that a file of <c>--dialogue</c> says.</summary>
/// <param name="Text">The option, with its value behind an <c>=</c>.</param>
/// <param name="Line">Where the file says it, from 1.</param>
public sealed record DialogueArgument(string Text, int Line);

/// <summary>Reads a file of <c>--dialogue</c>.</summary>
/// <param name="path">As it was given.</param>
/// <param name="module">What <c>--module</c> names, or <c>null</c>.</param>
public delegate DialogueArguments DialogueReader(string path, string? module);
