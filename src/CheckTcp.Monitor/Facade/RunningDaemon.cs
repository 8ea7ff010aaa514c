using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Monitor.Files;

namespace CheckTcp.Monitor.Facade;

/// <summary>The daemon that runs, asked over its socket.</summary>
internal sealed class RunningDaemon : MonitorSource
{
    private const int LongestPath = 107; // unix(7), without the zero at its end

    private readonly HttpClient _http;

    private RunningDaemon(HttpClient http) => _http = http;

    /// <summary>The daemon whose socket this is.</summary>
    /// <returns><c>null</c> when none listens.</returns>
    /// <exception cref="ControlException">One listens and may not be asked.</exception>
    public static async Task<RunningDaemon?> FindAsync(string socketPath, CancellationToken cancellation)
    {
        try
        {
            (await ConnectAsync(socketPath, cancellation)).Dispose();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new ControlException($"{socketPath}: permission denied; run this as the user that check-tcpd runs as, or as root", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ControlException($"{socketPath}: permission denied; run this as the user that check-tcpd runs as, or as root", e);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null; // no such socket, or no such folder
        }

        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, stopped) => new NetworkStream(await ConnectAsync(socketPath, stopped), ownsSocket: true),
        };
        return new RunningDaemon(new HttpClient(handler) { BaseAddress = new Uri("http://check-tcpd/"), Timeout = TimeSpan.FromMinutes(2) });
    }

    /// <inheritdoc/>
    public override Task<StatusView> StatusAsync(CancellationToken cancellation) =>
        AskAsync(HttpMethod.Get, "status", null, ControlJson.Default.StatusView, cancellation);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<AlertView>> AlertsAsync(bool all, CancellationToken cancellation) =>
        AskAsync(HttpMethod.Get, all ? "alerts?all=true" : "alerts", null, ControlJson.Default.IReadOnlyListAlertView, cancellation);

    /// <inheritdoc/>
    public override Task<HistoryView> HistoryAsync(string check, TimeSpan period, CancellationToken cancellation) =>
        AskAsync(
            HttpMethod.Get,
            string.Create(CultureInfo.InvariantCulture, $"history?check={Uri.EscapeDataString(check)}&seconds={(long)period.TotalSeconds}"),
            null,
            ControlJson.Default.HistoryView,
            cancellation);

    /// <inheritdoc/>
    public override Task<AlertView> CloseAsync(long alertId, string reason, CancellationToken cancellation) =>
        AskAsync(
            HttpMethod.Post,
            string.Create(CultureInfo.InvariantCulture, $"alerts/{alertId}/close"),
            JsonContent.Create(new CloseRequest(reason), ControlJson.Default.CloseRequest),
            ControlJson.Default.AlertView,
            cancellation);

    /// <summary>Runs a check once.</summary>
    /// <exception cref="ControlException">There is no such check.</exception>
    public Task<RunView> RunAsync(string check, CancellationToken cancellation) =>
        AskAsync(
            HttpMethod.Post,
            "run",
            JsonContent.Create(new RunRequest(check), ControlJson.Default.RunRequest),
            ControlJson.Default.RunView,
            cancellation);

    /// <inheritdoc/>
    public override void Dispose() => _http.Dispose();

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (Encoding.UTF8.GetByteCount(path) <= LongestPath)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return socket;
            }

            using Folder folder = Folder.Of(path);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.ShortPathOf(Path.GetFileName(path))), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<T> AskAsync<T>(
        HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                ErrorView? error = await response.Content.ReadFromJsonAsync(ControlJson.Default.ErrorView, cancellation);
                throw new ControlException(error?.Error.Message ?? $"check-tcpd answered {(int)response.StatusCode}");
            }

            return await response.Content.ReadFromJsonAsync(type, cancellation)
                ?? throw new ControlException("check-tcpd answered with nothing");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.ConnectionError)
        {
            throw new ControlException(
                "check-tcpd closed the connection without an answer; run this as root, as its user or in its group, and if that is so, try again later", e);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new ControlException($"check-tcpd does not answer as it should: {e.Message}", e);
        }
    }
}
