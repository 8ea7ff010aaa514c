using CheckTcp.Monitor.Execution;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.History.Sqlite;

/// <summary>The certificate that each check's server showed last.</summary>
internal sealed class CertificateTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _save = new(
        connection,
        """
        INSERT OR REPLACE INTO certificates (
            check_id, fingerprint, subject, not_after, first_subject, first_not_after, chain_trusted, since, previous_fingerprint)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        9);

    public void Save(int check, ShownCertificate certificate) => _save.Execute(
        check, certificate.Fingerprint, certificate.Subject, StoredTime.Of(certificate.NotAfter), certificate.FirstSubject,
        StoredTime.Of(certificate.FirstNotAfter), certificate.ChainIsTrusted ? 1 : 0, StoredTime.Of(certificate.Since),
        certificate.PreviousFingerprint);

    public void Dispose() => _save.Dispose();

    /// <summary>All of them, by the name of the check.</summary>
    public static Dictionary<string, ShownCertificate> Load(SqliteConnection connection) => connection.Query<Row>(
        """
        SELECT name AS CheckName, fingerprint AS Fingerprint, subject AS Subject, not_after AS NotAfter, first_subject AS FirstSubject,
            first_not_after AS FirstNotAfter, chain_trusted AS ChainTrusted, since AS Since, previous_fingerprint AS PreviousFingerprint
        FROM certificates JOIN checks ON checks.id = check_id
        """,
        buffered: false).ToDictionary(row => row.CheckName, row => row.ToCertificate());

    private sealed record Row(
        string CheckName, string Fingerprint, string Subject, long NotAfter, string FirstSubject, long FirstNotAfter, long ChainTrusted,
        long Since, string? PreviousFingerprint)
    {
        public ShownCertificate ToCertificate() => new(
            Fingerprint, Subject, StoredTime.From(NotAfter), FirstSubject == Subject ? Subject : FirstSubject, StoredTime.From(FirstNotAfter),
            ChainTrusted != 0, StoredTime.From(Since))
        {
            PreviousFingerprint = PreviousFingerprint,
        };
    }
}
