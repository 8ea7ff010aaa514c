using CheckTcp.CommandLine.Building;

namespace CheckTcp.CommandLine.Options;

/// <summary>What is said.</summary>
internal static class DialogueOptions
{
    public static OptionGroup Group { get; } = new("What is said",
    [
        Option.OriginalText("service", null, "NAME", "Fill in port, dialogue and TLS of a well-known service, such as ftp, imap or redis; --list-services shows them all.",
            (values, name) => values.Service = name),
        Option.OriginalText("send", 's', "STRING", "String to send to the server.",
            (values, send) => values.Send = send),
        Option.OriginalText("expect-pattern", 'e', "PATTERN", "Pattern (RE2 syntax) to find anywhere in the response.",
            (values, pattern) => values.ExpectPattern = pattern),
        Option.Text("or-expect", null, "PATTERN", "Pattern that is as good as that of --expect-pattern; may be repeated.",
            (values, pattern) => values.AlternativePatterns.Add(pattern)),
        Option.Text("and-expect", null, "PATTERN", "Pattern that must be in the response, too; may be repeated.",
            (values, pattern) => values.RequiredPatterns.Add(pattern)),
        Option.Text("reject", null, "PATTERN", "Pattern that fails the check as soon as it is in the response; may be repeated.",
            (values, pattern) => values.RejectedPatterns.Add(pattern)),
        Option.Text("step", null, "KIND=VALUE", $"One step of a dialogue, in place of --send and --expect-pattern; repeated, in order. Kinds are {StepBuilder.Kinds}.",
            (values, step) => values.Steps.Add(step)),
        Option.Text("dialogue", null, "FILE", "Read the steps from a file in TOML, or with --module from a file of the blackbox exporter; those of --step follow.",
            (values, file) => values.DialogueFile = file),
        Option.Text("module", null, "NAME", "Take this module of the blackbox exporter's file: its steps, its timeout and its TLS settings.",
            (values, module) => values.DialogueModule = module),
        Option.OriginalText("quit", 'q', "STRING", "String to send at the end, to close the connection cleanly.",
            (values, quit) => values.Quit = quit),
        Option.Flag("escape", 'E', @"Understand \n, \r, \t and \\ in the send and quit strings. Without it \r\n is added to the quit string.",
            values => values.Escape = true),
        Option.Time("delay", 'd', "Wait between sending and reading, at most an hour; not part of the response time.",
            (values, delay) => values.Delay = delay),
        Option.Text("starttls", null, "PROTOCOL", "Start TLS as PROTOCOL does, and say the rest under it: smtp, lmtp, imap, pop3, ftp, xmpp, xmpp-server, ldap, postgres, mysql, sieve or nntp.",
            (values, protocol) => values.StartTls = protocol),
        Option.Integer("maxbytes", 'm', "BYTES", "Judge the response once this many bytes have come.",
            (values, bytes) => values.MaxBytes = bytes),
    ]);
}
