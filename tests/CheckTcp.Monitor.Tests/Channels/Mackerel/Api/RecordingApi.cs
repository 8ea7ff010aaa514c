using System.Collections.Immutable;
using System.Net;
using System.Threading.Channels;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

/// <summary>A real HTTP server that answers as the test says, and tells what it was asked.</summary>
internal sealed class RecordingApi : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // so that no test hangs

    private readonly WebApplication _server;
    private readonly Channel<RecordedRequest> _requests = Channel.CreateUnbounded<RecordedRequest>();

    private RecordingApi(WebApplication server) => _server = server;

    /// <summary>What is answered from now on.</summary>
    public required Func<RecordedRequest, Task<Reply>> Answer { get; set; }

    public string Address => _server.Urls.Single();

    /// <summary>How many requests have come that the test has not looked at.</summary>
    public int Unseen => _requests.Reader.Count;

    public static Task<RecordingApi> StartAsync(Func<RecordedRequest, Reply> answer) => StartAsync(request => Task.FromResult(answer(request)));

    public static async Task<RecordingApi> StartAsync(Func<RecordedRequest, Task<Reply>> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        WebApplication server = builder.Build();
        var api = new RecordingApi(server) { Answer = answer };
        server.Run(api.HandleAsync);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    /// <summary>The next request, as soon as it has come.</summary>
    public Task<RecordedRequest> NextAsync() =>
        _requests.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>The next requests as <c>METHOD TARGET</c>, without what all have in common.</summary>
    public async Task<string[]> NextAsync(int count)
    {
        var next = new List<string>();
        while (next.Count < count)
        {
            next.Add((await NextAsync()).ToString().Replace("/api/v0", "", StringComparison.Ordinal));
        }

        return [.. next];
    }

    public ApiSettings Settings(string key = "k") => ApiSettings.Of(new AgentSettings { ApiBase = Address, ApiKey = key, HttpProxy = "direct" });

    public MackerelApi Client(string key = "k", TimeProvider? time = null) => new(Settings(key), time ?? TimeProvider.System);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToImmutableDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
                .Add(":version", context.Request.Protocol)
                .Add(":connection", context.Connection.Id),
            await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Writer.TryWrite(request);
        Reply reply = await Answer(request);
        context.Response.StatusCode = reply.Status;
        foreach ((string name, string value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }
}
