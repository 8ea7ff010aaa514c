using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Tests.Rules;

public class ReportedNameTests
{
    [Theory]
    [InlineData("ftp")]
    [InlineData("a-b_C9")]
    public void A_name_as_the_API_documents_it_stays_as_it_is(string name) => Assert.Same(name, ReportedName.Of(name));

    [Theory]
    [InlineData("web/127.0.0.1:1", "^web-127-0-0-1-1-[0-9a-f]{6}$")]
    [InlineData("web/[::1]:25", "^web----1--25-[0-9a-f]{6}$")]
    [InlineData("a b.c", "^a-b-c-[0-9a-f]{6}$")]
    [InlineData("メール", "^[0-9a-f]{6}$")]
    [InlineData("", "^[0-9a-f]{6}$")]
    public void Any_other_is_made_to_fit(string name, string pattern) => Assert.Matches(pattern, ReportedName.Of(name));

    [Fact]
    public void Names_that_look_alike_when_they_fit_stay_apart()
    {
        string[] names = ["a.b", "a-b", "a b", "a/b", "a:b"];

        Assert.Equal(names.Length, names.Select(ReportedName.Of).Distinct().Count());
    }
}
