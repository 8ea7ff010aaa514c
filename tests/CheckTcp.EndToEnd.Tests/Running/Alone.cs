namespace CheckTcp.EndToEnd.Tests.Running;

/// <summary>Tests that hold a clock against the program, and so want the machine for themselves.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
