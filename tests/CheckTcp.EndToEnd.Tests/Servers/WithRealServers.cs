namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>The tests that share <see cref="RealServers"/>, <see cref="ServiceServers"/> and <see cref="RouteServers"/>; they run one after another, which two cores are thankful for.</summary>
[CollectionDefinition]
public sealed class WithRealServers : ICollectionFixture<RealServers>, ICollectionFixture<ServiceServers>, ICollectionFixture<RouteServers>;
