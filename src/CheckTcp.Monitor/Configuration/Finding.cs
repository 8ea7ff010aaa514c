using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Something to say about a configuration: an error, which keeps it from being used, or a warning.</summary>
/// <param name="Severity">What it means for the configuration.</param>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1; <c>null</c> when it is about the whole file.</param>
/// <param name="Key">The key with its tables, such as <c>plugin.checks.ftp.command</c>; <c>null</c> when it is about none.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
internal sealed record Finding(FindingSeverity Severity, string File, int? Line, string? Key, string Message)
{
    /// <summary>The key is known neither to us nor to the agent, whose <c>configtest</c> refuses such a file.</summary>
    public bool IsUnknownKey { get; init; }

    /// <summary>It is about one check, a list of targets or one entry of it, which is not run or not as meant: the rest can run without it.</summary>
    public bool IsPartial { get; init; }

    /// <summary><c>FILE:LINE: KEY: MESSAGE</c>, as compilers have it, so that editors can follow it; on one line.</summary>
    public override string ToString() =>
        PlainLine.Of($"{File}{(Line is { } line ? $":{line}" : "")}: {(Key is null ? "" : $"{Key}: ")}{Message}");
}

/// <summary>What a finding means for the configuration.</summary>
internal enum FindingSeverity
{
    /// <summary>Good to know: what is accepted and not run.</summary>
    Notice,

    /// <summary>It runs, but probably not as meant. An unknown key is one; <c>configtest</c> takes it for an error.</summary>
    Warning,

    /// <summary>It cannot run: the whole configuration, or with <see cref="Finding.IsPartial"/> a part of it.</summary>
    Error,
}
