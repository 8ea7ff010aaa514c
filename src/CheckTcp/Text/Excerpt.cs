namespace CheckTcp;

/// <summary>How a value is quoted in words about it.</summary>
internal static class Excerpt
{
    /// <summary>Stands for what was cut off.</summary>
    public const string Mark = "...";

    private const int ShownCharacters = 120;

    /// <summary>The value, or the beginning of one that would drown the message; never half a character.</summary>
    public static string Of(string value, int maxCharacters = ShownCharacters)
    {
        if (value.Length <= maxCharacters)
        {
            return value;
        }

        int end = char.IsSurrogatePair(value, maxCharacters - 1) ? maxCharacters - 1 : maxCharacters;
        return $"{value.AsSpan(0, end)}{Mark}";
    }
}
