using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>An option of the plugin in C.</summary>
/// <param name="Long">The name after two dashes.</param>
/// <param name="Letter">The letter after one dash, or <c>null</c>.</param>
/// <param name="ValueName">What help calls the value, or <c>null</c> for a flag.</param>
/// <param name="Help">One sentence, or <c>null</c> for an option that is taken and means nothing.</param>
/// <param name="Take">Takes the value, empty for a flag, and tells what is wrong with it, if anything.</param>
internal sealed record NagiosOption(
    string Long, char? Letter, string? ValueName, string? Help, Func<NagiosValues, string, string?> Take)
{
    /// <summary>Asks for a text instead of a check; nothing after it is read.</summary>
    public Information Asks { get; init; }

    public bool IsFlag => ValueName is null;
}
