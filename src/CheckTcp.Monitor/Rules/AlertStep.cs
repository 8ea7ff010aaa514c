using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Rules;

/// <summary>What one run, or one person's doing, makes of a check's alerts.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="Alert">The alert that it opened, changed or closed, as it is after it; <c>null</c> for none.</param>
/// <param name="Event">What is to be told; <c>null</c> when nothing is.</param>
internal readonly record struct AlertStep(AlertState Next, Alert? Alert, AlertEvent? Event);
