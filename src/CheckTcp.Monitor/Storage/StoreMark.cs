using System.Globalization;

namespace CheckTcp.Monitor.Storage;

/// <summary>How far the store had come when it was last known to be on the disk, kept beside it: a store that is behind this is an older
/// copy, or a new one.</summary>
/// <param name="Clock">The time that the store's upkeep went by, in milliseconds since 1970.</param>
/// <param name="LastAlert">The highest id of an alert that was ever given.</param>
internal readonly record struct StoreMark(long Clock, long LastAlert)
{
    /// <summary>As it stands in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"store {Clock} {LastAlert}");

    /// <returns><c>default</c> for what is no mark: a file of an older program, or one that was not written to its end.</returns>
    public static StoreMark Parse(string line) =>
        line.Split(' ') is ["store", var clock, var alert]
        && long.TryParse(clock, NumberStyles.None, CultureInfo.InvariantCulture, out long at)
        && long.TryParse(alert, NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            ? new StoreMark(at, last)
            : default;
}
