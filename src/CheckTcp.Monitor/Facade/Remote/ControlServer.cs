using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Facade.Remote;

/// <summary>Answers on the control socket: HTTP, so that <c>curl --unix-socket</c> can ask, too.</summary>
/// <param name="monitor">What answers.</param>
/// <param name="log">The log.</param>
internal sealed partial class ControlServer(LiveMonitor monitor, ILogger log)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => "ok\n");
        routes.MapGet("/status", Answering(ControlJson.Default.StatusView, (_, stop) => monitor.StatusAsync(stop)));
        routes.MapGet("/alerts", Answering(ControlJson.Default.IReadOnlyListAlertView, (request, stop) =>
            monitor.AlertsAsync(request.Query["all"] == "true", stop)));
        routes.MapGet("/history", Answering(ControlJson.Default.HistoryView, (request, stop) =>
            monitor.HistoryAsync(NotEmpty(request.Query["check"], "check"), PeriodOf(request.Query["seconds"]), stop)));
        routes.MapPost("/alerts/{id:long}/close", Answering(ControlJson.Default.AlertView, async (request, stop) =>
        {
            CloseRequest body = await BodyAsync(request, ControlJson.Default.CloseRequest, stop);
            long id = long.Parse((string)request.RouteValues["id"]!, CultureInfo.InvariantCulture);
            return await monitor.CloseAsync(id, CloseReason.Checked(body.Reason), stop);
        }));
        routes.MapPost("/run", Answering(ControlJson.Default.RunView, async (request, stop) =>
            await monitor.RunAsync(NotEmpty((await BodyAsync(request, ControlJson.Default.RunRequest, stop)).Check, "check"), stop)));
    }

    private RequestDelegate Answering<T>(JsonTypeInfo<T> type, Func<HttpRequest, CancellationToken, Task<T>> answer) => async context =>
    {
        try
        {
            T value = await answer(context.Request, context.RequestAborted);
            await context.Response.WriteAsJsonAsync(value, type, null, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
        catch (ControlException e)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (JsonException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "the request's body is not the JSON that it has to be");
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e.StatusCode, e.Message); // cut off, or larger than the server takes
        }
#pragma warning disable CA1031 // The server would log one that got away with its stack, for anybody who can send a request.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(context.Request.Path, e.GetType().Name, e.Message);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, $"internal error: {e.Message}");
        }
    };

    private static async Task RefuseAsync(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // half an answer must not pass for one
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(ErrorView.Of(message), ControlJson.Default.ErrorView, null, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<T> BodyAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync(request.Body, type, cancellation)
        ?? throw new ControlException("the request has no body");

    private static string NotEmpty(string? value, string name) =>
        string.IsNullOrEmpty(value) ? throw new ControlException($"{name} is missing") : value;

    private static TimeSpan PeriodOf(string? seconds) =>
        int.TryParse(seconds, CultureInfo.InvariantCulture, out int count) && count > 0
            ? TimeSpan.FromSeconds(count)
            : throw new ControlException("seconds is how far back to look, a whole number above zero");

    [LoggerMessage(Level = LogLevel.Error, Message = "internal error while {Path} was answered: {Kind}: {Text}; please report it")]
    private partial void LogFault(string path, string kind, string text);
}
