using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Documentation;

public class CloneTests
{
    [Theory]
    [InlineData("src/CheckTcp", "true")]
    [InlineData("tests/CheckTcp.Tests", "false")]
    public async Task A_clone_below_a_folder_called_src_takes_the_projects_for_what_they_are(string project, string shipped)
    {
        using TemporaryFolder folder = new();
        string clone = Path.Combine(folder.Path, "src", "check-tcp");
        Directory.CreateDirectory(Path.Combine(clone, project));
        File.Copy(Repository.PathOf("Directory.Build.props"), Path.Combine(clone, "Directory.Build.props"));
        File.WriteAllText(Path.Combine(clone, project, "P.csproj"), """<Project Sdk="Microsoft.NET.Sdk" />""");

        ProgramRun run = await new ProgramCall("dotnet", "msbuild", Path.Combine(clone, project, "P.csproj"), "-getProperty:IsShipped")
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(shipped, run.Output.Trim().ToLowerInvariant());
    }
}
