using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CheckTcp;

/// <summary>Text into which captured values are put: <c>AUTH ${name}</c>. Two templates of the same text are equal.</summary>
/// <remarks><c>${0}</c> is all that the last pattern matched, <c>${1}</c> its first group, <c>${name}</c> a group of that name in any pattern before;
/// a group that took no part in the match is empty. <c>$${</c> stands for <c>${</c>, and <c>$$${name}</c> for a
/// dollar before a value.</remarks>
public sealed record Template
{
    private Template(string text, ImmutableArray<Part> parts) => (Text, Parts) = (text, parts);

    /// <summary>The template as it was written; bytes that are no UTF-8 as <see cref="ByteText"/> says.</summary>
    public string Text { get; }

    /// <summary>The names of the values that it needs, in their order.</summary>
    public IEnumerable<string> Names => Parts.Where(part => part.Name is not null).Select(part => part.Name!);

    private ImmutableArray<Part> Parts { get; }

    /// <summary>Reads a template, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? fault)
    {
        (template, fault) = (null, null);
        var parts = ImmutableArray.CreateBuilder<Part>();
        var literal = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            int dollars = DollarsBeforeBrace(text, i);
            if (dollars == 0)
            {
                literal.Append(text[i++]);
                continue;
            }

            literal.Append('$', dollars / 2);
            i += dollars;
            if (dollars % 2 != 0)
            {
                int end = text.IndexOf('}', i);
                string name = end < 0 ? "" : text[(i + 1)..end];
                if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                {
                    fault = "after ${ stands the name or number of a group and }; write $${ for ${ itself";
                    return false;
                }

                AddLiteral(parts, literal);
                parts.Add(new Part(default, name));
                i = end + 1;
            }
        }

        AddLiteral(parts, literal);
        template = new Template(text, parts.ToImmutable());
        return true;
    }

    /// <summary>Puts the values in.</summary>
    /// <param name="valueOf">The value of a name; empty for one that is not known.</param>
    public ReadOnlyMemory<byte> Fill(Func<string, ReadOnlyMemory<byte>> valueOf)
    {
        using var filled = new MemoryStream();
        foreach (Part part in Parts)
        {
            filled.Write(part.Name is { } name ? valueOf(name).Span : part.Bytes.Span);
        }

        return filled.ToArray();
    }

    /// <inheritdoc/>
    public bool Equals(Template? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>How many dollars stand here, if they end at a brace; else 0, and they stand for themselves.</summary>
    private static int DollarsBeforeBrace(string text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] == '$')
        {
            end++;
        }

        return end < text.Length && text[end] == '{' ? end - start : 0;
    }

    private static void AddLiteral(ImmutableArray<Part>.Builder parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Part(ByteText.Encode(literal.ToString()), null));
            literal.Clear();
        }
    }

    private readonly record struct Part(ReadOnlyMemory<byte> Bytes, string? Name);
}
