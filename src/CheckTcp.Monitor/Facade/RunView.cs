using System.Text.Json;

namespace CheckTcp.Monitor.Facade;

/// <summary>One run of a check on request. It is shown and not counted: neither alerts nor history know of it.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Status">OK, WARNING, CRITICAL or UNKNOWN.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Duration">How long it took, in seconds.</param>
/// <param name="Phases">Addresses, phases and session of a run in process, a line each; empty for a child.</param>
/// <param name="Transcript">What was sent and received, as the lines of <c>check-tcp --transcript</c>, in a run in process; empty for a
/// child.</param>
internal sealed record RunView(
    string Check, string Status, string Output, double Duration, IReadOnlyList<string> Phases, IReadOnlyList<string> Transcript)
{
    /// <summary>The object of <c>check-tcp --json</c>, with its own version; <c>null</c> for a child, and where nothing came of the
    /// run.</summary>
    public JsonElement? Result { get; init; }
}

/// <summary>Which check to run.</summary>
/// <param name="Check">Its name.</param>
internal sealed record RunRequest(string Check);

/// <summary>Why an alert is closed.</summary>
/// <param name="Reason">A person's words.</param>
internal sealed record CloseRequest(string Reason);

/// <summary>What was wrong with a request, in the form of Mackerel's API.</summary>
/// <param name="Error">The words.</param>
internal sealed record ErrorView(ErrorMessage Error)
{
    /// <summary>An error with these words.</summary>
    public static ErrorView Of(string message) => new(new ErrorMessage(message));
}

/// <summary>The words of an error.</summary>
/// <param name="Message">What is wrong and how to mend it.</param>
internal sealed record ErrorMessage(string Message);
