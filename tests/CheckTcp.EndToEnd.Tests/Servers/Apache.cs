using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A web server that is an HTTP proxy on one port, on another requires the PROXY protocol and answers with the client that it was told of,
/// and speaks TLS on a third.</summary>
public sealed record Apache(ServerProcess Process, int Proxy, int Announced, int Tls)
{
    public static async Task<Apache> StartAsync()
    {
        TemporaryFolder folder = new();
        (int proxy, int announced, int tls) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        (string chain, string key) = TestCertificates.Valid.WritePem(folder, "server");
        const string Modules = "/usr/lib/apache2/modules";
        string configuration = folder.Write("apache.conf", $$"""
            ServerRoot {{folder.Path}}
            ServerName proxy.example
            DefaultRuntimeDir {{folder.Path}}
            PidFile {{folder / "pid"}}
            ErrorLog {{folder / "error.log"}}
            Mutex file:{{folder.Path}} default
            LoadModule mpm_event_module {{Modules}}/mod_mpm_event.so
            LoadModule authz_core_module {{Modules}}/mod_authz_core.so
            LoadModule proxy_module {{Modules}}/mod_proxy.so
            LoadModule proxy_connect_module {{Modules}}/mod_proxy_connect.so
            LoadModule remoteip_module {{Modules}}/mod_remoteip.so
            LoadModule rewrite_module {{Modules}}/mod_rewrite.so
            LoadModule ssl_module {{Modules}}/mod_ssl.so
            Listen 127.0.0.1:{{proxy}}
            Listen 127.0.0.1:{{announced}}
            Listen 127.0.0.1:{{tls}}
            <VirtualHost 127.0.0.1:{{proxy}}>
              ProxyRequests On
              AllowCONNECT 1-65535
              ProxyTimeout 1
            </VirtualHost>
            <VirtualHost 127.0.0.1:{{announced}}>
              RemoteIPProxyProtocol On
              RewriteEngine On
              RewriteRule ^ http://client.example/%{REMOTE_ADDR} [R=302,L]
            </VirtualHost>
            <VirtualHost 127.0.0.1:{{tls}}>
              SSLEngine On
              SSLCertificateFile {{chain}}
              SSLCertificateKeyFile {{key}}
            </VirtualHost>

            """);
        return new(
            await ServerProcess.StartAsync(folder, [proxy, announced, tls], "/usr/sbin/apache2", "-d", folder.Path, "-f", configuration, "-X"),
            proxy, announced, tls);
    }
}
