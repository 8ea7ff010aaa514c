using System.Globalization;
using System.Text;
using CheckTcp.Monitor.Files;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Storage;

/// <summary>The file by which a daemon holds a data directory, with the id of its process and the mark of the store in it.</summary>
/// <remarks>The lock is the kernel's (flock(2)), so that it ends with us, however we end.</remarks>
internal sealed class LockFile : IDisposable
{
    private const string Name = "check-tcpd.lock";
    private const int MostBytes = 256;
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Folder _folder;
    private readonly SafeFileHandle _file;
    private readonly FileIdentity _identity;

    private LockFile(Folder folder, SafeFileHandle file)
    {
        (_folder, _file, _identity) = (folder, file, FileFacts.Of(file).Identity);
        Mark = StoreMark.Parse(Line(Folder.TextOf(file, MostBytes), 1));
    }

    /// <summary>Whether its name still leads to it.</summary>
    public bool IsInPlace => _folder.Look(Name)?.Identity == _identity;

    /// <summary>What was last kept.</summary>
    public StoreMark Mark { get; private set; }

    /// <returns><c>null</c> when another process holds it.</returns>
    /// <exception cref="IOException">The disk does not let us, or something else stands there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static LockFile? Take(Folder folder)
    {
        SafeFileHandle file = folder.OpenOwn(Name, OwnerAlone);
        return Take(folder, file, signs: true);
    }

    /// <summary>Takes a file that is there and cannot be written.</summary>
    /// <inheritdoc cref="Take(Folder)"/>
    public static LockFile? TakeAsItIs(Folder folder) => Take(folder, folder.OpenOwnAsItIs(Name), signs: false);

    /// <summary>The process that holds a folder; empty when that is not known.</summary>
    public static string HolderOf(Folder folder)
    {
        try
        {
            return Line(folder.ReadText(Name, MostBytes), 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Keeps a mark. A disk that does not take it is told of elsewhere: the store is on the same one.</summary>
    public void Keep(StoreMark mark)
    {
        Mark = mark;
        Sign();
    }

    public void Dispose() => _file.Dispose();

    private static LockFile? Take(Folder folder, SafeFileHandle file, bool signs)
    {
        if (!Folder.TryLock(file))
        {
            file.Dispose();
            return null;
        }

        LockFile taken = new(folder, file);
        if (signs)
        {
            taken.Sign();
        }

        return taken;
    }

    private static string Line(string text, int number) => text.Split('\n') is var lines && lines.Length > number ? lines[number].Trim() : "";

    private void Sign()
    {
        try
        {
            byte[] content = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{Mark}\n"));
            RandomAccess.Write(_file, content, fileOffset: 0);
            RandomAccess.SetLength(_file, content.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It holds without that, too: on a full disk, or one that may only be read.
        }
    }
}
