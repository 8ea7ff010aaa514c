using System.Globalization;
using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>How a command is run as another user.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">What stands before the command; empty when we are that user already.</param>
/// <remarks>root needs no sudo, which may not even be installed: setpriv (util-linux) changes user, group and supplementary groups and
/// becomes the program. To change them here would be shorter, but credentials belong to threads, and a thread that gave up root could be
/// reached by the user. Anyone but root is left to sudo, as with the agent.</remarks>
internal sealed unsafe record UserSwitch(uint UserId, string Name, IReadOnlyList<string> Prefix)
{
    /// <param name="user">The user's name.</param>
    /// <param name="own">Who we are: the effective user id.</param>
    /// <param name="searchPath">Where <c>sudo</c> and <c>setpriv</c> are looked for.</param>
    /// <param name="fault">Why it cannot be, and the fix; <c>null</c> when it can.</param>
    public static UserSwitch? To(string user, uint own, string searchPath, out string? fault)
    {
        if (Find(user) is not var (userId, groupId, name))
        {
            fault = StartFault.UnknownUser(user);
            return null;
        }

        if (userId == own)
        {
            fault = null;
            return new UserSwitch(userId, name, []);
        }

        string program = own == 0 ? "setpriv" : "sudo";
        if (ProgramPath.Find(program, searchPath) is not { } path)
        {
            fault = StartFault.NoUserSwitch(user, program);
            return null;
        }

        fault = null;
        return new UserSwitch(userId, name, own == 0
            ? [path, Option("--reuid=", userId), Option("--regid=", groupId), "--init-groups", "--"]
            : [path, "-Eu", user]);
    }

    /// <summary>As <c>sudo -E</c> sets them, whatever the environment or <c>env</c> say; all others stay, <c>HOME</c> among them.</summary>
    public void SetVariables(IDictionary<string, string> variables)
    {
        variables["USER"] = Name;
        variables["LOGNAME"] = Name;
    }

    /// <summary>Whether there is such a user on this machine.</summary>
    public static bool Exists(string user) => Find(user) is not null;

    private static string Option(string name, uint id) => name + id.ToString(CultureInfo.InvariantCulture);

    private static (uint UserId, uint GroupId, string Name)? Find(string user)
    {
        const int EnoughForAnyEntry = 64 * 1024;
        byte[] buffer = new byte[EnoughForAnyEntry];
        Libc.PasswordEntry entry;
        Libc.PasswordEntry* found;
        fixed (byte* bytes = buffer)
        {
            return Libc.getpwnam_r(user, &entry, bytes, EnoughForAnyEntry, &found) == 0 && found != null
                ? (entry.UserId, entry.GroupId, Marshal.PtrToStringUTF8((nint)entry.Name) ?? user)
                : null;
        }
    }
}
