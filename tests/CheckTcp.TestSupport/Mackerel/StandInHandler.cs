using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using CheckTcp.TestSupport.Mackerel.Api;
using CheckTcp.TestSupport.Mackerel.Faults;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>Takes the requests off the wire, and answers them or has faults meet them.</summary>
internal sealed class StandInHandler(StandInState state, FaultSwitch faults, TimeProvider time)
{
    private const string Json = "application/json";

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            RecordedRequest request = state.Begin(
                context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, HeadersOf(context.Request), body);
            (TimeSpan delay, Fault? fault) = faults.Next(StandInState.CallOf(request, request.At));
            await Task.Delay(delay, time, context.RequestAborted);
            await MeetAsync(context, request, fault);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client went away, or the server was closed.
        }
    }

    private async Task MeetAsync(HttpContext context, RecordedRequest request, Fault? fault)
    {
        switch (fault)
        {
            case Fault.Hang:
                state.End(request, RequestOutcome.Hung);
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                break;
            case Fault.Cut:
                state.End(request, RequestOutcome.Cut);
                context.Abort(); // with RST
                break;
            case Fault.LoseAnswer:
                state.End(state.ActOn(request).Request, RequestOutcome.AnswerLost);
                context.Abort(); // with RST
                break;
            case Fault.CutAnswer:
                (request, ApiReply half) = state.ActOn(request);
                state.End(request, RequestOutcome.AnswerCut);
                await SendHalfAsync(context, half);
                context.Abort(); // with RST
                break;
            case Fault.Answer answer:
                request = answer.IsActedOn ? state.ActOn(request).Request : request;
                state.End(request with { Status = answer.Code, Answer = answer.Body }, RequestOutcome.Answered);
                await WriteAsync(context, answer.Code, answer.Body, answer.Headers);
                break;
            default:
                (request, ApiReply reply) = state.ActOn(request);
                state.End(request, RequestOutcome.Answered);
                await WriteAsync(context, reply.Status, reply.Body, ImmutableDictionary<string, string>.Empty);
                break;
        }
    }

    private static ImmutableSortedDictionary<string, string> HeadersOf(HttpRequest request) =>
        request.Headers.ToImmutableSortedDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static async Task WriteAsync(HttpContext context, int status, string body, ImmutableDictionary<string, string> headers)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = bytes.Length;
        foreach ((string name, string value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>By the socket itself: the web server would hold bytes back that a reset then throws away.</summary>
    private static async Task SendHalfAsync(HttpContext context, ApiReply reply)
    {
        byte[] body = Encoding.UTF8.GetBytes(reply.Body);
        byte[] head = Encoding.UTF8.GetBytes($"HTTP/1.1 {reply.Status} X\r\nContent-Type: {Json}\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] half = [.. head, .. body[..(body.Length / 2)]];
        await SocketOf(context).SendAsync(half, context.RequestAborted);
    }

    private static Socket SocketOf(HttpContext context) => context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
}
