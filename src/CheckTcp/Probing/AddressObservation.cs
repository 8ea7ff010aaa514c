using System.Net;

namespace CheckTcp.Probing;

/// <summary>What was seen of one address, where each is checked by itself.</summary>
/// <param name="EndPoint">The target's address and port.</param>
/// <param name="Seen">What its own run saw, from the start of the whole.</param>
public sealed record AddressObservation(EndPoint EndPoint, Observation Seen);
