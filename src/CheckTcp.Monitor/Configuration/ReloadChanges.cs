using System.Globalization;
using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Configuration;

/// <summary>What a new configuration changes about the checks of the one before it.</summary>
internal static class ReloadChanges
{
    // Enough for what a person changed; of a list of thousands the number is what counts.
    private const int MostNames = 20;

    // A list that is being written over looks like one that lost most of its targets.
    private const int ShrinksToLessThan = 2;

    /// <summary><c>+added -removed ~changed</c>, by their names.</summary>
    public static string Describe(MonitorConfiguration before, MonitorConfiguration after)
    {
        var old = before.Checks.ToDictionary(check => check.Name);
        var names = after.Checks.Select(check => check.Name).ToHashSet();
        List<string> added = [.. after.Checks.Where(check => !old.ContainsKey(check.Name)).Select(check => check.Name)];
        List<string> removed = [.. before.Checks.Where(check => !names.Contains(check.Name)).Select(check => check.Name)];
        List<string> changed = [.. after.Checks.Where(check => old.TryGetValue(check.Name, out var was) && !check.Equals(was)).Select(check => check.Name)];
        string[] parts = [.. new[] { Of('+', added), Of('-', removed), Of('~', changed) }.Where(part => part.Length > 0)];
        return parts.Length == 0 ? "no check changed" : string.Join(' ', parts);
    }

    /// <summary>The lists that lost more than half of their targets, in words; <c>null</c> for none.</summary>
    public static string? Shrunk(MonitorConfiguration before, MonitorConfiguration after)
    {
        string[] shrunk =
        [
            .. before.ListedTargets
                .Where(list => after.ListedTargets.TryGetValue(list.Key, out int now) && now * ShrinksToLessThan < list.Value)
                .OrderBy(list => list.Key, StringComparer.Ordinal)
                .Select(list => string.Create(
                    CultureInfo.InvariantCulture, $"plugin.checks.{PlainLine.Of(list.Key)} from {list.Value} to {after.ListedTargets[list.Key]} targets")),
        ];
        return shrunk.Length == 0 ? null : string.Join(", ", shrunk);
    }

    /// <summary>Whether a list has fewer targets than before.</summary>
    public static bool LosesTargets(MonitorConfiguration before, MonitorConfiguration after) =>
        before.ListedTargets.Any(list => after.ListedTargets.TryGetValue(list.Key, out int now) && now < list.Value);

    private static string Of(char sign, List<string> names) =>
        string.Join(' ', names.Take(MostNames).Select(name => $"{sign}{PlainLine.Of(name)}"))
        + (names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" {sign}{names.Count - MostNames} more") : "");
}
