using System.Text;
using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Tests.Patterns.Unicode;

public class CaseFoldingTests
{
    private const int LastWithCase = 0x1E943;

    [Theory]
    [InlineData('A', 'a')]
    [InlineData('a', 'A')]
    [InlineData('K', 'k')]
    [InlineData('k', 0x212A)]
    [InlineData(0x212A, 'K')]
    [InlineData('S', 's')]
    [InlineData('s', 0x17F)]
    [InlineData(0x17F, 'S')]
    [InlineData('1', '1')]
    [InlineData('@', '@')]
    [InlineData(0x100, 0x101)]
    [InlineData(0x101, 0x100)]
    [InlineData(0x12E, 0x12F)]
    [InlineData(0x130, 0x130)]
    [InlineData(0x131, 0x131)]
    [InlineData(0xDF, 0x1E9E)]
    [InlineData(0x1E9E, 0xDF)]
    [InlineData(0x3B8, 0x3D1)]
    [InlineData(0x3D1, 0x3F4)]
    [InlineData(0x3F4, 0x398)]
    [InlineData(0x1C4, 0x1C5)]
    [InlineData(0x13A0, 0xAB70)]
    [InlineData(0x1E921, 0x1E943)]
    [InlineData(0x1E943, 0x1E921)]
    [InlineData(0x10FFFF, 0x10FFFF)]
    public void The_next_of_a_ring_follows(int rune, int next) => Assert.Equal(next, CaseFolding.Next(rune));

    [Fact]
    public void Rings_close_after_four_at_most()
    {
        for (int rune = 0; rune <= LastWithCase; rune++)
        {
            int other = CaseFolding.Next(rune);
            for (int steps = 1; other != rune; steps++)
            {
                Assert.InRange(steps, 1, 3);
                other = CaseFolding.Next(other);
            }
        }
    }

    [Fact]
    public void Upper_and_lower_case_of_a_letter_are_in_one_ring()
    {
        for (int rune = 0; rune <= LastWithCase; rune++)
        {
            if (Rune.IsValid(rune) && CaseFolding.Next(rune) != rune)
            {
                CharClass ring = CaseFolding.Close(new CharClass([rune, rune]));
                Assert.True(ring.Contains(Rune.ToLowerInvariant(new Rune(rune)).Value), $"{rune:X}");
                Assert.True(ring.Contains(Rune.ToUpperInvariant(new Rune(rune)).Value), $"{rune:X}");
            }
        }
    }
}
