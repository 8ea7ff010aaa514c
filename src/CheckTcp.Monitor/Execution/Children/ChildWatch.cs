namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Waits for what a child says and for its end (poll(2)).</summary>
internal sealed unsafe class ChildWatch
{
    private const short Readable = 0x001;        // POLLIN; an end of file and an error are reported unasked
    private const int ChunkBytes = 16 * 1024;
    private const int ChunksToDrain = 16;        // 256 KiB, while a pipe holds 64
    private static readonly TimeSpan BlindLook = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _child;
    private readonly int _wakeUp;
    private readonly byte[] _chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes); // what pools keep by thread dies with each run's
    private bool _outputEnded;
    private bool _errorsEnded;

    /// <param name="child">The child.</param>
    /// <param name="limits">How much of its output is kept.</param>
    /// <param name="wakeUp">A descriptor that ends a wait; it stays readable.</param>
    public ChildWatch(ChildProcess child, ChildLimits limits, int wakeUp)
    {
        _child = child;
        _wakeUp = wakeUp;
        Output = new OutputCapture(limits.MaxOutputBytes);
        Errors = new OutputCapture(limits.MaxErrorBytes);
    }

    public OutputCapture Output { get; }

    public OutputCapture Errors { get; }

    /// <summary>Whether nobody can say anything more: neither the child nor what it has left behind.</summary>
    public bool IsSilent => _outputEnded && _errorsEnded;

    /// <summary>How the child has ended; <c>null</c> while it lives.</summary>
    public (bool Exited, int Code)? End { get; private set; }

    /// <summary>Waits until the child says something or ends, until it is woken, or for this long; a signal may end it sooner.</summary>
    /// <param name="patience">At most this long.</param>
    /// <param name="woken">It has been woken before and is not to be again.</param>
    public void Wait(TimeSpan patience, bool woken)
    {
        bool isBlind = _child.Exit < 0 && End is null;
        bool mayHaveEnded = Look(isBlind && patience > BlindLook ? BlindLook : patience, woken) || isBlind;
        End ??= mayHaveEnded ? _child.PeekEnd() : null;
    }

    /// <summary>Reads what lies in the pipes and waits for nothing. Bounded: somebody may write faster than we read.</summary>
    public void Drain()
    {
        for (int i = 0; i < ChunksToDrain && !IsSilent; i++)
        {
            Look(TimeSpan.Zero, woken: true);
        }
    }

    /// <returns>Whether the child is said to have ended.</returns>
    private bool Look(TimeSpan patience, bool woken)
    {
        // A negative descriptor is none to poll(2).
        Libc.PollDescriptor* watched = stackalloc Libc.PollDescriptor[]
        {
            new() { Descriptor = _outputEnded ? -1 : _child.Output, Events = Readable },
            new() { Descriptor = _errorsEnded ? -1 : _child.Errors, Events = Readable },
            new() { Descriptor = End is null ? _child.Exit : -1, Events = Readable },
            new() { Descriptor = woken ? -1 : _wakeUp, Events = Readable },
        };
        int milliseconds = (int)Math.Min(int.MaxValue, Math.Ceiling(Math.Max(0, patience.TotalMilliseconds)));
        if (Libc.poll(watched, 4, milliseconds) <= 0)
        {
            return false; // nothing, or a signal
        }

        _outputEnded = _outputEnded || (watched[0].Returned != 0 && !Read(_child.Output, Output));
        _errorsEnded = _errorsEnded || (watched[1].Returned != 0 && !Read(_child.Errors, Errors));
        return watched[2].Returned != 0;
    }

    /// <returns>False at the end. It does not block: poll(2) has said that there is something, and nobody else reads.</returns>
    private bool Read(int descriptor, OutputCapture capture)
    {
        fixed (byte* bytes = _chunk)
        {
            nint count = Libc.read(descriptor, bytes, ChunkBytes);
            if (count > 0)
            {
                capture.Add(_chunk.AsSpan(0, (int)count));
            }

            return count > 0;
        }
    }
}
