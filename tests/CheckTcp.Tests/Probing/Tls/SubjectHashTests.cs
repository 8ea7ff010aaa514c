using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Tls;

/// <summary>The oracle is <c>openssl x509 -hash</c>.</summary>
public class SubjectHashTests
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    [Theory]
    [InlineData("CN=Root")]
    [InlineData("CN=ISRG Root X1, O=Internet Security Research Group, C=US")]
    [InlineData("CN=\"  Double   blanks \"")]
    [InlineData("CN=CAPITALS and smalls")]
    [InlineData("CN=Ärztekammer Österreich ß É")]
    [InlineData("CN=認証局, O=日本, C=JP")]
    [InlineData("CN=Emoji 😀")]
    [InlineData("E=CA@Example.COM, CN=Mail, DC=Example, DC=COM")]
    [InlineData("CN=\"a,b+c=d;e<f>\", OU=x")]
    [InlineData("CN=a*b@c&d")]
    [InlineData("SERIALNUMBER=0042 A, CN=x")]
    [InlineData("CN=\"\"")]
    [InlineData("")]
    public Task A_name_hashes_as_openssl_does_it(string name) => AssertAsOpenSsl(new X500DistinguishedName(name));

    [Theory]
    [InlineData("CN=A+OU=B, O=C")]
    [InlineData("OU=zz  Top+CN=A, O=C")]
    public Task A_relative_name_of_several_attributes_hashes_as_openssl_does_it(string name) =>
        AssertAsOpenSsl(new X500DistinguishedName(name));

    [Theory]
    [InlineData(UniversalTagNumber.PrintableString, "6140622A265F")] // @ * & _ are outside its alphabet
    [InlineData(UniversalTagNumber.PrintableString, "41E4")]
    [InlineData(UniversalTagNumber.UniversalString, "0000004100000042")]
    [InlineData(UniversalTagNumber.IA5String, "E4")]
    [InlineData(UniversalTagNumber.TeletexString, "C3A4")]
    public Task A_value_outside_the_alphabet_of_its_type_hashes_as_openssl_does_it(UniversalTagNumber type, string content)
    {
        byte[] bytes = Convert.FromHexString(content);
        return AssertAsOpenSsl(Name(writer => writer.WriteEncodedValue([(byte)type, (byte)bytes.Length, .. bytes])));
    }

    [Theory]
    [InlineData(UniversalTagNumber.UTF8String, "Grüße  An ALLE")]
    [InlineData(UniversalTagNumber.PrintableString, " Printable  String ")]
    [InlineData(UniversalTagNumber.IA5String, "User@Example.COM")]
    [InlineData(UniversalTagNumber.TeletexString, "Teletex  String")]
    [InlineData(UniversalTagNumber.BMPString, "Grüße  An ALLE")]
    [InlineData(UniversalTagNumber.NumericString, "12  34")] // not one of those that OpenSSL folds
    public Task A_value_of_any_text_type_hashes_as_openssl_does_it(UniversalTagNumber type, string value) =>
        AssertAsOpenSsl(Name(writer => writer.WriteCharacterString(type, value)));

    private static async Task AssertAsOpenSsl(X500DistinguishedName name)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("certificate.pem", CertificateOf(name));

        ProgramRun run = await new ProgramCall("openssl", "x509", "-noout", "-subject_hash", "-in", file)
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{SubjectHash.Of(name)}\n", run.Output);
    }

    private static string CertificateOf(X500DistinguishedName name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    /// <summary>A common name whose value is encoded as told, beside an organization.</summary>
    private static X500DistinguishedName Name(Action<AsnWriter> writeValue)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteRelativeName(writer, Organization, asn => asn.WriteCharacterString(UniversalTagNumber.UTF8String, "Test  CA"));
            WriteRelativeName(writer, CommonName, writeValue);
        }

        return new X500DistinguishedName(writer.Encode());
    }

    private static void WriteRelativeName(AsnWriter writer, string type, Action<AsnWriter> writeValue)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            writeValue(writer);
        }
    }
}
