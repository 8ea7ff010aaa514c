namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A server of one protocol, and where it listens.</summary>
/// <param name="Process">The server.</param>
/// <param name="Plain">The port without TLS.</param>
/// <param name="Tls">The port with TLS from the first byte on; 0 for none.</param>
public sealed record RunningServer(ServerProcess Process, int Plain, int Tls = 0);
