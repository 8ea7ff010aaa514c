using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Toml;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>The keys that say what to run, which a check and its action have alike: <c>command</c>, <c>user</c>, <c>env</c> and
/// <c>timeout_seconds</c>.</summary>
internal static class CommandSection
{
    private const string Wanted = "a command line in quotes, or an array of strings such as [\"check-tcp\", \"-p\", \"21\"]";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <returns><c>null</c> when there is no command, or what is given is none.</returns>
    public static CommandSource? Read(Section section)
    {
        string? user = section.Text("user") is { Length: > 0 } name ? name : null;
        ImmutableDictionary<string, string> environment = ReadEnvironment(section);
        TimeSpan timeout = ReadTimeout(section);
        if (section.Find("command") is not { } entry)
        {
            return null;
        }

        string? line = (entry.Value as TomlText)?.Value;
        ImmutableArray<string>? arguments = line is not null ? ["sh", "-c", line] : ReadArray(section, entry);
        if (arguments is { } given && given.Any(argument => argument.Contains('\0', StringComparison.Ordinal)))
        {
            section.Error(entry, "holds a NUL, which no argument of a program can; remove it");
            return null;
        }

        return arguments is null ? null : new CommandSource(arguments.Value, line, user, environment, timeout);
    }

    private static ImmutableArray<string>? ReadArray(Section section, TomlEntry entry)
    {
        if (section.Take<TomlArray>(entry, Wanted) is not { } array)
        {
            return null;
        }

        if (array.Items.IsEmpty)
        {
            section.Error(entry, $"is empty; write {Wanted}");
            return null;
        }

        if (array.Items.FirstOrDefault(item => item is not TomlText) is { } stray)
        {
            section.Error(entry, $"holds {stray.Kind}; write every argument as a string in quotes");
            return null;
        }

        return [.. array.Items.Select(item => ((TomlText)item).Value)];
    }

    private static ImmutableDictionary<string, string> ReadEnvironment(Section section)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>();
        if (section.Table("env") is not { } env)
        {
            return variables.ToImmutable();
        }

        foreach (TomlEntry entry in env.Entries)
        {
            string name = entry.Key.Trim();
            if (env.Take<TomlText>(entry, "a string in quotes") is not { } value)
            {
                continue;
            }

            if (name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
                || value.Value.Contains('\0', StringComparison.Ordinal))
            {
                env.Error(entry, "is no variable: its name holds no =, and neither name nor value a NUL");
            }
            else if (name.Length > 0)
            {
                variables[name] = value.Value;
            }
        }

        return variables.ToImmutable();
    }

    private static TimeSpan ReadTimeout(Section section)
    {
        // Nobody lives to see a longer one end, and the kernel's timers do not count so far.
        long most = (long)Limits.MaxTimeout.TotalSeconds;
        if (section.Integer("timeout_seconds", long.MinValue, long.MaxValue) is not { } seconds || seconds == 0)
        {
            return DefaultTimeout;
        }

        if (seconds < 0)
        {
            section.Warning(section.Find("timeout_seconds")!, $"{seconds} ends every run before it begins; give seconds such as 30");
        }

        if (seconds > most)
        {
            section.Notice(section.Find("timeout_seconds")!,
                $"{seconds} seconds are more than {DurationWords.Of(Limits.MaxTimeout)}, which counts instead");
        }

        return TimeSpan.FromSeconds(Math.Clamp(seconds, -most, most));
    }
}
