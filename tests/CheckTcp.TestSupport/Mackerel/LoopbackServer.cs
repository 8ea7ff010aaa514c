using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>A web server on 127.0.0.1 that can be closed and opened again; its port stays its own all the while.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket _reserved;
    private readonly RequestDelegate _handle;
    private WebApplication? _open;

    /// <param name="port">0 for a free one.</param>
    /// <param name="handle">Answers the requests.</param>
    public LoopbackServer(int port, RequestDelegate handle)
    {
        _handle = handle;
        _reserved = Bound(new IPEndPoint(IPAddress.Loopback, port));
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_reserved.LocalEndPoint!).Port}/");

    /// <summary>A socket that shares its port with others of its kind.</summary>
    public static Socket Bound(EndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(endPoint);
        return socket;
    }

    public async Task OpenAsync()
    {
        if (_open is not null)
        {
            return;
        }

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .UseSockets(sockets => sockets.CreateBoundListenSocket = Bound)
            .ConfigureKestrel(server =>
            {
                server.AddServerHeader = false;
                server.Listen((IPEndPoint)_reserved.LocalEndPoint!);
            });
        WebApplication application = builder.Build();
        application.Run(_handle);
        await application.StartAsync();
        _open = application;
    }

    /// <summary>Whoever connects from now on is refused; whoever is connected is cut off.</summary>
    public async Task CloseAsync()
    {
        if (_open is { } application)
        {
            _open = null;
            await application.Services.GetRequiredService<IServer>().StopAsync(new CancellationToken(canceled: true));
            await application.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _reserved.Dispose();
    }
}
