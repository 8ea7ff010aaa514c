using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>Git (gitprotocol-pack(5), "Git Transport"): a repository that is hardly there. Its references, or that it is not exported, show that
/// the server works.</summary>
internal static class GitService
{
    public static WellKnownService Plain { get; } = new("GIT", 9418, "gitprotocol-pack(5)", _ =>
    [
        Send("0016git-upload-pack /\0"),
        Expect("^[0-9a-f]{4}(?:ERR |[0-9a-f]{40})"),
    ]);
}
