using System.Text;
using CsCheck;

namespace CheckTcp.Tests.Patterns;

/// <summary>Random inputs over the alphabet of <see cref="ExpressionGen"/>, and random cuts.</summary>
internal static class InputGen
{
    private static readonly string[] Ascii = ["a", "b", "k", "K", "s", "S", "A", "_", " ", "-", "]", "\n"];

    private static readonly byte[][] Wide =
    [
        .. new[] { "\u00E9", "\u00C9", "\u212A", "\u017F", "\u20AC", "\U0001F600", "\uFFFD" }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80],
    ];

    public static Gen<string> AsciiText { get; } = Gen.OneOf(Ascii).Array[0, 12].Select(string.Concat);

    public static Gen<byte[]> Bytes { get; } =
        Gen.Frequency((3, Gen.OneOf(Ascii).Select(Encoding.UTF8.GetBytes)), (1, Gen.OneOf(Wide)))
            .Array[0, 10].Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    /// <summary>Lengths of segments; what is left over is the last.</summary>
    public static Gen<int[]> Cuts { get; } = Gen.Int[0, 4].Array[0, 12];
}
