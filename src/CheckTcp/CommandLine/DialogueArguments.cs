namespace CheckTcp.CommandLine;

/// <summary>What a file of <c>--dialogue</c> says, in the words of the command line.</summary>
/// <param name="Arguments">Options that count as if they stood before those of the command line; empty with a fault.</param>
/// <param name="Fault">What is wrong with the file and how to mend it, or <c>null</c>.</param>
public sealed record DialogueArguments(IReadOnlyList<string> Arguments, string? Fault = null);

/// <summary>Reads a file of <c>--dialogue</c>.</summary>
/// <param name="path">As it was given.</param>
/// <param name="module">What <c>--module</c> names, or <c>null</c>.</param>
public delegate DialogueArguments DialogueReader(string path, string? module);
