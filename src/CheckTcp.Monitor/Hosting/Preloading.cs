using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Loads what a check, a command or a report will need, before there is any. Whatever is loaded later needs descriptors, which may be
/// short just then; and a load that has failed once, of an assembly or in a static initialiser, is never tried again.</summary>
internal static partial class Preloading
{
    /// <summary>Does so. What cannot be loaded is left to whoever needs it.</summary>
    public static async Task RunAsync(ILogger log)
    {
        try
        {
            LoadAssemblies();
            LoadNativeLibraries();
            await UseAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or CryptographicException or System.Security.Authentication.AuthenticationException)
        {
            LogIncomplete(log, e.Message);
        }
    }

    /// <summary>What the program and its packages refer to, and what the platform's HTTP and TLS do. All that could be reached would be twice as
    /// much, and the runtime keeps two descriptors open for each.</summary>
    private static void LoadAssemblies()
    {
        Assembly[] used =
        [
            typeof(Preloading).Assembly, typeof(HttpClient).Assembly, typeof(SslStream).Assembly, typeof(X509Chain).Assembly,
            typeof(KestrelServer).Assembly, typeof(HttpContext).Assembly, typeof(IEndpointRouteBuilder).Assembly,
        ];
        var open = new Queue<Assembly>(used);
        var known = used.Select(assembly => assembly.GetName().Name!).ToHashSet(StringComparer.Ordinal);
        while (open.TryDequeue(out Assembly? assembly))
        {
            foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
            {
                if (known.Add(reference.Name!) && Load(reference) is { } loaded && IsOurs(loaded))
                {
                    open.Enqueue(loaded);
                }
            }
        }
    }

    /// <summary>It lies beside the program, and not with the platform.</summary>
    private static bool IsOurs(Assembly assembly) => assembly.Location.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal);

    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null; // for another platform
        }
    }

    /// <summary>The class library's own, such as those for TLS and gzip, which are opened at first use.</summary>
    private static void LoadNativeLibraries()
    {
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.*.so"))
        {
            NativeLibrary.TryLoad(file, out _);
        }
    }

    /// <summary>A name, a connection and a TLS handshake in this process. They have the sockets' event loop started, OpenSSL with its
    /// configuration read, and the machine's trusted certificates in memory.</summary>
    private static async Task UseAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=check-tcpd", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient accepted = await listener.AcceptTcpClientAsync();
        if (!Equals(accepted.Client.RemoteEndPoint, client.Client.LocalEndPoint))
        {
            return; // somebody else on this machine was faster
        }

        await using var server = new SslStream(accepted.GetStream());
        await using var tls = new SslStream(client.GetStream());
        await Task.WhenAll(
            server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }),
            tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown),
            }));
        await Dns.GetHostAddressesAsync("localhost");
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "not everything could be loaded in advance: {Cause}")]
    private static partial void LogIncomplete(ILogger log, string cause);
}
