using System.Text;
using CheckTcp.CommandLine.Options;
using CheckTcp.Protocols;

namespace CheckTcp.CommandLine;

/// <summary>The manual page of <c>check-tcp</c> in the macros of groff_man(7), as <c>docs/man/check-tcp.1</c> holds it.</summary>
internal static class ManPage
{
    /// <summary>The whole page; without date and version, so that it changes only with what it says.</summary>
    public static string Of(IReadOnlyList<OptionGroup> groups)
    {
        var page = new StringBuilder("""
            .\" Made from the table of options: edit src/CheckTcp.CommandLine, then run the tests with UPDATE_DOCS=1.
            .TH CHECK\-TCP 1 "" check\-tcp "User Commands"
            .SH NAME
            check\-tcp \- check a TCP server or Unix socket
            .SH SYNOPSIS
            .B check\-tcp
            .RI [ OPTIONS ]
            .SH DESCRIPTION
            Connects to a TCP server or Unix socket, with TLS if asked for, may send a string, may expect a pattern in the answer, may say
            goodbye, and prints one line:
            .PP
            .EX
            FTP OK: 0.004 seconds response time on localhost port 21 [220 ready]
            .EE
            .PP
            One deadline holds for resolving, connecting, the TLS handshake and the dialogue together.
            Whatever the server sends, the output is one line of UTF\-8; control characters and the bar are shown as
            .BR \er ", " \en ", " \et ", " \exNN " and " \eu{NNNN} .
            .SH OPTIONS
            A value is written
            .BR \-\-port=21 ", " "\-\-port 21" ", " "\-p 21" ", " \-p21 " or " \-p=21 .
            Short flags may be bundled, as in
            .BR \-SEp21 .
            Of an option given twice the last one counts,
            .B \-\-
            ends the options, and words that are not options are ignored, with a warning on standard error.
            A value that begins with a dash and is no number stands beside its option:
            .BR \-e=\-x .
            A value in double quotes that is a string literal of the Go language is taken for what it stands for.

            """);
        foreach (OptionGroup group in groups)
        {
            page.Append($".SS {group.Title}\n");
            foreach (Option option in group.Options)
            {
                string letter = option.Short is { } c ? $@"\fB\-{c}\fR, " : "";
                string value = option.ValueName is { } name ? $@"=\fI{name}\fR" : "";
                page.Append($".TP\n{letter}{Bold("--" + option.Long)}{value}\n{Escape(option.Help)}\n");
            }
        }

        page.Append(".SH SERVICES\nWhat\n.B \\-\\-service\nfills in where nothing else is given; the steps are shown by\n.BR \\-\\-list\\-services .\n");
        foreach (WellKnownService service in WellKnownService.All)
        {
            page.Append($".TP\n{Bold(service.Name)}\nport {service.Port}{(service.Tls ? ", TLS" : "")} ({Escape(service.Source)})\n");
        }

        page.Append(".PP\nWhat\n.B \\-\\-starttls\nknows:\n");
        foreach (StartTlsProtocol protocol in StartTlsProtocol.All)
        {
            page.Append($".TP\n{Bold(protocol.Name)}\nport {protocol.Port} ({Escape(protocol.Source)})\n");
        }

        return page.Append("""
            .SH EXIT STATUS
            .TP
            .B 0
            OK
            .TP
            .B 1
            WARNING; also a command line that cannot be read, with the reason on standard error, or on standard output for a bad
            .B \-\-status\-as
            .TP
            .B 2
            CRITICAL
            .TP
            .B 3
            UNKNOWN: the request could be read but makes no sense
            .PP
            .B \-\-status\-as
            changes what a status is reported as, and the exit status with it.
            .SH EXAMPLES
            .EX
            check\-tcp \-\-service ftp \-H localhost
            check\-tcp \-H localhost \-p 5000 \-E \-s \(aqGET / HTTP/1.0\er\en\er\en\(aq \-e \(aqOK Farm\(aq \-w 3 \-c 10
            check\-tcp \-U /run/app.sock \-e \(aq^ready\(aq
            check\-tcp \-p 23 \-\-expect\-closed
            .EE

            """).ToString();
    }

    private static string Bold(string text) => $@"\fB{Escape(text)}\fR";

    /// <summary>Text as it is to be read: no request, no escape, and dashes and accents that can be copied.</summary>
    private static string Escape(string text)
    {
        string escaped = text.Replace(@"\", @"\e").Replace("-", @"\-").Replace("^", @"\(ha").Replace("~", @"\(ti").Replace("'", @"\(aq");
        return escaped.StartsWith('.') ? $@"\&{escaped}" : escaped;
    }
}
