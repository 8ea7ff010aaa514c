using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using CheckTcp.CommandLine;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>Speaks HTTP with the API: one request, one answer, within one deadline.</summary>
internal sealed class ApiConnection : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;

    private static readonly TimeSpan DnsChangesWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan IdleAtMost = TimeSpan.FromSeconds(90); // reports go out each minute

    private readonly ApiSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="settings">How it is reached.</param>
    /// <param name="time">The clock of deadlines and of <c>Retry-After</c>.</param>
    /// <param name="tls">How certificates are judged; <c>null</c> for the platform's way.</param>
    public ApiConnection(ApiSettings settings, TimeProvider time, SslClientAuthenticationOptions? tls)
    {
        _settings = settings;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ActivityHeadersPropagator = null,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionIdleTimeout = IdleAtMost,
            PooledConnectionLifetime = DnsChangesWithin,
            UseCookies = false,
            UseProxy = settings.Proxy is not null,
        };
        if (settings.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy.Address) { Credentials = proxy.User is { } user ? new NetworkCredential(user, proxy.Password) : null };
        }

        if (tls is not null)
        {
            handler.SslOptions = tls;
        }

        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">What follows <c>/api/v0</c>.</param>
    /// <param name="body">JSON; <c>null</c> for none.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <returns>The body of an answer with a status of success.</returns>
    public async Task<ApiAnswer<byte[]>> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        string call = Describe(method, path);
        using var deadline = new CancellationTokenSource(_settings.Timeout, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using HttpRequestMessage request = Request(method, path, body);
            using HttpResponseMessage response = await _http.SendAsync(request, ended.Token);
            ApiReply reply = await ReplyAsync(response, ended.Token);
            return reply.Failure(call, _settings.Key, _time.GetUtcNow()) is { } failure ? failure : reply.Body;
        }
        catch (HttpRequestException e)
        {
            return Unavailable(call, CallFault.WordsOf(e, _settings));
        }
        catch (InvalidDataException)
        {
            return Unavailable(call, "the answer is no gzip, which it says that it is");
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            return Unavailable(call, deadline.IsCancellationRequested
                ? Within("no answer", _settings.Timeout)
                : e.InnerException is TimeoutException ? Within("connect: no answer", _settings.ConnectTimeout) : GivenUp);
        }
        catch (ObjectDisposedException)
        {
            return Unavailable(call, GivenUp);
        }
    }

    /// <summary>A call as it is shown.</summary>
    public string Describe(HttpMethod method, string path) => $"{method} {Address(path)}";

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private const string GivenUp = "the connection was given up, since its settings have changed";

    private static ApiFailure Unavailable(string call, string cause) => new(ApiFailureKind.Unavailable, $"{call}: {cause}");

    private static string Within(string what, TimeSpan limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} within {limit.TotalSeconds:0.###} seconds");

    private static async Task<ApiReply> ReplyAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        new((int)response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsByteArrayAsync(cancellation))
        {
            RetryAfter = HeaderOf(response, "Retry-After"),
            Location = HeaderOf(response, "Location"),
        };

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;

    private string Address(string path) => $"{_settings.BaseAddress}/api/v0{path}";

    private HttpRequestMessage Request(HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, Address(path));
        request.Headers.TryAddWithoutValidation("User-Agent", AgentName.Text);
        request.Headers.TryAddWithoutValidation("X-Agent-Version", ProgramVersion.Text);
        request.Headers.TryAddWithoutValidation("X-Api-Key", _settings.Key);
        if (_settings.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        request.Headers.ConnectionClose = _settings.KeepAlive ? null : true;
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}
