using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>The thread that hears from the kernel which sockets are ready, and lets their runs go on.</summary>
/// <remarks>One serves the process, for it takes part in tens of thousands of checks a second. A run that has something long to do steps
/// aside first (<see cref="Transport.StepAsideAsync"/>).</remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollLoop
{
    // include/uapi/linux/eventpoll.h.
    public const uint Readable = 0x1;
    public const uint Writable = 0x4;
    public const uint Broken = 0x8 | 0x10; // EPOLLERR, EPOLLHUP: told unasked
    private const uint EdgeTriggered = 1u << 31;
    private const int CloseOnExec = 0x80000;
    private const int ControlAdd = 1;
    private const int MaxEvents = 256;

    /// <summary>struct epoll_event is packed on x86-64 alone: 32 bits of events, then 64 of the watcher's own.</summary>
    private static readonly int OwnOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventBytes = OwnOffset + sizeof(ulong);

    private static readonly Lock Starting = new();
    private static volatile EpollLoop? Running;

    /// <summary>Runs that left this loop's thread since the last look; <c>null</c> on any other thread.</summary>
    [ThreadStatic]
    private static List<IThreadPoolWorkItem>? Leaving;

    private readonly int _descriptor;
    private readonly Lock _changing = new();
    private volatile WatchedSocket?[] _watched = new WatchedSocket?[256]; // by descriptor
    private uint _watches;

    private EpollLoop()
    {
        _descriptor = Libc.epoll_create1(CloseOnExec);
        if (_descriptor < 0)
        {
            throw LastError();
        }

        try
        {
            new Thread(Run) { IsBackground = true, Name = "epoll" }.Start();
        }
        catch (OutOfMemoryException) // pthread_create(3): EAGAIN
        {
            _ = Libc.close(_descriptor);
            throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
        }
    }

    /// <exception cref="SocketException">There is none yet, and the system has no room for it.</exception>
    public static EpollLoop Shared
    {
        get
        {
            if (Running is null)
            {
                lock (Starting)
                {
                    Running ??= new EpollLoop();
                }
            }

            return Running;
        }
    }

    /// <summary>Whether the calling thread is a loop's, which many runs wait for.</summary>
    public static bool IsCurrentThread => Leaving is not null;

    /// <summary>Has the pool go on with a run; with those that leave this thread, when it has dealt with all that is ready, for a pool that is
    /// handed one after the other falls asleep and is woken in between.</summary>
    public static void QueueToPool(IThreadPoolWorkItem run)
    {
        if (Leaving is { } leaving)
        {
            leaving.Add(run);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }

    /// <summary>Tells of the socket from now on; of what is already so, at once.</summary>
    /// <exception cref="SocketException">The system has no room for it.</exception>
    public void Add(int descriptor, WatchedSocket socket)
    {
        uint watch;
        lock (_changing)
        {
            if (descriptor >= _watched.Length)
            {
                WatchedSocket?[] larger = new WatchedSocket?[Math.Max(descriptor + 1, 2 * _watched.Length)];
                _watched.CopyTo(larger, 0);
                _watched = larger;
            }

            watch = ++_watches;
            socket.Watch = watch;
            _watched[descriptor] = socket;
        }

        byte* registration = stackalloc byte[EventBytes];
        Unsafe.WriteUnaligned(registration, Readable | Writable | EdgeTriggered);
        Unsafe.WriteUnaligned(registration + OwnOffset, ((ulong)watch << 32) | (uint)descriptor);
        if (Libc.epoll_ctl(_descriptor, ControlAdd, descriptor, registration) != 0)
        {
            throw LastError();
        }
    }

    /// <summary>To be called before the descriptor is closed, which ends the watch in the kernel, and may be given out again.</summary>
    public void Remove(int descriptor)
    {
        lock (_changing)
        {
            _watched[descriptor] = null;
        }
    }

    private void Run()
    {
        List<IThreadPoolWorkItem> leaving = Leaving = [];
        byte* events = stackalloc byte[MaxEvents * EventBytes];
        while (true)
        {
            int count = Libc.epoll_wait(_descriptor, events, MaxEvents, -1);
            for (int i = 0; i < count; i++)
            {
                byte* told = events + (i * EventBytes);
                ulong own = Unsafe.ReadUnaligned<ulong>(told + OwnOffset);

                // News of a descriptor that has been given out again since is not for its new owner.
                if (_watched[(uint)own] is { } socket && socket.Watch == own >> 32)
                {
                    socket.Tell(Unsafe.ReadUnaligned<uint>(told));
                }
            }

            foreach (IThreadPoolWorkItem run in leaving)
            {
                ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
            }

            leaving.Clear();
        }
    }

    private static SocketException LastError() => new((int)Errno.ToSocketError(Marshal.GetLastPInvokeError()));
}
