namespace CheckTcp.Monitor.Domain;

/// <summary>The daemon cannot start, and a person has to mend it; the message says how.</summary>
internal sealed class StartException(string message) : Exception(message);
