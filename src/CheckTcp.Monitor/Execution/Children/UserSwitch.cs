using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Runs a command as another user.</summary>
internal static unsafe class UserSwitch
{
    /// <summary>The command as it has to be run so that it runs as the user.</summary>
    /// <param name="arguments">The command.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="own">Who we are: the effective user id.</param>
    /// <param name="searchPath">Where <c>setpriv</c> is looked for.</param>
    /// <param name="fault">Why it cannot be; <c>null</c> when it can.</param>
    /// <remarks>root needs no sudo, which may not even be installed: setpriv (util-linux) changes user, group and supplementary groups and
    /// becomes the program, with the environment as it is. To change them here would be shorter, but credentials belong to threads, and a
    /// thread that gave up root could be reached by the user. Anyone but root is left to sudo, as with the agent.</remarks>
    public static IReadOnlyList<string> Wrap(
        IReadOnlyList<string> arguments, string user, uint own, string searchPath, out string? fault)
    {
        fault = null;
        if (Find(user) is not var (userId, groupId))
        {
            fault = StartFault.UnknownUser(user);
            return arguments;
        }

        if (userId == own)
        {
            return arguments;
        }

        if (own != 0)
        {
            return ["sudo", "-Eu", user, .. arguments];
        }

        if (ProgramPath.Find("setpriv", searchPath) is not { } setpriv)
        {
            fault = StartFault.NoSetpriv(user);
            return arguments;
        }

        return [setpriv, Option("--reuid=", userId), Option("--regid=", groupId), "--init-groups", "--", .. arguments];
    }

    /// <summary>Whether there is such a user on this machine.</summary>
    public static bool Exists(string user) => Find(user) is not null;

    private static string Option(string name, uint id) => name + id.ToString(CultureInfo.InvariantCulture);

    private static (uint UserId, uint GroupId)? Find(string user)
    {
        const int EnoughForAnyEntry = 64 * 1024;
        byte[] buffer = new byte[EnoughForAnyEntry];
        Libc.PasswordEntry entry;
        Libc.PasswordEntry* found;
        fixed (byte* bytes = buffer)
        {
            return Libc.getpwnam_r(user, &entry, bytes, EnoughForAnyEntry, &found) == 0 && found != null
                ? (entry.UserId, entry.GroupId)
                : null;
        }
    }
}
