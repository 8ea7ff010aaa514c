namespace CheckTcp.Monitor.Tests;

/// <summary>Tests that measure the memory of the whole process, and so want it for themselves.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
