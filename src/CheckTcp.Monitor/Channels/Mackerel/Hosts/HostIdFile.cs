using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Files;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>The file that holds Mackerel's id of this host. mackerel-agent has it, too, and both are then the same host.</summary>
/// <param name="path">Where it lies.</param>
internal sealed class HostIdFile(string path)
{
    private const string AgentFolder = "/var/lib/mackerel-agent";
    private const string Name = "id";
    private const int LongestFile = 4096; // with all the blanks that somebody may put around it
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <summary>The file under <c>root</c>; without that key the agent's, if there is one; else ours.</summary>
    public static HostIdFile For(AgentSettings agent, string dataDirectory) => For(agent, dataDirectory, AgentFolder);

    /// <inheritdoc cref="For(AgentSettings, string)"/>
    /// <param name="agent">The configuration.</param>
    /// <param name="dataDirectory">Our data directory.</param>
    /// <param name="agentFolder">Where the agent's lies unless it is told otherwise.</param>
    internal static HostIdFile For(AgentSettings agent, string dataDirectory, string agentFolder)
    {
        string folder = !string.IsNullOrEmpty(agent.Root)
            ? agent.Root
            : File.Exists(System.IO.Path.Combine(agentFolder, Name)) ? agentFolder : dataDirectory;
        return new HostIdFile(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, Name)));
    }

    /// <summary>The id; <c>null</c> when there is no file, or nothing in it.</summary>
    /// <exception cref="HostIdException">It cannot be read, or holds something else.</exception>
    public string? Read()
    {
        string id;
        try
        {
            id = System.Text.Encoding.UTF8.GetString(PlainFile.Read(path, LongestFile)).Trim();
        }
        catch (PlainFileException e) when (e.IsMissing)
        {
            RefuseLink();
            return null;
        }
        catch (PlainFileException e)
        {
            throw new HostIdException($"{path} cannot be read: {e.Message}; it holds the id of this host at Mackerel: let {Environment.UserName} read it");
        }

        if (id.Length > 0 && !HostId.IsValid(id))
        {
            throw new HostIdException($"{path} holds no id of a host; write the one that Mackerel shows into it, or delete it to register a new host");
        }

        return id.Length == 0 ? null : id;
    }

    /// <summary>Makes sure that an id could be kept: one that is lost leaves a host behind that nobody reports for.</summary>
    /// <exception cref="HostIdException">It could not.</exception>
    public void EnsureWritable() => Write((folder, temporary) => folder.Remove(temporary), "");

    /// <summary>Keeps the id. Whoever reads meanwhile, or after a crash, finds all of it or what was there before.</summary>
    /// <exception cref="HostIdException">It cannot be written.</exception>
    public void Write(string id) => Write((folder, temporary) => folder.Move(temporary, System.IO.Path.GetFileName(path)), id);

    /// <summary>Forgets the id.</summary>
    /// <exception cref="HostIdException">It cannot be deleted.</exception>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // That is what was wanted.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostIdException($"{path} cannot be deleted: {Cause(e)}; delete it, since the host that it names is retired");
        }
    }

    private void Write(Action<Folder, string> finish, string content)
    {
        RefuseLink();
        string temporary = $"{System.IO.Path.GetFileName(path)}.new";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using Folder folder = Folder.Of(path);
            using (SafeFileHandle file = folder.Begin(temporary, ReadByAll)) // the agent may run as somebody else
            {
                RandomAccess.Write(file, System.Text.Encoding.UTF8.GetBytes(content), fileOffset: 0);
                RandomAccess.FlushToDisk(file);
            }

            finish(folder, temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostIdException(
                $"{path} cannot be written: {Cause(e)}; the id of this host at Mackerel is kept there: let {Environment.UserName} write in its folder, "
                + "or set root to another one");
        }
    }

    /// <summary>To replace a link would part this host from whatever else reads the file that it leads to, and one that leads nowhere is an
    /// id that is lost, not a host that is new.</summary>
    private void RefuseLink()
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new HostIdException(
                $"{path} is a symbolic link to {target}, which does not hold an id, and it is not replaced; write the id of this host at Mackerel into {target}, "
                + "or delete the link to register a new host");
        }
    }

    /// <summary>The system's words, without the path that stands there already.</summary>
    private static string Cause(Exception fault) => fault switch
    {
        UnauthorizedAccessException => "permission denied",
        _ => fault.Message.Split(" : '")[0],
    };
}

/// <summary>The id of this host cannot be kept or read; the message says how to mend it.</summary>
internal sealed class HostIdException(string message) : Exception(message);
