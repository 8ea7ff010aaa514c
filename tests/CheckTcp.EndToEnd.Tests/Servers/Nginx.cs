using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A web server that answers every request with <c>OK Farm</c>, on two ports and a Unix socket; and one that wants the
/// PROXY protocol, on two more ports, and answers with what it was told, and the client's port as it sees it.</summary>
public sealed record Nginx(ServerProcess Process, int Http, int Https, string Socket, int Announced, int AnnouncedTls)
{
    public static async Task<Nginx> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int http, int https, string socket) = (FreePort.Next(), FreePort.Next(), folder / "http.sock");
        (int announced, int announcedTls) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("nginx.conf", $$"""
            daemon off;
            pid {{folder / "pid"}};
            error_log stderr;
            worker_processes 1;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path {{folder / "body"}};
              proxy_temp_path {{folder / "proxy"}};
              fastcgi_temp_path {{folder / "fastcgi"}};
              uwsgi_temp_path {{folder / "uwsgi"}};
              scgi_temp_path {{folder / "scgi"}};
              server {
                listen 127.0.0.1:{{http}};
                listen 127.0.0.1:{{https}} ssl;
                listen unix:{{socket}};
                ssl_certificate {{chain}};
                ssl_certificate_key {{key}};
                location / { return 200 "OK Farm\n"; }
              }
              server {
                listen 127.0.0.1:{{announced}} proxy_protocol;
                listen 127.0.0.1:{{announcedTls}} ssl proxy_protocol;
                ssl_certificate {{chain}};
                ssl_certificate_key {{key}};
                location / {
                  return 200 "$proxy_protocol_addr $proxy_protocol_port $proxy_protocol_server_addr $proxy_protocol_server_port $remote_port\n";
                }
              }
            }

            """);
        return new(
            await ServerProcess.StartAsync(folder, [http, https, announced, announcedTls], "/usr/sbin/nginx", "-e", "stderr", "-c", configuration),
            http, https, socket, announced, announcedTls);
    }
}
