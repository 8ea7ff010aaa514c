using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Domain;

/// <summary>What went wrong in a run, without its words: what is kept of a <see cref="Failure"/>. In JSON with the members of
/// <c>check-tcp --json</c>.</summary>
/// <param name="Phase">Where the run ended.</param>
/// <param name="Cause">Why.</param>
internal sealed record FailureFacts(
    [property: JsonConverter(typeof(KebabCase<Phase>))] Phase Phase,
    [property: JsonConverter(typeof(KebabCase<FailureCause>))] FailureCause Cause)
{
    private const int ShownCharacters = 200;

    /// <inheritdoc cref="Failure.Step"/>
    public int? Step { get; init; }

    /// <summary>That step in words, in dialogues of several steps; fit to be shown.</summary>
    public string? StepName { get; init; }

    /// <summary>Bytes that had come in the dialogue until then; <c>null</c> outside it.</summary>
    public long? Bytes { get; init; }

    /// <inheritdoc cref="Failure.Errno"/>
    public int? Errno { get; init; }

    /// <inheritdoc cref="Failure.TlsAlert"/>
    public int? TlsAlert { get; init; }

    /// <summary>What is kept of a failure.</summary>
    public static FailureFacts Of(Failure failure) => new(failure.Phase, failure.Cause)
    {
        Step = failure.Step,
        StepName = failure.StepName is { } name ? Display.Escape(name, ShownCharacters) : null,
        Bytes = failure.Step is null ? null : failure.BytesReceived,
        Errno = failure.Errno,
        TlsAlert = failure.TlsAlert,
    };

    /// <summary><c>connect: refused</c>, <c>expect: mismatch at step 3</c>.</summary>
    public override string ToString() =>
        $"{FailureNames.Of(Phase)}: {FailureNames.Of(Cause)}" + (Step is { } step ? string.Create(CultureInfo.InvariantCulture, $" at step {step}") : "");
}

/// <summary>Names of an enumeration as the outputs of <c>check-tcp</c> have them: <c>timed-out</c>.</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
