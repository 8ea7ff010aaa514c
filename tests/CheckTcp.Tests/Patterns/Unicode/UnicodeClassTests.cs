using System.Globalization;
using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Tests.Patterns.Unicode;

public class UnicodeClassTests
{
    private const int None = 0x110000;

    [Theory]
    [InlineData("Greek", 0x3B1, 0x430)]
    [InlineData("Braille", 0x2800, 0x2900)]
    [InlineData("Han", 0x4E00, 0x3042)]
    [InlineData("Old_Italic", 0x10300, 0x10330)]
    [InlineData("old italic", 0x10323, 'a')]
    [InlineData("OLD-ITALIC", 0x1031F, 'a')]
    [InlineData("Zanabazar_Square", 0x11A00, 'a')]
    [InlineData("Adlam", 0x1E900, 'a')]
    [InlineData("Common", '!', 'a')]
    [InlineData("Inherited", 0x300, 'a')]
    [InlineData("Kawi", 0x11F00, 'a')]
    [InlineData("Any", 0x10FFFF, None)]
    [InlineData("Assigned", 'a', 0x378)]
    [InlineData("ASCII", 0x7F, 0x80)]
    [InlineData("Cn", 0x10FFFF, 'a')]
    [InlineData("C", 0x378, 'a')]
    [InlineData("Cs", 0xDFFF, 0xE000)]
    [InlineData("LC", 0x1C5, 0x1BB)]
    [InlineData("digit", 0x664, 'a')]
    [InlineData("Decimal_Number", '9', 0xBD)]
    [InlineData("l", 0x5D0, '1')]
    [InlineData("Sm", '+', '-')]
    [InlineData("Zs", 0x3000, 0x2028)]
    public void A_name_finds_its_class(string name, int member, int other)
    {
        CharClass? found = UnicodeClass.Find(name);

        Assert.NotNull(found);
        Assert.True(found.Contains(member));
        Assert.False(found.Contains(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Elvish")]
    [InlineData("Grek")]
    [InlineData("IsGreek")]
    [InlineData("Greek Latin")]
    [InlineData("Script=Greek")]
    [InlineData("\u212A")]
    public void Other_names_find_nothing(string name) => Assert.Null(UnicodeClass.Find(name));

    [Fact]
    public void What_is_assigned_has_the_category_that_the_platform_gives_it()
    {
        string[] names =
        [
            "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd",
            "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
        ];
        List<string> different = [];

        for (int i = 0; i < names.Length; i++)
        {
            ReadOnlySpan<int> bounds = UnicodeClass.Find(names[i])!.Bounds;
            for (int j = 0; j < bounds.Length; j += 2)
            {
                for (int rune = bounds[j]; rune <= bounds[j + 1]; rune++)
                {
                    if (CharUnicodeInfo.GetUnicodeCategory(rune) != (UnicodeCategory)i)
                    {
                        different.Add($"{names[i]} {rune:X}");
                    }
                }
            }
        }

        // Unicode 16.0 made this one a spacing mark; the tables are of 15.0, as Go's are.
        Assert.Equal(["Mn 1171E"], different);
    }

    [Fact]
    public void Every_code_point_has_one_category_and_at_most_one_script()
    {
        Assert.Equal([0, 0x10FFFF], UnicodeClass.Find("Any")!.Bounds.ToArray());
        Assert.Equal(149_186 + 2048 + 137_468 + 65, CountOf("Assigned"));
        Assert.Equal(518, CountOf("Greek"));
        Assert.Equal(1481, CountOf("Latin"));
    }

    private static int CountOf(string name)
    {
        int count = 0;
        ReadOnlySpan<int> bounds = UnicodeClass.Find(name)!.Bounds;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            count += bounds[i + 1] - bounds[i] + 1;
        }

        return count;
    }
}
