using CheckTcp.Patterns.Unicode;
using CsCheck;

namespace CheckTcp.Tests.Patterns.Unicode;

public class CharClassTests
{
    private static readonly Gen<(int First, int Last)[]> Ranges =
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 20], (first, more) => (first, first + more)).Array[0, 8];

    [Fact]
    public void A_class_has_what_was_added_and_its_complement_the_rest() =>
        Ranges.Sample(ranges =>
        {
            CharClass built = Build(ranges);
            CharClass complement = built.Complement();

            for (int rune = 0; rune < 330; rune++)
            {
                bool isIn = ranges.Any(range => rune >= range.First && rune <= range.Last);
                Assert.Equal(isIn, built.Contains(rune));
                Assert.Equal(!isIn, complement.Contains(rune));
            }
        });

    [Fact]
    public void Ranges_are_sorted_and_apart() =>
        Ranges.Sample(ranges =>
        {
            int[] bounds = Build(ranges).Bounds.ToArray();

            for (int i = 2; i < bounds.Length; i += 2)
            {
                Assert.True(bounds[i] > bounds[i - 1] + 1);
            }
        });

    [Fact]
    public void Ranges_named_over_and_over_take_no_more_room_than_once()
    {
        CharClassBuilder builder = new();
        for (int i = 0; i < 100_000; i++)
        {
            builder.Add(2 * (i % 1000), 2 * (i % 1000));
        }

        Assert.Equal(2000, builder.Build().Bounds.Length);
    }

    private static CharClass Build((int First, int Last)[] ranges)
    {
        CharClassBuilder builder = new();
        foreach ((int first, int last) in ranges)
        {
            builder.Add(first, last);
        }

        return builder.Build();
    }
}
