using System.Net.Sockets;
using CheckTcp.Monitor.Files;
using CheckTcp.Monitor.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Facade.Remote;

/// <summary>Listens on the control socket in the data directory. The daemon runs without it where it cannot be made, and makes it again when
/// it is gone.</summary>
/// <param name="directory">Where it lies.</param>
/// <param name="name">Its name there.</param>
/// <param name="map">Adds what answers.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">The log.</param>
internal sealed partial class ControlListener(
    DataDirectory directory, string name, Action<IEndpointRouteBuilder> map, TimeProvider time, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    /// <summary>What whoever asks may keep open, and send, at most.</summary>
    private const int MostConnections = 64;
    private const int LargestRequest = 64 * 1024;

    /// <summary>Between two looks whether the socket is still there.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = logs.CreateLogger<ControlListener>();
    private readonly string _path = Path.Combine(directory.Path, name);
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _listening;
    private FileIdentity _identity;
    private string? _problem;
    private Task _watching = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await StepAsync(cancellationToken);
        _watching = WatchAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching;
        if (_listening is not null)
        {
            await _listening.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _stopping.Dispose();
    }

    /// <summary>Listens, if nobody can reach us by the path.</summary>
    internal async Task StepAsync(CancellationToken cancellation)
    {
        try
        {
            if (_listening is not null && FileFacts.At(_path)?.Identity == _identity)
            {
                return;
            }

            bool wasThere = _listening is not null;
            await CloseAsync();
            await ListenAsync(cancellation);
            if (wasThere || _problem is not null)
            {
                LogListens(_path);
            }

            _problem = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            await CloseAsync();
            Tell(e.Message);
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await StepAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The daemon stops.
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        string path = directory.ShortPathOf(name) ?? throw new IOException($"{directory.Path} cannot be used: {directory.Problem}");
        RemoveStale(path);
        TryToCreate(path);
        _listening = Build(path);
        await _listening.StartAsync(cancellation);
        _identity = FileFacts.At(path)?.Identity ?? default;
    }

    /// <summary>A daemon that was killed left its socket behind. Nothing else that stands there is removed.</summary>
    private void RemoveStale(string path)
    {
        if (FileFacts.At(path) is not { } facts)
        {
            return;
        }

        if (!facts.IsSocket)
        {
            throw new IOException(facts.ObjectionAt(_path) ?? $"{_path} is a regular file, not a socket; remove it");
        }

        File.Delete(path);
    }

    /// <summary>Why nothing can be created there, a file tells: of bind(2) .NET knows no such reason, and says "Unknown socket error".</summary>
    private static void TryToCreate(string path)
    {
        using Folder folder = Folder.Of(path);
        string name = Path.GetFileName(path);
        folder.Begin(name, UnixFileMode.UserRead).Dispose();
        folder.Remove(name);
    }

    private WebApplication Build(string path)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OfTheDaemon>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxConcurrentConnections = MostConnections;
            server.Limits.MaxRequestBodySize = LargestRequest;
            server.ListenUnixSocket(path, listen => listen.Use(new ControlPeers(logs.CreateLogger<ControlPeers>()).Admit));
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => ControlSocket.Bind(path));
        WebApplication host = builder.Build();
        host.UseRouting();
        map(host);
        return host;
    }

    private async Task CloseAsync()
    {
        if (_listening is { } before)
        {
            _listening = null;
            await before.DisposeAsync();
        }
    }

    private void Tell(string problem)
    {
        if (_problem != problem)
        {
            LogProblem(_path, problem);
        }

        _problem = problem;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "control socket {Path} cannot be created: {Problem}; check-tcpd runs without it, so that its commands cannot ask the daemon, and "
            + "tries again every 10 s")]
    private partial void LogProblem(string path, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "control socket {Path} was missing; it is created again")]
    private partial void LogListens(string path);

    /// <summary>Signals are for the daemon, not for what listens here.</summary>
    private sealed class OfTheDaemon : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
