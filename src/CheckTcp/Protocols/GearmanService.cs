using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>Gearman's administrative protocol. Servers since 1.0 answer <c>OK 1.1.20</c>, old ones, which alone Mackerel's check-tcp knows,
/// their bare <c>0.33</c>.</summary>
internal static class GearmanService
{
    public static WellKnownService Plain { get; } = new("GEARMAN", 7003, "Gearman's PROTOCOL file, administrative protocol", _ =>
    [
        Send("version\n"),
        Expect(@"\A(OK )?[0-9]+(\.[0-9]+)+[-+~.0-9A-Za-z]*\n\z"),
    ]);
}
