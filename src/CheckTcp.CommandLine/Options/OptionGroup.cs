namespace CheckTcp.CommandLine.Options;

/// <summary>Options that belong together, as help and man page show them.</summary>
/// <param name="Title">What they are about, as a heading.</param>
/// <param name="Options">In the order in which they are shown.</param>
internal sealed record OptionGroup(string Title, Option[] Options);
