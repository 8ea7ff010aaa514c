namespace CheckTcp.Monitor.Commands;

/// <summary>Completion scripts: each asks the program itself what may come next, so that none grows old.</summary>
internal static class CompletionScript
{
    private const string Bash =
        """
        # source <(check-tcpd completion bash)
        _check_tcpd() {
            local line=${COMP_LINE:0:COMP_POINT}
            mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$2")
        }
        complete -o default -F _check_tcpd check-tcpd
        """;

    private const string Zsh =
        """
        #compdef check-tcpd
        # source <(check-tcpd completion zsh)
        _check_tcpd() {
            local line="${BUFFER[1,CURSOR]}"
            local -a found
            found=("${(@f)$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -a found
        }
        compdef _check_tcpd check-tcpd
        """;

    private const string Fish =
        """
        # check-tcpd completion fish | source
        function __check_tcpd
            set -l line (commandline -cp)
            check-tcpd "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c check-tcpd -f -a '(__check_tcpd)'
        """;

    /// <summary>The shells that there are scripts for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script for a shell, with its line end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none for it.</exception>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash + "\n",
        "zsh" => Zsh + "\n",
        "fish" => Fish + "\n",
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "There is no script for this shell."),
    };
}
