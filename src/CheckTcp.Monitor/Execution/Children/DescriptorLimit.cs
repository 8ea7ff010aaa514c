using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>How many files, sockets and pipes may be open at once (getrlimit(2), RLIMIT_NOFILE).</summary>
/// <remarks>The runtime raises our own soft limit to the hard one before any code of ours runs, so that what we were started with can only
/// be taken from whoever started us.</remarks>
internal static unsafe class DescriptorLimit
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE

    /// <summary>The soft limit that systemd and login shells give: select(2) counts no further.</summary>
    private const ulong Usual = 1024;

    private static readonly Libc.ResourceLimit Ours = Read();
    private static readonly ulong SoftAtStart = Math.Min(Ours.Hard, SoftOfParent() ?? Usual);
    private static volatile bool IsRaised = SoftAtStart < Ours.Soft;

    /// <summary>The most that we may have.</summary>
    public static long Most => (long)Math.Min(Ours.Soft, int.MaxValue);

    /// <summary>Goes back to the soft limit that we were started with where that is enough: children then have it from their first
    /// instruction on, and are not given it in the moment after.</summary>
    /// <param name="needed">How many may be open at once.</param>
    public static void Fit(long needed)
    {
        bool isRaised = (ulong)needed > SoftAtStart && SoftAtStart < Ours.Soft;
        Set(0, isRaised ? Ours.Soft : SoftAtStart);
        IsRaised = isRaised;
    }

    /// <summary>Gives a child the soft limit that we were started with; the hard one stays.</summary>
    public static void GiveTo(int pid)
    {
        if (IsRaised)
        {
            Set(pid, SoftAtStart);
        }
    }

    private static void Set(int pid, ulong soft)
    {
        var limit = new Libc.ResourceLimit { Soft = soft, Hard = Ours.Hard };
        _ = Libc.prlimit(pid, OpenFiles, &limit, null);
    }

    private static Libc.ResourceLimit Read()
    {
        Libc.ResourceLimit limit;
        return Libc.prlimit(0, OpenFiles, null, &limit) == 0 ? limit : new Libc.ResourceLimit { Soft = Usual, Hard = Usual };
    }

    /// <returns><c>null</c> where it says nothing: of a service manager, whose own limit is another than that of its services, and of a
    /// container.</returns>
    private static ulong? SoftOfParent()
    {
        const string Line = "Max open files";
        int parent = ProcessEntry.Of(Environment.ProcessId)?.Parent ?? 0;
        bool isService = Environment.GetEnvironmentVariable("SYSTEMD_EXEC_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (parent <= 1 || isService)
        {
            return null;
        }

        string? limit = ProcessEntry.TryRead(
            () => File.ReadLines($"/proc/{parent}/limits").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)));
        return ulong.TryParse(limit?[Line.Length..].TrimStart().Split(' ')[0], CultureInfo.InvariantCulture, out ulong soft) ? soft : null;
    }
}
