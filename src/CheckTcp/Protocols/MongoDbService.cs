using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>MongoDB's wire protocol: hello in an OP_MSG, which every server answers to anyone with <c>ok: 1.0</c>; an old one that does not know it
/// says so (59), which will do. Any other error does not.</summary>
/// <remarks>Lengths and numbers may look like characters of UTF-8 or like none, so they count as 2 to 8 characters; DD and F0 are none, and read
/// as U+FFFD.</remarks>
internal static class MongoDbService
{
    public static WellKnownService Plain { get; } = new("MONGODB", 27017, "MongoDB's wire protocol, OP_MSG", _ =>
    [
        // { hello: 1, $db: "admin" }, behind the header with the number of the request, the flags and the kind of section.
        SendBytes("34 00 00 00 63 74 63 70 00 00 00 00 DD 07 00 00 00 00 00 00 00"
            + "1F 00 00 00 10 68 65 6C 6C 6F 00 01 00 00 00 02 24 64 62 00 06 00 00 00 61 64 6D 69 6E 00 00"),
        Reject(@"\x10code\x00[^;]"),
        Expect(@"(?s)^.{2,8}ctcp\x{FFFD}\x07\x00\x00.*\x01ok\x00(?:\x00{6}\x{FFFD}\?|\x00{8}.*\x10code\x00;\x00\x00\x00)"),
    ]);
}
