using System.Globalization;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>A file that says no dialogue.</summary>
/// <param name="message">Where, what is wrong, and how to mend it.</param>
internal sealed class DialogueFileException(string message) : Exception(message)
{
    /// <param name="line">From 1.</param>
    /// <param name="message">What is wrong there, and how to mend it.</param>
    public DialogueFileException(long line, string message)
        : this(string.Create(CultureInfo.InvariantCulture, $"line {line}: {message}"))
    {
    }
}
