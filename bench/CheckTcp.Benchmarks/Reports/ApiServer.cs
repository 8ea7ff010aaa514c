using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CheckTcp.Benchmarks.Reports;

/// <summary>An API that takes every report, answers after a while and tells how late the reports were: from the second of the run to the end of
/// the request that brought it.</summary>
internal sealed class ApiServer(TimeSpan answersAfter)
{
    private const string Host = """{"id":"bench","host":{"id":"bench","name":"bench","status":"working"}}""";

    private readonly Lock _lock = new();
    private readonly List<double> _delays = [];
    private int _requests;
    private int _largest;

    /// <param name="arguments">Milliseconds until an answer; 50 by default. Prints its port, and the figures when its input ends.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var server = new ApiServer(TimeSpan.FromMilliseconds(arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using WebApplication host = builder.Build();
        host.Run(server.AnswerAsync);
        await host.StartAsync();
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Console.WriteLine(new Uri(address).Port);
        await Console.In.ReadToEndAsync();
        Console.WriteLine(server.Figures());
        return 0;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using JsonDocument? body = context.Request.Method == "GET" ? null : await JsonDocument.ParseAsync(context.Request.Body);
        await Task.Delay(answersAfter);
        if (body is not null && body.RootElement.TryGetProperty("reports", out JsonElement reports))
        {
            Take(reports);
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Host);
    }

    private void Take(JsonElement reports)
    {
        double now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        lock (_lock)
        {
            _requests++;
            _largest = Math.Max(_largest, reports.GetArrayLength());
            _delays.AddRange(reports.EnumerateArray().Select(report => now - report.GetProperty("occurredAt").GetInt64()));
        }
    }

    private string Figures()
    {
        lock (_lock)
        {
            _delays.Sort();
            return _delays.Count == 0 ? "no report" : string.Create(
                CultureInfo.InvariantCulture,
                $"{_delays.Count} reports in {_requests} requests, at most {_largest} in one; seconds from the run: "
                + $"p50 {At(0.5):F1}, p99 {At(0.99):F1}, most {_delays[^1]:F1}");
        }
    }

    private double At(double share) => _delays[(int)((_delays.Count - 1) * share)];
}
