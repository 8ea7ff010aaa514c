using System.Diagnostics;
using System.Globalization;
using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>Looks for what a run may have left: processes that still live, and zombies of ours.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int Last;

    /// <summary>A number of seconds that no other sleep in the tests has, so that a process is known by its arguments alone.</summary>
    public static string UniqueSleep() =>
        string.Create(CultureInfo.InvariantCulture, $"1000.{Environment.ProcessId:D7}{Interlocked.Increment(ref Last):D4}");

    /// <summary>The processes with this word in their command line, zombies left out, for they have none.</summary>
    public static List<int> With(string word) =>
        [.. Processes().Where(pid => Read($"/proc/{pid}/cmdline").Split('\0').Any(argument => argument == word))];

    /// <summary>Waits until every child of a run that has ended by now is reaped; those of tests beside this one are, soon. What this process
    /// has adopted is reaped by the daemon alone.</summary>
    public static async Task UntilReapedAsync()
    {
        List<int> zombies = Zombies();
        await UntilAsync(() => !zombies.Intersect(Zombies()).Any(), "a zombie is left");
    }

    /// <summary>Waits until a process with this word lives, or until none does.</summary>
    public static Task UntilAsync(string word, bool alive) =>
        UntilAsync(() => With(word).Count > 0 == alive, alive ? $"{word} did not start" : $"{word} is left");

    /// <summary>Waits until no process with this word lives, and every child of a run is reaped.</summary>
    public static async Task UntilNoneAsync(string word)
    {
        await UntilAsync(word, alive: false); // who was sent SIGKILL is not gone in the same instant
        await UntilReapedAsync();
    }

    /// <summary>Waits until so many processes with this word live.</summary>
    public static Task UntilAsync(string word, int count) => UntilAsync(() => With(word).Count == count, $"not {count} of {word} started");

    private static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, otherwise);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static List<int> Zombies() =>
        [.. Processes().Where(pid => OwnChildren.IsStarted(pid) && Read($"/proc/{pid}/stat") is { Length: > 0 } text
            && text[(text.LastIndexOf(')') + 2)..].Split(' ') is ["Z", var parent, ..]
            && parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))];

    private static IEnumerable<int> Processes() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where int.TryParse(name, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
