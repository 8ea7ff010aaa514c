// A web server to try checks on: DemonstrationServer [PORT]
// Listens on the port of 127.0.0.1, or on a free one, prints which, and answers every request with "OK Farm" until it is stopped.
using System.Globalization;
using System.Net;
using System.Net.Sockets;

const string Answer = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nOK Farm\n";

using var listener = new TcpListener(IPAddress.Loopback, args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0);
listener.Start();
Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);

while (true)
{
    TcpClient client = await listener.AcceptTcpClientAsync();
    _ = ServeAsync(client);
}

static async Task ServeAsync(TcpClient client)
{
    using (client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream());
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
                // The request does not matter.
            }

            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Answer));
        }
        catch (IOException)
        {
            // The client went away: its business.
        }
    }
}
