using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>MongoDB's wire protocol: hello in an OP_MSG, which every server answers to anyone; an old one that does not know it says so in an
/// OP_MSG, too.</summary>
internal static class MongoDbService
{
    public static WellKnownService Plain { get; } = new("MONGODB", 27017, "MongoDB's wire protocol, OP_MSG", _ =>
    [
        // { hello: 1, $db: "admin" }, behind the header with the number of the request, the flags and the kind of section.
        SendBytes("34 00 00 00 63 74 63 70 00 00 00 00 DD 07 00 00 00 00 00 00 00"
            + "1F 00 00 00 10 68 65 6C 6C 6F 00 01 00 00 00 02 24 64 62 00 06 00 00 00 61 64 6D 69 6E 00 00"),
        ExpectFrame(new LittleEndianFraming(Offset: 0, Width: 4, Uncounted: 0), "?? ?? ?? ?? ?? ?? ?? ?? 63 74 63 70 DD 07 00 00"),
    ]);
}
