namespace CheckTcp.Tests.Definition;

public class FramingTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("30", null)]
    [InlineData("30 0C", 14L)]
    [InlineData("30 84 00 00 00", null)]
    [InlineData("30 84 00 00 00 28", 46L)]
    [InlineData("30 81 80", 131L)]
    [InlineData("30 80", long.MaxValue)]
    [InlineData("30 85", long.MaxValue)]
    public void The_length_of_an_element_in_BER(string start, long? length) => Assert.Equal(length, new BerFraming().LengthOf(Bytes(start)));

    [Theory]
    [InlineData("20", null)]
    [InlineData("20 02", 4L)]
    [InlineData("20 80 01", 131L)]
    [InlineData("20 FF FF FF", null)]
    [InlineData("20 FF FF FF 7F", 268435460L)]
    [InlineData("20 FF FF FF FF", long.MaxValue)]
    public void The_length_of_a_packet_of_MQTT(string start, long? length) =>
        Assert.Equal(length, new VariableLengthFraming().LengthOf(Bytes(start)));

    [Fact]
    public void The_length_in_a_field_of_fixed_width()
    {
        Assert.Equal(0x010203L + 4, new LittleEndianFraming(0, 3, 4).LengthOf(Bytes("03 02 01")));
        Assert.Equal(0x0102L + 7, new BigEndianFraming(1, 2, 7).LengthOf(Bytes("FF 01 02")));
        Assert.Null(new BigEndianFraming(1, 2, 7).LengthOf(Bytes("FF 01")));
        Assert.Null(new LittleEndianFraming(1, 2, 7).LengthOf(Bytes("FF 01")));
    }

    [Theory]
    [InlineData("00 00", 0)]
    [InlineData("00 07", 0)]
    [InlineData("00 08", 4)]
    public void A_message_that_would_end_before_its_length_is_none(string field, long length)
    {
        Assert.Equal(length, new BigEndianFraming(2, 2, -4).LengthOf(Bytes($"FF FF {field}")));
        Assert.Equal(length, new LittleEndianFraming(2, 2, -4).LengthOf(Bytes($"FF FF {field[3..]} {field[..2]}")));
    }

    private static byte[] Bytes(string hex) => hex.Length == 0 ? [] : Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
