using CheckTcp.Monitor.Domain;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The certificates that each check's servers showed.</summary>
internal sealed class CertificateTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _remove = new(connection, "DELETE FROM certificates WHERE check_id = $1", 1);
    private readonly Statement _add = new(
        connection,
        """
        INSERT INTO certificates (
            check_id, fingerprint, subject, not_after, first_subject, first_not_after, chain_trusted, since, last_seen, previous_fingerprint,
            handshake)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        11);

    /// <summary>These take the place of those that were there.</summary>
    public void Save(int check, IReadOnlyList<ShownCertificate> certificates)
    {
        _remove.Execute(check);
        foreach (ShownCertificate certificate in certificates)
        {
            _add.Execute(
                check, certificate.Fingerprint, certificate.Subject, StoredTime.Of(certificate.NotAfter), certificate.FirstSubject,
                StoredTime.Of(certificate.FirstNotAfter), certificate.ChainIsTrusted ? 1 : 0, StoredTime.Of(certificate.Since),
                StoredTime.Of(certificate.LastSeen), certificate.PreviousFingerprint, certificate.Handshake);
        }
    }

    public void Dispose()
    {
        _remove.Dispose();
        _add.Dispose();
    }

    /// <summary>All of them, by the name of the check.</summary>
    public static Dictionary<string, IReadOnlyList<ShownCertificate>> Load(SqliteConnection connection) => connection.Query<Row>(
        """
        SELECT name AS CheckName, fingerprint AS Fingerprint, subject AS Subject, not_after AS NotAfter, first_subject AS FirstSubject,
            first_not_after AS FirstNotAfter, chain_trusted AS ChainTrusted, since AS Since, last_seen AS LastSeen,
            previous_fingerprint AS PreviousFingerprint, handshake AS Handshake
        FROM certificates JOIN checks ON checks.id = check_id ORDER BY certificates.id
        """,
        buffered: false)
        .GroupBy(row => row.CheckName)
        .ToDictionary(rows => rows.Key, rows => (IReadOnlyList<ShownCertificate>)[.. rows.Select(row => row.ToCertificate())]);

    private sealed record Row(
        string CheckName, string Fingerprint, string Subject, long NotAfter, string FirstSubject, long FirstNotAfter, long ChainTrusted,
        long Since, long LastSeen, string? PreviousFingerprint, string? Handshake)
    {
        public ShownCertificate ToCertificate() => new(
            Fingerprint, Subject, StoredTime.From(NotAfter), FirstSubject == Subject ? Subject : FirstSubject, StoredTime.From(FirstNotAfter),
            ChainTrusted != 0, StoredTime.From(Since))
        {
            LastSeen = StoredTime.From(LastSeen),
            PreviousFingerprint = PreviousFingerprint,
            Handshake = Handshake,
        };
    }
}
