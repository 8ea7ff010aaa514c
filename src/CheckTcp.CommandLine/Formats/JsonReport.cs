using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>A result and what it was judged from as one JSON object (RFC 8259) on one line.</summary>
/// <remarks>Times are seconds. Members are only ever added; docs/output.md describes them, and docs/check-tcp.schema.json for
/// programs.</remarks>
public static class JsonReport
{
    /// <summary>The version of the form; a new one only when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    // The relaxed encoder still escapes control characters, and output stays readable for names beyond ASCII.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object without a line end.</summary>
    /// <param name="result">The result.</param>
    /// <param name="seen">What it was judged from, or <c>null</c> when nothing was run.</param>
    public static string Of(Judgement result, Observation? seen) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("name", Display.Escape(result.Name));
        json.WriteString("status", result.Status.ToText());
        json.WriteString("message", result.Message);
        WriteSlow(json, result.Slow);
        TlsJson.Write(json, result.Certificate);
        if (seen is not null)
        {
            WriteObservation(json, seen);
        }

        json.WriteEndObject();
    });

    /// <summary>What a TLS session showed: the object that <see cref="Of"/> has as its member <c>tls</c>, without a line end.</summary>
    /// <param name="session">The session.</param>
    public static string OfTls(TlsSession session) => Text(json => TlsJson.Write(json, session));

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteSlow(Utf8JsonWriter json, ImmutableArray<SlowPhase> slow)
    {
        if (slow.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("slow");
        foreach (SlowPhase phase in slow)
        {
            json.WriteStartObject();
            json.WriteString("phase", phase.Phase);
            json.WriteNumber("took", phase.Took.TotalSeconds);
            json.WriteNumber("threshold", phase.Threshold.TotalSeconds);
            WriteText(json, "address", phase.Address);
            WriteNumber(json, "retransmissions", phase.Retransmissions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteObservation(Utf8JsonWriter json, Observation seen)
    {
        json.WriteNumber("responseTime", seen.ResponseTime.TotalSeconds);
        WritePhases(json, seen.Phases);
        WriteAddresses(json, seen);
        WriteAttempts(json, seen);
        WriteFailure(json, seen.Failure);
        WriteTls(json, seen.Tls);
        WriteTranscript(json, seen.Transcript);
        WriteRecorded(json, seen.Recorded);
        json.WriteNumber("bytesSent", seen.BytesSent);
        json.WriteNumber("bytesReceived", seen.BytesReceived);
    }

    private static void WriteTls(Utf8JsonWriter json, TlsSession? tls)
    {
        if (tls is not null)
        {
            json.WritePropertyName("tls");
            TlsJson.Write(json, tls);
        }
    }

    private static void WritePhases(Utf8JsonWriter json, PhaseTimings phases)
    {
        json.WriteStartObject("phases");
        WriteTime(json, "resolve", phases.Resolve);
        WriteTime(json, "connect", phases.Connect);
        WriteTime(json, "proxy", phases.Proxy);
        WriteTime(json, "tls", phases.Tls);
        WriteTime(json, "firstByte", phases.FirstByte);
        WriteTime(json, "dialogue", phases.Dialogue);
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, Observation seen)
    {
        json.WriteStartArray("addresses");
        if (seen.Addresses.IsEmpty)
        {
            foreach (AddressAttempt attempt in seen.Attempts)
            {
                WriteAddress(json, attempt);
            }
        }
        else
        {
            foreach (AddressObservation address in seen.Addresses)
            {
                WriteAddress(json, address);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteAddress(Utf8JsonWriter json, AddressAttempt attempt)
    {
        json.WriteStartObject();
        json.WriteString("address", Display.Escape(attempt.EndPoint.ToString()!));
        json.WriteBoolean("connected", attempt.Connected);
        WriteNumber(json, "retransmissions", attempt.Retransmissions);
        WriteFailure(json, attempt.Failure);
        json.WriteEndObject();
    }

    /// <summary>One that was checked by itself.</summary>
    private static void WriteAddress(Utf8JsonWriter json, AddressObservation address)
    {
        Observation seen = address.Seen;
        json.WriteStartObject();
        json.WriteString("address", Display.Escape(EndPointText.Of(address.EndPoint)));
        json.WriteBoolean("connected", seen.ConnectedTo is not null);
        WriteNumber(json, "retransmissions", seen.Attempts.Max(attempt => attempt.Retransmissions));
        json.WriteNumber("responseTime", seen.ResponseTime.TotalSeconds);
        WritePhases(json, seen.Phases);
        WriteFailure(json, seen.Failure);
        WriteTls(json, seen.Tls);
        WriteTranscript(json, seen.Transcript);
        json.WriteEndObject();
    }

    /// <summary>Those that failed, the one that is told, and what came after it.</summary>
    private static void WriteAttempts(Utf8JsonWriter json, Observation seen)
    {
        if (seen.FailedAttempts.IsEmpty && seen.CutOffAttempt is null)
        {
            return;
        }

        json.WriteStartArray("attempts");
        foreach (FailedAttempt attempt in seen.FailedAttempts)
        {
            WriteAttempt(json, attempt.ResponseTime, attempt.Failure, attempt.Transcript);
        }

        WriteAttempt(json, seen.ResponseTime, seen.Failure);
        if (seen.CutOffAttempt is { } cutOff)
        {
            WriteAttempt(json, cutOff.ResponseTime, cutOff.Failure, cutOff.Transcript);
        }

        json.WriteEndArray();
    }

    private static void WriteAttempt(Utf8JsonWriter json, TimeSpan responseTime, Failure? failure, Transcript? transcript = null)
    {
        json.WriteStartObject();
        json.WriteNumber("responseTime", responseTime.TotalSeconds);
        WriteFailure(json, failure);
        WriteTranscript(json, transcript);
        json.WriteEndObject();
    }

    private static void WriteTranscript(Utf8JsonWriter json, Transcript? transcript)
    {
        if (transcript is not null)
        {
            TranscriptReport.Write(json, transcript);
        }
    }

    private static void WriteRecorded(Utf8JsonWriter json, ImmutableArray<RecordedValue> recorded)
    {
        if (recorded.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("recorded");
        foreach (IGrouping<string, RecordedValue> values in recorded.GroupBy(value => Display.Escape(value.Name)))
        {
            json.WriteString(values.Key, Display.Escape(values.Last().Value));
        }

        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        json.WriteStartObject("failure");
        json.WriteString("phase", FailureNames.Of(failure.Phase));
        json.WriteString("cause", FailureNames.Of(failure.Cause));
        if (failure.Step is { } step)
        {
            json.WriteNumber("step", step);
            WriteText(json, "stepName", failure.StepName);
            json.WriteNumber("bytes", failure.BytesReceived);
        }

        WriteNumber(json, "errno", failure.Errno);
        WriteNumber(json, "tlsAlert", failure.TlsAlert);
        json.WriteString("message", Display.Escape(failure.Message));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, Display.Escape(text));
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } taken)
        {
            json.WriteNumber(name, taken.TotalSeconds);
        }
    }
}
