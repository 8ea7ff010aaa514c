using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An HTTP proxy that gives up a target after a second or two; on a second port it requires Digest authorization.</summary>
public sealed record Squid(ServerProcess Process, string Name, int Port, int WithDigest) : IDisposable
{
    /// <summary>Ends it, and removes the shared memory that it leaves behind when it is killed.</summary>
    public void Dispose()
    {
        Process.Dispose();
        foreach (string segment in Directory.EnumerateFiles("/dev/shm", $"{Name}-*"))
        {
            File.Delete(segment);
        }
    }

    public static async Task<Squid> StartAsync()
    {
        TemporaryFolder folder = new();
        (int open, int digest) = (FreePort.Next(), FreePort.Next());
        string passwords = folder.Write("passwords", "ann:check-tcp:0123456789abcdef0123456789abcdef\n");
        string configuration = folder.Write("squid.conf", $"""
            http_port 127.0.0.1:{open} name=open
            http_port 127.0.0.1:{digest} name=digest
            auth_param digest program /usr/lib/squid/digest_file_auth -c {passwords}
            auth_param digest children 1
            auth_param digest realm check-tcp
            acl open myportname open
            acl users proxy_auth REQUIRED
            http_access allow open
            http_access allow users
            http_access deny all
            connect_timeout 1 second
            forward_timeout 2 seconds
            cache deny all
            access_log none
            cache_log {folder / "cache.log"}
            coredump_dir {folder.Path}
            pid_filename none
            netdb_filename none
            pinger_enable off
            visible_hostname proxy.example
            shutdown_lifetime 0 seconds

            """);
        string name = $"ct{open}";
        return new(
            await ServerProcess.StartAsync(
                folder, [open, digest], [.. Account.Of("proxy"), "/usr/sbin/squid", "-N", "-d", "1", "-n", name, "-f", configuration]),
            name, open, digest);
    }
}
