namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Starts programs with posix_spawn(3), which neither copies our memory nor runs any of our code in between.</summary>
internal static unsafe class Spawner
{
    // <spawn.h>, glibc and musl alike.
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;

    // posix_spawnattr_t has 336 bytes, posix_spawn_file_actions_t 80 and sigset_t 128 on 64-bit glibc; less elsewhere.
    private const int AmpleBytes = 512;

    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>Starts a program as the leader of a session, and so of a process group, of its own: a terminal that we were started from
    /// is not its terminal.</summary>
    /// <remarks>Every signal has its default meaning for it (.NET ignores SIGPIPE, and an ignored signal would stay ignored) and none is
    /// blocked.</remarks>
    /// <param name="command">What to start.</param>
    /// <param name="output">Its standard output.</param>
    /// <param name="errors">Its standard error.</param>
    /// <param name="pid">The process.</param>
    /// <returns>0, or the error that fork or exec ended with.</returns>
    public static int Start(ChildCommand command, int output, int errors, out int pid)
    {
        ulong* attributes = stackalloc ulong[AmpleBytes / sizeof(ulong)];
        ulong* actions = stackalloc ulong[AmpleBytes / sizeof(ulong)];
        using var arguments = new NativeStrings(command.Arguments);
        using var environment = new NativeStrings(command.Environment);
        using var path = new NativeStrings([command.Path]);
        OwnChildren.Prepare();
        Describe(attributes);
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawn_file_actions_adddup2(actions, Descriptors.NullDevice, StandardInput);
        _ = Libc.posix_spawn_file_actions_adddup2(actions, output, StandardOutput);
        _ = Libc.posix_spawn_file_actions_adddup2(actions, errors, StandardError);
        int started = 0;
        int error = Libc.posix_spawn(&started, path.Pointers[0], actions, attributes, arguments.Pointers, environment.Pointers);
        _ = Libc.posix_spawn_file_actions_destroy(actions);
        _ = Libc.posix_spawnattr_destroy(attributes);
        pid = started;
        return error;
    }

    private static void Describe(void* attributes)
    {
        // A sigset_t is a set of bits. sigfillset(3) would leave out the two that glibc keeps to itself, and the child would ignore them.
        ulong* signals = stackalloc ulong[AmpleBytes / sizeof(ulong)];
        var bits = new Span<ulong>(signals, AmpleBytes / sizeof(ulong));
        _ = Libc.posix_spawnattr_init(attributes);
        _ = Libc.posix_spawnattr_setflags(attributes, SetSession | SetSignalDefaults | SetSignalMask);
        bits.Fill(ulong.MaxValue);
        _ = Libc.posix_spawnattr_setsigdefault(attributes, signals);
        bits.Clear();
        _ = Libc.posix_spawnattr_setsigmask(attributes, signals);
    }
}
