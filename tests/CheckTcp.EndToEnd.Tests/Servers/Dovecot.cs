using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A POP3 and IMAP server, each plain and by TLS, and an LMTP and ManageSieve server; all know STARTTLS.</summary>
public sealed record Dovecot(ServerProcess Process, int Pop, int Spop, int Imap, int Simap, int Lmtp, int Sieve)
{
    public static async Task<Dovecot> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int pop, int spop, int imap, int simap) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        (int lmtp, int sieve) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("dovecot.conf", $$"""
            base_dir = {{folder / "run"}}
            state_dir = {{folder / "state"}}
            log_path = {{folder / "dovecot.log"}}
            listen = 127.0.0.1
            protocols = imap pop3 lmtp sieve
            ssl = yes
            ssl_cert = <{{chain}}
            ssl_key = <{{key}}
            passdb {
              driver = static
              args = password=secret
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=/nonexistent
            }
            {{Login("pop3", pop, spop)}}
            {{Login("imap", imap, simap)}}
            service lmtp {
              inet_listener lmtp {
                port = {{lmtp}}
              }
            }
            service managesieve-login {
              inet_listener sieve {
                port = {{sieve}}
              }
            }

            """);
        return new(
            await ServerProcess.StartAsync(folder, [pop, spop, imap, simap, lmtp, sieve], "/usr/sbin/dovecot", "-F", "-c", configuration),
            pop, spop, imap, simap, lmtp, sieve);
    }

    private static string Login(string protocol, int plain, int tls) => $$"""
        service {{protocol}}-login {
          inet_listener {{protocol}} {
            port = {{plain}}
          }
          inet_listener {{protocol}}s {
            port = {{tls}}
            ssl = yes
          }
        }
        """;
}
