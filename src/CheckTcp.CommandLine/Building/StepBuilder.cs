using System.Collections.Immutable;
using System.Globalization;
using CheckTcp.CommandLine.Options;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the steps of what <c>--step</c> said, in order.</summary>
internal sealed class StepBuilder(OptionValues values, TlsSettings? tls, PatternSource patterns, List<string> faults)
{
    /// <summary>What stands before the <c>=</c>.</summary>
    public const string Kinds = "expect, reject, send, expect-bytes, send-bytes, starttls, wait and label";

    /// <summary>What an argument that is a step begins with.</summary>
    public const string Option = "--step=";

    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();
    private readonly HashSet<string> _captured = [];
    private IReadOnlyList<string>? _lastCaptured;
    private bool _rejects;
    private bool _startsTls;

    /// <summary>Whether one of the steps starts TLS.</summary>
    public static bool StartsTls(OptionValues values) => values.Steps.Contains("starttls");

    public ImmutableArray<Step> Build()
    {
        for (int i = 0; i < values.Steps.Count; i++)
        {
            if (Add(values.Steps[i]) is { } fault)
            {
                faults.Add($"{Place(i)}: {fault}");
            }
        }

        if (_rejects)
        {
            faults.Add("--step reject=...: no expect= follows that it could belong to");
        }

        return _steps.ToImmutable();
    }

    /// <summary>Where a step stands, and what it says; of what is sent, or may be meant to be, only the kind: it may be a password.</summary>
    private string Place(int index)
    {
        string text = values.Steps[index];
        (string kind, _) = Split(text);
        bool isOfFile = index < values.LinesOfSteps.Count;
        string place = isOfFile
            ? string.Create(CultureInfo.InvariantCulture, $"--dialogue {values.Quote(values.DialogueFile)}: line {values.LinesOfSteps[index]}")
            : "--step";
        return kind switch
        {
            "expect" or "reject" or "expect-bytes" or "wait" or "label" or "starttls" => $"{place}{(isOfFile ? ":" : "")} {values.Quote(text)}",
            _ when isOfFile => $"{place}: {NameOf(kind)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{place} {index + 1} ({NameOf(kind)})"),
        };
    }

    private static string NameOf(string kind) => kind.Length is > 0 and <= 20 && kind.All(c => char.IsAsciiLetterLower(c) || c == '-') ? kind : "no kind";

    private static (string Kind, string? Value) Split(string text)
    {
        int equals = text.IndexOf('=');
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }

    private string? Add(string text)
    {
        (string kind, string? value) = Split(text);
        return kind switch
        {
            "starttls" when value is null => AddStartTls(),
            "starttls" => "it takes no value",
            "expect" or "reject" or "send" or "expect-bytes" or "send-bytes" or "wait" or "label" when string.IsNullOrEmpty(value) =>
                $"it needs a value, {kind}=...",
            "expect" => AddExpect(value!),
            "reject" => AddReject(value!),
            "send" => AddSend(value!),
            "expect-bytes" => AddExpectBytes(value!),
            "send-bytes" => AddSendBytes(value!),
            "wait" => AddWait(value!),
            "label" => AddLabel(value!),
            _ => $"there is no such kind; kinds are {Kinds}",
        };
    }

    private string? AddExpect(string text)
    {
        if (!patterns.TryGet(text, out Pattern? pattern, out string? fault))
        {
            return fault;
        }

        _lastCaptured = pattern.Groups();
        _captured.UnionWith(_lastCaptured);
        _rejects = false;
        _steps.Add(new ExpectLineStep(pattern));
        return null;
    }

    private string? AddReject(string text)
    {
        if (!patterns.TryGet(text, out Pattern? pattern, out string? fault))
        {
            return fault;
        }

        _rejects = true;
        _steps.Add(new RejectStep(pattern));
        return null;
    }

    private string? AddSend(string text)
    {
        string unescaped = EscapeSequences.Unescape(text);
        if (ParseTemplate(unescaped, out Template? template) is { } fault)
        {
            return fault;
        }

        _steps.Add(template!.Names.Any() ? new SendTemplateStep(template) : new SendStep(template.Fill(_ => default)));
        return null;
    }

    private string? AddExpectBytes(string text)
    {
        if (!BytePattern.TryParse(text, out BytePattern? pattern, out string? fault))
        {
            return fault;
        }

        if (_rejects)
        {
            return "reject= belongs to an expect=, and stands before this one";
        }

        _steps.Add(new ExpectBytesStep(pattern));
        return null;
    }

    private string? AddSendBytes(string text)
    {
        if (!BytePattern.TryParse(text, out BytePattern? pattern, out string? fault) || !pattern.TryGetBytes(out byte[]? bytes))
        {
            return fault ?? "what is sent is known to the last bit; leave out ? and |";
        }

        _steps.Add(new SendStep(bytes));
        return null;
    }

    private string? AddStartTls()
    {
        if (_startsTls || tls is null)
        {
            return tls is null ? "the connection is under TLS before the first step; leave out --ssl, --starttls, or this step" : "TLS has been started by a step before";
        }

        _startsTls = true;
        _steps.Add(new StartTlsStep(tls));
        return null;
    }

    private string? AddWait(string text)
    {
        if (!NumberText.TryParseNumber(text, out double seconds))
        {
            return Seconds.Fault;
        }

        if (!(seconds > 0 && seconds <= Limits.MaxWait.TotalSeconds))
        {
            return string.Create(CultureInfo.InvariantCulture, $"more than 0 and at most {Limits.MaxWait.TotalSeconds:R} seconds");
        }

        _steps.Add(new WaitStep(Seconds.ToTime(seconds)));
        return null;
    }

    /// <summary><c>label=login</c> names what follows, <c>label=version=${v}</c> records a value.</summary>
    private string? AddLabel(string text)
    {
        int equals = text.IndexOf('=');
        if (equals < 0)
        {
            _steps.Add(new LabelStep(text));
            return null;
        }

        if (equals == 0)
        {
            return "a value that is recorded has a name before the =";
        }

        if (ParseTemplate(text[(equals + 1)..], out Template? template) is { } fault)
        {
            return fault;
        }

        _steps.Add(new RecordStep(text[..equals], template!));
        return null;
    }

    private string? ParseTemplate(string text, out Template? template)
    {
        if (!Template.TryParse(text, out template, out string? fault))
        {
            return fault;
        }

        string? unknown = template.Names.FirstOrDefault(name => !IsCaptured(name));
        return unknown is null ? null : $"{WhyUnknown(unknown)}; write $${{ for ${{ itself";
    }

    /// <summary>A number counts the groups of the last <c>expect</c>, 0 being all of them; a name may be of any before.</summary>
    private bool IsCaptured(string name) => !IsNumber(name) ? _captured.Contains(name)
        : _lastCaptured is not null && (name == "0" || _lastCaptured.Contains(name));

    private string WhyUnknown(string name) => _lastCaptured is not null && IsNumber(name)
        ? $"the last expect= before it has no group for ${{{values.Quote(name)}}}"
        : $"no expect= before it captures ${{{values.Quote(name)}}}";

    private static bool IsNumber(string name) => char.IsAsciiDigit(name[0]);
}
