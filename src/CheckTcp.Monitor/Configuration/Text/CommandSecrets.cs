using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Everything of a command that is not for showing: what <c>check-tcp</c> is to hide, users and passwords of addresses, values of
/// variables and options whose names promise a secret; and these values wherever else they stand.</summary>
internal sealed partial class CommandSecrets
{
    private const string Hidden = "***";

    // sh -c TEXT: what looks like a variable at its beginning does not reach to its end.
    private const string ShellText = "-c";

    // What is shorter is hidden only where it is given: in every other word it would show more than it hides.
    private const int ShortestValue = 4;

    private static readonly SearchValues<char> OfShell = SearchValues.Create(" \t\n;|&'\"");

    private readonly HashSet<string> _values = [];

    /// <param name="arguments">The program and its arguments; a text for the shell among them is read, too.</param>
    /// <param name="environment">The variables of the command.</param>
    /// <param name="others">What is secret besides, such as the key of Mackerel's API.</param>
    public CommandSecrets(
        IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string?> others)
    {
        foreach (string? other in others)
        {
            Add(other ?? "");
        }

        foreach ((string name, string value) in environment)
        {
            AddAddress(value);
            if (SecretName().IsMatch(name))
            {
                Add(value);
                Array.ForEach(value.Split('\n', StringSplitOptions.TrimEntries), Add);
            }
        }

        Collect(arguments);
    }

    /// <summary>The arguments, with <c>***</c> in the place of secrets.</summary>
    public IEnumerable<string> Hide(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            yield return ShownWord(i == 0 ? "" : arguments[i - 1], arguments[i]);
        }
    }

    /// <summary>A text beside the command, with <c>***</c> in the place of secrets.</summary>
    public string Mask(string text) => _values.OrderByDescending(value => value.Length)
        .Aggregate(UserInfo.Hide(text), (masked, value) => masked.Replace(value, Hidden, StringComparison.Ordinal));

    private void Collect(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            AddAddress(words[i]);
            string before = i == 0 ? "" : words[i - 1];
            if (before != ShellText && GivenSecret(before, words[i]) is { } start)
            {
                Add(words[i][start..]);
            }
            else if (IsText(words[i]))
            {
                Collect([.. ShellToken.In(words[i]).Select(token => token.Value)]);
            }
        }
    }

    private string ShownWord(string before, string word)
    {
        if (before != ShellText && GivenSecret(before, word) is { } start)
        {
            return word[..start] + Hidden;
        }

        return IsText(word) ? ShownText(word) : Mask(word);
    }

    private string ShownText(string text)
    {
        var shown = new StringBuilder();
        int from = 0;
        string before = "";
        foreach (ShellToken token in ShellToken.In(text))
        {
            string word = ShownWord(before, token.Value);
            if (word != token.Value)
            {
                bool isQuoted = token.End - token.Start > token.Value.Length && word.Contains(' ', StringComparison.Ordinal);
                shown.Append(text, from, token.Start - from).Append(isQuoted ? $"'{word}'" : word);
                from = token.End;
            }

            before = token.Value;
        }

        return Mask(shown.Append(text, from, text.Length - from).ToString());
    }

    /// <summary>Where in a word a secret begins that is given there; <c>null</c> for nowhere.</summary>
    private static int? GivenSecret(string before, string word)
    {
        if (SecretOption().Match(before) is { Success: true } option && !option.Groups["equals"].Success)
        {
            return 0;
        }

        Match given = SecretOption().Match(word);
        if (given.Success && given.Groups["equals"].Success)
        {
            return given.Length;
        }

        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Variable().IsMatch(word[..equals]) && SecretName().IsMatch(word[..equals]) ? equals + 1 : null;
    }

    private static bool IsText(string word) => word.AsSpan().ContainsAny(OfShell);

    private void Add(string value)
    {
        if (value.Length >= ShortestValue)
        {
            _values.Add(value);
        }
    }

    private void AddAddress(string text)
    {
        foreach (Match address in Password().Matches(text))
        {
            string password = address.Groups["password"].Value;
            Add(password);
            Add(Uri.UnescapeDataString(password));
        }
    }

    [GeneratedRegex("pass|pwd|secret|token|key|auth|cred|cookie|CHECK_TCP_PROXY_USER", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\A--?([a-z-]*-)?(password|passwd|passphrase|secret|token|api-?key|credentials?)((?<equals>=)|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretOption();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"://[^\s/:@]*:(?<password>[^\s/]+)@")]
    private static partial Regex Password();
}
