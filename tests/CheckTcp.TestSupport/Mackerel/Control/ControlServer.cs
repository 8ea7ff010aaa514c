using System.Globalization;
using System.Text.Json;
using CheckTcp.TestSupport.Mackerel.Faults;
using Microsoft.AspNetCore.Http;

namespace CheckTcp.TestSupport.Mackerel.Control;

/// <summary>Lets another process control a stand-in, on a port of its own so that the API's can be closed.</summary>
/// <remarks><c>GET /control/record?after=&amp;since=&amp;reports=&amp;notifications=</c> waits for a version, and tells what is new
/// since another; <c>POST /control/break</c> takes a fault,
/// <c>heal</c> and <c>refuse</c> nothing, <c>hand</c> a call.</remarks>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly MackerelStandIn _standIn;
    private readonly LoopbackServer _server;

    private ControlServer(MackerelStandIn standIn)
    {
        _standIn = standIn;
        _server = new LoopbackServer(port: 0, HandleAsync);
    }

    public Uri Address => _server.Address;

    public static async Task<ControlServer> StartAsync(MackerelStandIn standIn)
    {
        ControlServer control = new(standIn);
        await control._server.OpenAsync();
        return control;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        CancellationToken gone = context.RequestAborted;
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", "/control/record"):
                StandInRecord record = await _standIn.RecordAfterAsync(Number(context, "after"), gone);
                await AnswerAsync(
                    context, record.Since(Number(context, "since"), (int)Number(context, "reports"), (int)Number(context, "notifications")));
                break;
            case ("POST", "/control/break"):
                await _standIn.BreakAsync(await BodyAsync<Fault>(context));
                break;
            case ("POST", "/control/heal"):
                await _standIn.HealAsync();
                break;
            case ("POST", "/control/refuse"):
                await _standIn.RefuseAsync();
                break;
            case ("POST", "/control/hand"):
                HandCall call = await BodyAsync<HandCall>(context);
                await AnswerAsync(context, await _standIn.ActByHandAsync(call.Method, call.Target, call.Body));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static long Number(HttpContext context, string name) => long.Parse(context.Request.Query[name]!, CultureInfo.InvariantCulture);

    private static async Task<T> BodyAsync<T>(HttpContext context) =>
        (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, StandInJson.Options, context.RequestAborted))!;

    private static Task AnswerAsync<T>(HttpContext context, T answer) =>
        JsonSerializer.SerializeAsync(context.Response.Body, answer, StandInJson.Options, context.RequestAborted);
}
