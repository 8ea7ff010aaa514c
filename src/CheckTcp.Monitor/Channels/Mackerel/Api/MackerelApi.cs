using System.Net.Security;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>Mackerel's API, as far as an agent needs it. Calls may overlap, and none throws for what the network or the server does.</summary>
internal sealed class MackerelApi : IDisposable
{
    private readonly ApiConnection _connection;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="settings">How the API is reached.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <param name="tls">How certificates are judged; <c>null</c> for the platform's way.</param>
    public MackerelApi(ApiSettings settings, TimeProvider time, SslClientAuthenticationOptions? tls = null)
    {
        Settings = settings;
        _connection = new ApiConnection(settings, time, tls);
    }

    /// <summary>How it is reached; other ones need another instance.</summary>
    public ApiSettings Settings { get; }

    /// <summary>Registers a host.</summary>
    /// <returns>Its id.</returns>
    public Task<ApiAnswer<string>> CreateHostAsync(HostDescription host, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Post, "/hosts", Body(host, ApiJson.Default.HostDescription), ApiJson.Default.IdAnswer, answer => Valid(answer.Id), cancellation);

    /// <summary>Asks for a host.</summary>
    public Task<ApiAnswer<Host>> GetHostAsync(string id, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Get, PathOf(id), null, ApiJson.Default.HostAnswer, answer => answer.Host is { } host && host.Id == id ? host : null, cancellation);

    /// <summary>Says what a host is like now. Roles are only ever added by it.</summary>
    public Task<ApiAnswer<Done>> UpdateHostAsync(string id, HostDescription host, CancellationToken cancellation) =>
        DoAsync(HttpMethod.Put, PathOf(id), Body(host, ApiJson.Default.HostDescription), cancellation);

    /// <summary>Sets a host's status: <c>working</c>, <c>standby</c>, <c>maintenance</c>, <c>poweroff</c>.</summary>
    public Task<ApiAnswer<Done>> SetStatusAsync(string id, string status, CancellationToken cancellation) =>
        DoAsync(HttpMethod.Post, $"{PathOf(id)}/status", Body(new StatusBody(status), ApiJson.Default.StatusBody), cancellation);

    /// <summary>Retires a host: its alerts are closed, and it takes no reports any more.</summary>
    public Task<ApiAnswer<Done>> RetireAsync(string id, CancellationToken cancellation) =>
        DoAsync(HttpMethod.Post, $"{PathOf(id)}/retire", Body(new EmptyBody(), ApiJson.Default.EmptyBody), cancellation);

    /// <summary>The host with a custom identifier, whatever its status; of several the first.</summary>
    public Task<ApiAnswer<FoundHost>> FindHostIdAsync(string customIdentifier, CancellationToken cancellation) =>
        CallAsync(
            HttpMethod.Get,
            $"/hosts?customIdentifier={Uri.EscapeDataString(customIdentifier)}&status=working&status=standby&status=maintenance&status=poweroff",
            null,
            ApiJson.Default.HostsAnswer,
            answer => answer.Hosts switch
            {
                null => null,
                [] => new FoundHost(null),
                [var first, ..] => Valid(first?.Id) is { } id ? new FoundHost(id) : null,
            },
            cancellation);

    /// <summary>Hands reports on, at most 100. Ones that Mackerel has already are passed over by it.</summary>
    public Task<ApiAnswer<Done>> PostReportsAsync(IReadOnlyList<CheckReport> reports, CancellationToken cancellation) =>
        DoAsync(HttpMethod.Post, "/monitoring/checks/report", Body(new ReportsBody(reports), ApiJson.Default.ReportsBody), cancellation);

    /// <summary>Ends calls that are under way, too: they fail as <see cref="ApiFailureKind.Unavailable"/>.</summary>
    public void Dispose() => _connection.Dispose();

    private static string PathOf(string id) => $"/hosts/{Uri.EscapeDataString(id)}";

    private static string? Valid(string? id) => HostId.IsValid(id) ? id : null;

    private static byte[] Body<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>A call whose answer may be any JSON.</summary>
    private Task<ApiAnswer<Done>> DoAsync(HttpMethod method, string path, byte[] body, CancellationToken cancellation) =>
        CallAsync(method, path, body, ApiJson.Default.JsonElement, _ => Done.Instance, cancellation);

    /// <summary>A call from whose answer <paramref name="read"/> takes what is asked for: <c>null</c> when it is not in it.</summary>
    private async Task<ApiAnswer<T>> CallAsync<TAnswer, T>(
        HttpMethod method, string path, byte[]? body, JsonTypeInfo<TAnswer> type, Func<TAnswer, T?> read, CancellationToken cancellation)
        where T : class
    {
        ApiAnswer<byte[]> sent = await _connection.SendAsync(method, path, body, cancellation);
        if (!sent.Succeeded)
        {
            return sent.Failure;
        }

        try
        {
            if (JsonSerializer.Deserialize(sent.Value, type) is { } answer && read(answer) is { } value)
            {
                return value;
            }
        }
        catch (JsonException)
        {
            // Told below, like JSON that lacks what was asked for.
        }

        string beginning = ApiErrorText.Beginning(sent.Value, Settings.Key);
        return new ApiFailure(
            ApiFailureKind.Unavailable,
            $"{_connection.Describe(method, path)}: the answer is not the JSON that it has to be: {(beginning.Length == 0 ? "it is empty" : beginning)}");
    }
}
