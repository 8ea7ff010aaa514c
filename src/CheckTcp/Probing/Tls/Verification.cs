using System.Collections.Immutable;

namespace CheckTcp.Probing.Tls;

/// <summary>What the verification of a server's certificate found.</summary>
/// <param name="Fault">What is wrong with it, or <c>null</c>.</param>
/// <param name="Chain">The certificates in DER from the server's up to a trusted root; empty when no chain leads to one.</param>
/// <param name="Staple">What the stapled OCSP response says.</param>
internal sealed record Verification(TlsFault? Fault, ImmutableArray<ReadOnlyMemory<byte>> Chain, OcspStaple Staple);
