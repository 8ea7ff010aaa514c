using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CheckTcp.Monitor.Control;

/// <summary>Answers on the control socket: HTTP, so that <c>curl --unix-socket</c> can ask, too.</summary>
/// <param name="monitor">What answers.</param>
internal sealed class ControlServer(LiveMonitor monitor)
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
            return await monitor.CloseAsync(id, NotEmpty(body.Reason, "reason"), stop);
        }));
        routes.MapPost("/run", Answering(ControlJson.Default.RunView, async (request, stop) =>
            await monitor.RunAsync(NotEmpty((await BodyAsync(request, ControlJson.Default.RunRequest, stop)).Check, "check"), stop)));
    }

    private static RequestDelegate Answering<T>(JsonTypeInfo<T> type, Func<HttpRequest, CancellationToken, Task<T>> answer) => async context =>
    {
        try
        {
            T value = await answer(context.Request, context.RequestAborted);
            await context.Response.WriteAsJsonAsync(value, type, null, context.RequestAborted);
        }
        catch (ControlException e)
        {
            await RefuseAsync(context, e.Message);
        }
        catch (JsonException)
        {
            await RefuseAsync(context, "the request's body is not the JSON that it has to be");
        }
    };

    private static Task RefuseAsync(HttpContext context, string message)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsJsonAsync(ErrorView.Of(message), ControlJson.Default.ErrorView, null, context.RequestAborted);
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
}
