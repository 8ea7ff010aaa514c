using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Shards;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Shards;

public class SeenCertificatesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_server_shows_first_is_decoded()
    {
        ServerCertificate server = TestCertificates.ByIntermediate;

        ShownCertificate shown = SeenCertificates.None.After([Session(server, At) with { ChainIsTrusted = true }], out bool isNews).Shown!;

        Assert.True(isNews);
        Assert.Equal(server.Leaf.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), shown.Fingerprint);
        Assert.Equal(("CN=server", "CN=server"), (shown.Subject, shown.FirstSubject));
        Assert.Equal((server.Leaf.NotAfter.ToUniversalTime(), true, At), (shown.NotAfter.UtcDateTime, shown.ChainIsTrusted, shown.Since));
        Assert.Null(shown.PreviousFingerprint);
        Assert.Contains($"\"issuer\":\"{server.Leaf.Issuer}\"", shown.Handshake, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_one_is_news_once_an_hour()
    {
        SeenCertificates first = After(SeenCertificates.None, At, TestCertificates.Valid);

        SeenCertificates soon = first.After([Session(TestCertificates.Valid, At.AddMinutes(59))], out bool isNewsSoon);
        soon.After([Session(TestCertificates.Valid, At.AddMinutes(60))], out bool isNewsLater);

        Assert.Equal((false, true), (isNewsSoon, isNewsLater));
        Assert.Equal((At, At.AddMinutes(59)), (soon.Shown!.Since, soon.Shown.LastSeen));
    }

    [Fact]
    public void The_same_certificate_after_a_restart_is_no_change()
    {
        ShownCertificate stored = After(SeenCertificates.None, At, TestCertificates.Valid).Shown! with { PreviousFingerprint = "AA" };

        ShownCertificate shown = After(SeenCertificates.Of([stored]), At.AddDays(1), TestCertificates.Valid).Shown!;

        Assert.Equal(stored with { LastSeen = At.AddDays(1), Handshake = shown.Handshake }, shown);
    }

    [Fact]
    public void Another_one_remembers_which_was_shown_before_it_and_when_it_appeared()
    {
        SeenCertificates first = After(SeenCertificates.None, At, TestCertificates.Valid);

        SeenCertificates second = After(first, At.AddDays(1), TestCertificates.ValidRsa);

        Assert.Equal((first.Shown!.Fingerprint, At.AddDays(1)), (second.LatestChange!.PreviousFingerprint, second.LatestChange.Since));
        Assert.Equal(second.LatestChange, second.Shown);
        Assert.Equal(2, second.All.Count);
    }

    [Fact]
    public void Those_that_take_turns_change_once_and_are_no_news_afterwards()
    {
        ServerCertificate[] shown = [TestCertificates.Valid, TestCertificates.ValidUntil(5)];
        SeenCertificates seen = After(After(SeenCertificates.None, At, shown[0]), At, shown[1]);
        DateTimeOffset changed = seen.LatestChange!.Since;

        for (int minute = 1; minute < 50; minute++)
        {
            seen = seen.After([Session(shown[minute % 2], At.AddMinutes(minute))], out bool isNews);
            Assert.False(isNews);
        }

        Assert.Equal(changed, seen.LatestChange!.Since);
        Assert.Equal(shown[1].Leaf.NotAfter.ToUniversalTime(), seen.Shown!.NotAfter.UtcDateTime);
    }

    [Fact]
    public void Of_several_addresses_the_first_to_expire_is_shown_and_none_is_a_change()
    {
        ServerCertificate soon = TestCertificates.ValidUntil(5);

        SeenCertificates seen = After(SeenCertificates.None, At, TestCertificates.Valid, soon, TestCertificates.ValidUntil(9));

        Assert.Equal(soon.Leaf.NotAfter.ToUniversalTime(), seen.Shown!.NotAfter.UtcDateTime);
        Assert.Equal(3, seen.All.Count);
        Assert.Null(seen.LatestChange);
    }

    [Fact]
    public void One_that_is_not_shown_any_more_is_passed_over_after_hours_and_forgotten_after_days()
    {
        SeenCertificates seen = After(SeenCertificates.None, At, TestCertificates.ValidUntil(5));

        SeenCertificates hours = After(seen, At.AddHours(3), TestCertificates.Valid);
        SeenCertificates days = After(hours, At.AddDays(8), TestCertificates.Valid);

        Assert.Equal((2, 1), (hours.All.Count, days.All.Count));
        Assert.Equal(TestCertificates.Valid.Leaf.NotAfter.ToUniversalTime(), hours.Shown!.NotAfter.UtcDateTime);
        Assert.Equal(seen.Shown!.Fingerprint, days.LatestChange!.PreviousFingerprint);
    }

    [Fact]
    public void No_more_than_a_few_are_remembered_and_those_are_the_latest()
    {
        SeenCertificates seen = SeenCertificates.None;
        for (int day = 1; day <= SeenCertificates.Most + 2; day++)
        {
            seen = After(seen, At.AddMinutes(day), TestCertificates.ValidUntil(10 + day));
        }

        Assert.Equal(SeenCertificates.Most, seen.All.Count);
        Assert.Equal((At.AddMinutes(3), At.AddMinutes(SeenCertificates.Most + 2)), (seen.All[0].Since, seen.All[^1].Since));
    }

    [Fact]
    public void A_server_with_another_one_at_every_handshake_is_news_once_an_hour_and_counted()
    {
        SeenCertificates seen = SeenCertificates.None;
        List<int> news = [];
        for (int minute = 0; minute <= 130; minute++)
        {
            seen = seen.After([Session(TestCertificates.ValidUntil(10 + minute), At.AddMinutes(minute))], out bool isNews);
            if (isNews)
            {
                news.Add(minute);
            }

            Assert.InRange(seen.All.Count, 1, SeenCertificates.Most);
        }

        Assert.Equal([0, 60, 120], news);
        Assert.Equal(130, seen.Changes);
    }

    [Fact]
    public void A_renewed_one_is_news_at_once()
    {
        SeenCertificates first = After(SeenCertificates.None, At, TestCertificates.Valid);

        first.After([Session(TestCertificates.ValidUntil(5), At.AddDays(30))], out bool isNews);

        Assert.True(isNews);
    }

    [Fact]
    public void Another_chain_or_another_trust_in_it_is_the_same_certificate()
    {
        ServerCertificate soon = TestCertificates.Trusted.Issue(new() { CommonName = "soon", ValidToDay = 1 });
        SeenCertificates first = After(SeenCertificates.None, At, TestCertificates.Valid);
        DateTimeOffset later = At.AddDays(1);

        ShownCertificate other = first.After([Session(TestCertificates.Valid, later) with { Chain = [soon.Leaf.RawData] }], out _).Shown!;
        ShownCertificate trusted = first.After([Session(TestCertificates.Valid, later) with { ChainIsTrusted = true }], out _).Shown!;

        Assert.Equal(
            first.Shown! with { FirstSubject = "CN=soon", FirstNotAfter = soon.Leaf.NotAfter.ToUniversalTime(), LastSeen = later, Handshake = other.Handshake },
            other);
        Assert.Equal(first.Shown! with { ChainIsTrusted = true, LastSeen = later, Handshake = trusted.Handshake }, trusted);
    }

    [Fact]
    public void One_that_cannot_be_read_leaves_what_was_known()
    {
        SeenCertificates first = After(SeenCertificates.None, At, TestCertificates.Valid);

        SeenCertificates second = first.After([new TlsSession { At = At, Certificate = new byte[100] }], out bool isNews);

        Assert.Equal((first.Shown, false), (second.Shown, isNews));
    }

    private static SeenCertificates After(SeenCertificates seen, DateTimeOffset at, params ServerCertificate[] shown) =>
        seen.After(shown.Select(server => Session(server, at)), out _);

    private static TlsSession Session(ServerCertificate server, DateTimeOffset at) => new()
    {
        At = at,
        Certificate = server.Leaf.RawData,
        Chain = [.. server.Intermediates.Select(above => (ReadOnlyMemory<byte>)above.RawData)],
    };
}
