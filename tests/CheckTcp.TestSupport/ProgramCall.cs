using System.Collections.Immutable;
using System.Diagnostics;

namespace CheckTcp.TestSupport;

/// <summary>A program with its arguments, ready to be run.</summary>
public sealed record ProgramCall(string Program, params string[] Arguments)
{
    /// <summary>Variables added to the environment; null takes one away.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>When the program is killed with its children and the run fails.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    public ProgramCall WithVariable(string name, string? value) => this with { Environment = Environment.SetItem(name, value) };

    /// <summary>The same call by way of the shell, which runs it where the script says <c>"$@"</c>.</summary>
    public ProgramCall InShell(string script) => this with { Program = "/bin/sh", Arguments = ["-c", script, "sh", Program, .. Arguments] };

    /// <exception cref="TimeoutException">It did not end by the deadline.</exception>
    public async Task<ProgramRun> RunAsync(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(StartInfo()) ?? throw new InvalidOperationException($"{Program} did not start");
        process.StandardInput.Close();
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        try
        {
            using MemoryStream output = new();
            Task copying = process.StandardOutput.BaseStream.CopyToAsync(output, deadline.Token);
            string error = await process.StandardError.ReadToEndAsync(deadline.Token);
            await copying;
            await process.WaitForExitAsync(deadline.Token);
            return new(process.ExitCode, output.ToArray(), error, Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{Program} {string.Join(' ', Arguments)} did not end within {Deadline.TotalSeconds} s");
        }
        finally
        {
            process.Kill(entireProcessTree: true); // nothing is left to kill, usually
        }
    }

    private ProcessStartInfo StartInfo()
    {
        ProcessStartInfo info = new(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
