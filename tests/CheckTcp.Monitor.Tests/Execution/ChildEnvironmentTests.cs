using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;

namespace CheckTcp.Monitor.Tests.Execution;

public class ChildEnvironmentTests
{
    private static readonly Dictionary<string, string> Ours = new()
    {
        ["PATH"] = "/usr/local/bin:/bin",
        ["LANG"] = "de_DE.UTF-8",
        ["HOME"] = "/root",
        ["HTTPS_PROXY"] = "http://ours:1",
    };

    [Fact]
    public void Language_and_path_are_those_of_the_agent_and_the_rest_is_ours()
    {
        IReadOnlyDictionary<string, string> variables = ChildEnvironment.Of(Ours, new AgentSettings());

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["PATH"] = "/sbin:/usr/sbin:/bin:/usr/bin:/usr/local/bin:/bin:/opt/mackerel-agent/plugins/bin",
                ["LANG"] = "C",
                ["LC_ALL"] = "C",
                ["HOME"] = "/root",
                ["HTTPS_PROXY"] = "http://ours:1",
            },
            variables);
    }

    [Fact]
    public void Without_a_path_there_is_no_empty_folder_in_it() =>
        Assert.Equal("/sbin:/usr/sbin:/bin:/usr/bin:/opt/mackerel-agent/plugins/bin", ChildEnvironment.Of([], new AgentSettings())["PATH"]);

    [Theory]
    [InlineData(null, null, null, "http://ours:1")]
    [InlineData("", "", null, "http://ours:1")]
    [InlineData("http://a:1", null, "http://a:1", "http://a:1")]
    [InlineData("http://a:1", "", "http://a:1", "http://a:1")]
    [InlineData("http://a:1", "http://b:2", "http://a:1", "http://b:2")]
    [InlineData("http://a:1", "direct", "http://a:1", null)]
    [InlineData("direct", null, null, null)]
    [InlineData("direct", "http://b:2", null, "http://b:2")]
    public void Proxies_of_the_configuration_win(string? httpProxy, string? httpsProxy, string? http, string? https)
    {
        IReadOnlyDictionary<string, string> variables =
            ChildEnvironment.Of(Ours, new AgentSettings { HttpProxy = httpProxy, HttpsProxy = httpsProxy });

        Assert.Equal((http, https), (variables.GetValueOrDefault("HTTP_PROXY"), variables.GetValueOrDefault("HTTPS_PROXY")));
    }
}
