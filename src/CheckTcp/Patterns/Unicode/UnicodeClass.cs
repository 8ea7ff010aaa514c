using System.Text;

namespace CheckTcp.Patterns.Unicode;

/// <summary>Finds the classes that <c>\p{...}</c> names: general categories, scripts, <c>ASCII</c>.</summary>
internal static class UnicodeClass
{
    /// <summary>Finds a class.</summary>
    /// <param name="name">The name; case, spaces, underscores and hyphens do not matter (UTS 18, RL1.2; Go from 1.25 on).</param>
    /// <returns>The class, or <c>null</c> if there is none of that name.</returns>
    public static CharClass? Find(string name)
    {
        string canonical = Canonical(name);
        int categories = (int)CategoryNames.Find(canonical);
        if (categories != 0)
        {
            return Collect(CategoryTable.Runs, number => (categories >> number & 1) != 0);
        }

        int script = ScriptNumber(canonical);
        return script > 0 ? Collect(ScriptTable.Runs, number => number == script)
            : canonical == "ascii" ? new CharClass([0, 0x7F])
            : null;
    }

    private static string Canonical(string name)
    {
        StringBuilder canonical = new(name.Length);
        foreach (char c in name)
        {
            if (c is not ('_' or '-' or ' '))
            {
                canonical.Append(char.ToLowerInvariant(c));
            }
        }

        return canonical.ToString();
    }

    private static int ScriptNumber(string canonical)
    {
        int number = 0;
        foreach (Range range in ScriptTable.Names.Split((byte)' '))
        {
            number++;
            if (Ascii.Equals(ScriptTable.Names[range], canonical))
            {
                return number;
            }
        }

        return 0;
    }

    /// <summary>Collects the runs of a table whose value is wanted.</summary>
    private static CharClass Collect(ReadOnlySpan<byte> runs, Func<int, bool> isWanted)
    {
        CharClassBuilder builder = new();
        int first = 0;
        while (!runs.IsEmpty)
        {
            int length = ReadLength(ref runs);
            if (isWanted(runs[0]))
            {
                builder.Add(first, first + length - 1);
            }

            runs = runs[1..];
            first += length;
        }

        return builder.Build();
    }

    /// <summary>Seven bits to a byte, the low ones first; the eighth says that more follow.</summary>
    private static int ReadLength(ref ReadOnlySpan<byte> runs)
    {
        int length = 0;
        int read = 0;
        do
        {
            length |= (runs[read] & 0x7F) << 7 * read;
        }
        while (runs[read++] >= 0x80);

        runs = runs[read..];
        return length;
    }
}
