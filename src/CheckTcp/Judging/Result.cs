using System.Collections.Immutable;

namespace CheckTcp;

/// <summary>What is reported of a run.</summary>
/// <param name="Name">What was checked: <c>TCP</c>, or the service in capitals.</param>
/// <param name="Status">How it came out, the check's status map applied.</param>
/// <param name="Message">Why, as one line of plain text, whatever the server sent.</param>
public sealed record Result(string Name, Status Status, string Message)
{
    /// <summary>What was slower than the threshold that the status comes from; empty (the default) when nothing was, or something
    /// failed.</summary>
    public ImmutableArray<SlowPhase> Slow { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The certificate that is valid for less time than the thresholds ask for, or <c>null</c> (the default) when there is none,
    /// or something failed.</summary>
    public ExpiringCertificate? Certificate { get; init; }

    /// <summary>Whether the check got what it wants: whether the run is OK before times, certificates and the status map are looked at.</summary>
    /// <remarks>Retries and the count of addresses go by the same: a run that passes is not tried again.</remarks>
    public bool Passed { get; init; }

    /// <summary>The line that monitors read: <c>TCP OK: 0.004 seconds response time on localhost port 21 [220 ready]</c>.</summary>
    public string Line => $"{Display.Escape(Name)} {Status.ToText()}: {Message}";
}
