using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Why a child cannot be started, in the agent's words where it has any, with the fix.</summary>
internal static class StartFault
{
    // The codes of wrapcommander, which the agent takes them from; they are those of env(1) and timeout(1).
    private const int Unforeseen = 125;
    private const int NotInvoked = 126;
    private const int NotFound = 127;

    public static string NotInPath(string program) => $"exit code: {NotFound}, exec: \"{program}\": executable file not found in $PATH";

    public static string OfExec(string path, int errno) =>
        $"exit code: {CodeOf(errno)}, fork/exec {path}: {Errno.Words(errno)}{MendOf(errno)}";

    public static string OfPipe(int errno) => $"exit code: {Unforeseen}, pipe: {Errno.Words(errno)}{MendOf(errno)}";

    public static string NoThread =>
        $"exit code: {Unforeseen}, thread: too many threads or open files"
        + "; raise the limits (TasksMax= and LimitNOFILE= of the unit), or lower max_concurrent";

    public static string NulIn(string what) =>
        $"exit code: {Unforeseen}, {what} holds a NUL character, which no program can be given; take it out of the configuration";

    public static string UnknownUser(string user) =>
        $"user \"{user}\" does not exist on this machine; create it, or correct user in the configuration";

    public static string NoUserSwitch(string user, string program) =>
        $"cannot become user \"{user}\": {program} is not in $PATH; install {(program == "setpriv" ? "util-linux" : program)}";

    public static string StillRuns(LingeringRun run) => string.Create(
        CultureInfo.InvariantCulture, $"not run, since the run of {run.StartedAt:yyyy-MM-dd'T'HH:mm:ss'Z'} has not ended: {run.Reason}");

    private static int CodeOf(int errno) => errno switch
    {
        Errno.EACCES or Errno.EPERM or Errno.ENOEXEC => NotInvoked,
        Errno.ENOENT => NotFound,
        _ => Unforeseen,
    };

    private static string MendOf(int errno) => errno switch
    {
        Errno.EAGAIN => "; too many processes: raise the limit (TasksMax= of the unit, ulimit -u), or lower max_concurrent",
        Errno.ENOMEM => "; the machine is out of memory: free some, or lower max_concurrent",
        Errno.EMFILE => "; raise the limit (LimitNOFILE= of the unit, ulimit -n), or lower max_concurrent",
        Errno.ENFILE => "; raise fs.file-max",
        Errno.E2BIG => "; the arguments or the environment are too large: shorten them",
        Errno.ENOEXEC => "; a script needs a first line such as #!/bin/sh",
        _ => "",
    };
}
