using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Configuration.Targets;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Programs;

/// <summary>Warnings about commands that cannot run on this machine: they do not keep a configuration from being used, since the program may
/// be on its way.</summary>
/// <param name="machine">The machine.</param>
internal sealed class ProgramAdvice(Machine machine)
{
    // POSIX.1-2024, Shell Command Language, 2.4, 2.9.1 and 2.15, and what dash and bash build in besides.
    private static readonly ImmutableHashSet<string> OfShell =
    [
        ".", ":", "[", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "chdir", "command", "continue", "declare", "do", "done",
        "echo", "elif", "else", "enable", "esac", "eval", "exec", "exit", "export", "false", "fc", "fg", "fi", "for", "function", "getopts", "hash",
        "help", "history", "if", "in", "jobs", "kill", "let", "local", "mapfile", "printf", "pwd", "read", "readarray", "readonly", "return",
        "select", "set", "shift", "shopt", "source", "test", "then", "time", "times", "trap", "true", "type", "typeset", "ulimit", "umask",
        "unalias", "unset", "until", "wait", "while",
    ];

    /// <summary>Adds findings about the command of a check and that of its action.</summary>
    /// <param name="check">The check as it is written.</param>
    /// <param name="program">What is made of it, for one of its targets; <c>null</c> when it has none.</param>
    public void Report(CheckSource check, CheckProgram? program)
    {
        if (program is ChildProgram)
        {
            Report(check.Section, (ChildProgram)check.Template.Program);
        }

        if (check.Template.Action is { } action && check.Section.Table("action") is { } section)
        {
            Report(section, action.Program);
        }
    }

    private void Report(Section section, ChildProgram program)
    {
        if (program.User is { } user && !machine.HasUser(user))
        {
            section.Warning(section.Find("user")!, $"no user \"{user}\" on this machine, so that no run can start; create it, or correct the name");
        }

        if (Missing(program) is { } missing)
        {
            section.Warning(section.Find("command")!, missing);
        }
    }

    private string? Missing(ChildProgram command)
    {
        string? line = command.Arguments is ["sh", "-c", var given] ? given : null;
        ImmutableArray<string> words = line is null ? command.Arguments : ShellWords.Split(line, TargetText.Placeholders) ?? [];
        if (words.IsEmpty || words[0].Length == 0 || TargetText.HasPlaceholder(words[0]))
        {
            return null;
        }

        string program = words[0];
        bool isOfShell = line is not null && (OfShell.Contains(program) || command.Environment.ContainsKey("PATH"));
        if (isOfShell || machine.HasProgram(program))
        {
            return null;
        }

        string first = program.Split(' ', 2)[0];
        return words.Length == 1 && first.Length < program.Length
            ? $"no program has this name with blanks; write each word as a string of its own, [\"{first}\", \"...\"], or the whole command as one string without brackets"
            : program.Contains('/', StringComparison.Ordinal)
            ? $"no file {program}; install it, or correct the path"
            : $"no program \"{program}\" in PATH; install it, or give its whole path";
    }
}
