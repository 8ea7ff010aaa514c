using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;
using CheckTcp.Patterns;

namespace CheckTcp.Monitor.Tests.Domain;

public class StepsComparerTests
{
    private static readonly ExpectStep Expect = new(Pattern.Parse("^220"));

    [Fact]
    public void Steps_that_say_the_same_are_the_same() =>
        Assert.True(AreSame(Expect with { Alternatives = [Pattern.Parse("^250")] }, new ExpectStep(Pattern.Parse("^220")) { Alternatives = [Pattern.Parse("^250")] }));

    [Fact]
    public void Steps_that_differ_in_anything_are_not()
    {
        Assert.False(AreSame(Expect, Expect with { Pattern = Pattern.Parse("^221") }));
        Assert.False(AreSame(Expect, Expect with { Alternatives = [Pattern.Parse("^250")] }));
        Assert.False(AreSame(Expect, Expect with { Requirements = [Pattern.Parse("^250")] }));
        Assert.False(AreSame(Expect, Expect with { QuietAfter = TimeSpan.FromSeconds(2) }));
        Assert.False(AreSame(Expect, Expect with { LeavesRest = true }));
        Assert.False(AreSame(Expect, new QuitStep("^220"u8.ToArray())));
    }

    private static bool AreSame(Step one, Step other) =>
        StepsComparer.Instance.Equals(ImmutableArray.Create(one), ImmutableArray.Create(other));
}
