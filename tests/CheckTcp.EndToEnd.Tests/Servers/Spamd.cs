using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A spam filter with one rule.</summary>
internal static class Spamd
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string rules = folder.CreateFolder("rules");
        folder.Write("rules/test.cf", "body TEST /test/\n");
        string site = folder.CreateFolder("site");
        folder.Write("site/init.pre", "loadplugin Mail::SpamAssassin::Plugin::Check\n");
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/sbin/spamd", "--local", "--nouser-config", "--username=nobody", $"--configpath={rules}", $"--siteconfigpath={site}",
                "--listen=127.0.0.1", $"--port={port}", "--max-children=1"),
            port);
    }
}
