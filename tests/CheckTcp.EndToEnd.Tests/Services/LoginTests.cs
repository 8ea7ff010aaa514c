using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>Servers that first want a login: they work.</summary>
public class LoginTests
{
    [Fact]
    public async Task A_memcached_with_authentication_is_OK() => await IsOkAsync(
        "memcached", await Memcached.StartAsync(wantsLogin: true), "CLIENT_ERROR unauthenticated");

    [Fact]
    public async Task A_Redis_whose_default_user_may_do_nothing_is_OK() => await IsOkAsync(
        "redis", await Redis.StartAsync("--user", "default", "on", "nopass", "-@all"), "-NOPERM .*");

    private static async Task IsOkAsync(string service, RunningServer server, string answer)
    {
        using ServerProcess process = server.Process;

        ProgramRun run = await Plugin.RunAsync("--service", service, "-H", "127.0.0.1", "-p", $"{server.Plain}");

        Assert.Matches(@$"\A{service.ToUpperInvariant()} OK: .* \[{answer}\]\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
