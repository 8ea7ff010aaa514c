namespace CheckTcp.Tests.Definition;

public class StatusTests
{
    [Theory]
    [InlineData(Status.Ok, 0)]
    [InlineData(Status.Warning, 1)]
    [InlineData(Status.Critical, 2)]
    [InlineData(Status.Unknown, 3)]
    public void A_status_is_its_exit_code(Status status, int exitCode) => Assert.Equal(exitCode, (int)status);
}
