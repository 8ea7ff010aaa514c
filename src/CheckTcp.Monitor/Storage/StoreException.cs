namespace CheckTcp.Monitor.Storage;

/// <summary>The history cannot be used as it lies there, and a person has to mend it; the message says how.</summary>
internal sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
