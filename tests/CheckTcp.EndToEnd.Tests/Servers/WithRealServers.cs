namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>The tests that share <see cref="RealServers"/> and <see cref="ServiceServers"/>; they run one after another, which two cores are thankful for.</summary>
[CollectionDefinition]
public sealed class WithRealServers : ICollectionFixture<RealServers>, ICollectionFixture<ServiceServers>;
