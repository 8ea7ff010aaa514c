using System.Globalization;
using CsCheck;

namespace CheckTcp.CommandLine.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("21", 21)]
    [InlineData("+21", 21)]
    [InlineData("-21", -21)]
    [InlineData("-0", 0)]
    [InlineData("0021", 21)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void An_integer_is_decimal_with_a_sign(string text, long expected)
    {
        Assert.True(NumberText.TryParseInteger(text, out long number));

        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("--21")]
    [InlineData("+-21")]
    [InlineData("21-")]
    [InlineData(" 21")]
    [InlineData("21 ")]
    [InlineData("21\n")]
    [InlineData("21\0")]
    [InlineData("0x15")]
    [InlineData("21.0")]
    [InlineData("2e1")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("(21)")]
    [InlineData("\u221221")] // the minus sign of mathematics
    [InlineData("٢١")]
    [InlineData("ftp")]
    [InlineData("9223372036854775808")]
    public void Anything_else_is_no_integer(string text) => Assert.False(NumberText.TryParseInteger(text, out _));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e1", 10)]
    [InlineData("1E1", 10)]
    [InlineData("1e+1", 10)]
    [InlineData("1.5e-1", 0.15)]
    [InlineData(".5e1", 5)]
    [InlineData("+3", 3)]
    [InlineData("-3", -3)]
    [InlineData("-.5", -0.5)]
    [InlineData("007", 7)]
    [InlineData("1e-400", 0)]
    [InlineData("1e308", 1e308)]
    [InlineData("Inf", double.PositiveInfinity)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("nan", double.NaN)]
    public void A_number_is_decimal_with_fraction_and_exponent_or_inf_or_nan(string text, double expected)
    {
        Assert.True(NumberText.TryParseNumber(text, out double number));

        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("e1")]
    [InlineData(".e1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1.5.5")]
    [InlineData("10s")]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("1d")]
    [InlineData("1f")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\0")]
    [InlineData("--1")]
    [InlineData("+-1")]
    [InlineData("++Inf")]
    [InlineData("+-Inf")]
    [InlineData("+NaN")]
    [InlineData("Infinit")]
    [InlineData("∞")]
    [InlineData("50%")]
    [InlineData("$1")]
    public void Anything_else_is_no_number(string text) => Assert.False(NumberText.TryParseNumber(text, out _));

    [Fact]
    public void Every_integer_is_read_as_it_is_written() => Gen.Long.Sample(number =>
        NumberText.TryParseInteger(number.ToString(CultureInfo.InvariantCulture), out long read) && read == number);

    [Fact]
    public void Every_number_is_read_as_it_is_written() => Gen.Double.Where(double.IsFinite).Sample(number =>
        NumberText.TryParseNumber(number.ToString("R", CultureInfo.InvariantCulture), out double read) && read.Equals(number));
}
