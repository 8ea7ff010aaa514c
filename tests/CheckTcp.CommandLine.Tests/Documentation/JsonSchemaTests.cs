using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text.Json;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using NJsonSchema;

namespace CheckTcp.CommandLine.Tests.Documentation;

/// <summary>Holds docs/check-tcp.schema.json to what is printed.</summary>
public class JsonSchemaTests
{
    private static readonly DateTimeOffset Now = new(2029, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly Failure Whole = new(Phase.Expect, FailureCause.Mismatch, "words")
    {
        Step = 3,
        StepName = "step 3 (expect x)",
        BytesReceived = 7,
        Errno = 104,
        TlsAlert = 42,
    };

    private static readonly PhaseTimings AllPhases = new()
    {
        Resolve = TimeSpan.FromTicks(1),
        Connect = TimeSpan.FromTicks(2),
        Proxy = TimeSpan.FromTicks(3),
        Tls = TimeSpan.FromTicks(4),
        FirstByte = TimeSpan.FromTicks(5),
        Dialogue = TimeSpan.FromTicks(6),
    };

    private static readonly TlsSession Session = new()
    {
        Protocol = SslProtocols.Tls13,
        CipherSuite = TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        ApplicationProtocol = "h2",
        At = Now,
        Certificate = Seeing.Certificate("CN=mail", "CN=ca"),
        CertificatesSent = 1,
        OcspStaple = OcspStaple.Good,
    };

    private static readonly Transcript Said = new()
    {
        Pieces = [new Spoken(TimeSpan.FromSeconds(1), Direction.Received, "220\r\n"u8.ToArray()), new Spoken(TimeSpan.FromSeconds(2), Direction.Sent, "Q"u8.ToArray())],
        TlsFrom = TimeSpan.FromSeconds(1.5),
        OmittedReceived = 5,
    };

    private static readonly Observation Everything = new()
    {
        ResponseTime = TimeSpan.FromSeconds(1),
        Phases = AllPhases,
        Failure = Whole,
        Tls = Session,
        Transcript = Said,
        Recorded = [new RecordedValue("version", "1.2")],
        FailedAttempts = [new FailedAttempt(Whole, TimeSpan.FromSeconds(1))],
        BytesSent = 1,
        BytesReceived = 2,
    };

    private static readonly Judgement Judged = new("TCP", Status.Critical, "words")
    {
        Slow = [new SlowPhase("tls", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)) { Address = "[::1]:21", Retransmissions = 1 }],
        Certificate = new ExpiringCertificate("CN=mail", true, Now, TimeSpan.FromDays(1)) { Address = "[::1]:21" },
    };

    private static readonly Observation OfAttempts = Everything with
    {
        Attempts = [new AddressAttempt(new IPEndPoint(IPAddress.Loopback, 1), null, true) { Retransmissions = 1 }, new AddressAttempt(new IPEndPoint(IPAddress.Loopback, 2), Whole, false)],
    };

    private static readonly Observation OfAddresses = Everything with { Addresses = [new AddressObservation(new IPEndPoint(IPAddress.Loopback, 1), OfAttempts)] };

    public static TheoryData<string> Outputs =>
    [
        JsonReport.Of(Judgement.OfError("TCP", StatusMap.Unchanged, "fault"), null),
        JsonReport.Of(Judged, new Observation()),
        JsonReport.Of(Judged, OfAttempts),
        JsonReport.Of(Judged, OfAddresses),
    ];

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task What_is_printed_is_as_the_schema_says(string json) => Assert.Empty((await SchemaAsync()).Validate(json));

    [Fact]
    public async Task Another_member_another_version_or_another_type_is_not()
    {
        JsonSchema schema = await SchemaAsync();

        Assert.NotEmpty(schema.Validate("""{"version":1,"name":"TCP","status":"OK","message":"m","more":1}"""));
        Assert.NotEmpty(schema.Validate("""{"version":2,"name":"TCP","status":"OK","message":"m"}"""));
        Assert.NotEmpty(schema.Validate("""{"version":1,"name":"TCP","status":"FINE","message":"m"}"""));
        Assert.NotEmpty(schema.Validate("""{"version":1,"name":"TCP","status":"OK","message":"m","phases":{"tls":"1"}}"""));
    }

    [Fact]
    public void Every_member_of_the_schema_is_printed_somewhere()
    {
        HashSet<string> printed = [.. Outputs.SelectMany(row => Members(JsonDocument.Parse(row.Data).RootElement))];

        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaFile));

        Assert.Superset(Described(schema.RootElement).ToHashSet(), printed);
    }

    private static string SchemaFile => Repository.PathOf("docs/check-tcp.schema.json");

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(SchemaFile);

    private static IEnumerable<string> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value).Append(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };

    private static IEnumerable<string> Described(JsonElement schema) => schema.ValueKind != JsonValueKind.Object ? [] :
        schema.EnumerateObject().SelectMany(member => member.Name == "properties"
            ? member.Value.EnumerateObject().SelectMany(property => Described(property.Value).Append(property.Name))
            : Described(member.Value));
}
