using CheckTcp.Patterns.Matching;

namespace CheckTcp.Tests.Patterns.Matching;

public class RuneAssemblerTests
{
    // On both sides of every bound that a second, third or fourth byte can have.
    private static readonly byte[] Following = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xF0];

    [Fact]
    public void Every_sequence_of_bytes_is_read_as_the_platform_reads_it()
    {
        for (int first = 0; first < 256; first++)
        {
            foreach (byte second in Following)
            {
                foreach (byte third in Following)
                {
                    foreach (byte fourth in Following)
                    {
                        byte[] bytes = [(byte)first, second, third, fourth, 0x41];
                        Assert.True(Assemble(bytes).SequenceEqual(Reading.Of(bytes).Runes), Convert.ToHexString(bytes));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(0xC3, 1)]
    [InlineData(0xE2, 1)]
    [InlineData(0xF0, 1)]
    [InlineData(0x80, 0)]
    [InlineData(0xC1, 0)]
    [InlineData(0xF5, 0)]
    public void A_byte_is_held_if_a_character_may_begin_with_it(byte value, int held)
    {
        RuneAssembler assembler = default;

        bool begins = assembler.TryBegin(value);

        Assert.Equal((held > 0, held), (begins, assembler.Held));
    }

    private static List<int> Assemble(byte[] bytes)
    {
        List<int> runes = [];
        RuneAssembler assembler = default;
        foreach (byte value in bytes)
        {
            if (assembler.Held > 0 && assembler.TryContinue(value, out int rune))
            {
                runes.AddRange(assembler.Held == 0 ? [rune] : []);
                continue;
            }

            runes.AddRange(Enumerable.Repeat(RuneAssembler.Replacement, assembler.Abandon()));
            if (!assembler.TryBegin(value))
            {
                runes.Add(value < RuneAssembler.FirstNonAscii ? value : RuneAssembler.Replacement);
            }
        }

        return runes;
    }
}
