using System.Collections.Immutable;
using System.Reflection;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class CheckDefinitionTests
{
    private const string Text = """
        [plugin.checks.tcp]
        command = "check-tcp --service smtp -H {host} -p {port} -s hello -w 3"
        targets = ["a:1", "b:2"]
        labels = { a = "b" }
        [plugin.checks.child]
        command = ["x", "y"]
        env = { A = "b", C = "d" }
        [plugin.checks.child.action]
        command = "z"
        """;

    private static readonly CheckDefinition Check = new()
    {
        Name = "a",
        Program = new ChildProgram(["x"], null, ImmutableDictionary<string, string>.Empty),
    };

    private static readonly ChildProgram Child = new(["x", "y"], null, ImmutableDictionary<string, string>.Empty.Add("A", "b"));

    [Fact]
    public void A_check_that_is_read_again_is_the_same()
    {
        using var configured = new Configured();

        MonitorConfiguration first = configured.Load(Text);
        MonitorConfiguration second = configured.Load(Text);

        Assert.Equal(3, first.Checks.Length);
        Assert.Equal(first.Checks.AsEnumerable(), second.Checks);
        Assert.Equal(first.Checks.Select(check => check.GetHashCode()), second.Checks.Select(check => check.GetHashCode()));
    }

    /// <summary>A value for every property, also for those that are still to come: then this fails until it has one here.</summary>
    [Fact]
    public void Whatever_is_changed_it_is_another_check()
    {
        Dictionary<string, CheckDefinition> changed = new()
        {
            [nameof(CheckDefinition.Name)] = Check with { Name = "b" },
            [nameof(CheckDefinition.Table)] = Check with { Table = "t" },
            [nameof(CheckDefinition.Program)] = Check with { Program = Child },
            [nameof(CheckDefinition.Interval)] = Check with { Interval = TimeSpan.FromMinutes(2) },
            [nameof(CheckDefinition.RetryInterval)] = Check with { RetryInterval = TimeSpan.FromMinutes(1) },
            [nameof(CheckDefinition.Timeout)] = Check with { Timeout = TimeSpan.FromSeconds(1) },
            [nameof(CheckDefinition.MaxCheckAttempts)] = Check with { MaxCheckAttempts = 1 },
            [nameof(CheckDefinition.NotificationInterval)] = Check with { NotificationInterval = TimeSpan.Zero },
            [nameof(CheckDefinition.PreventAlertAutoClose)] = Check with { PreventAlertAutoClose = true },
            [nameof(CheckDefinition.CustomIdentifier)] = Check with { CustomIdentifier = "" },
            [nameof(CheckDefinition.Memo)] = Check with { Memo = "" },
            [nameof(CheckDefinition.Action)] = Check with { Action = new CheckAction(Child, TimeSpan.FromSeconds(30)) },
            [nameof(CheckDefinition.Labels)] = Check with { Labels = Check.Labels.Add("a", "b") },
            [nameof(CheckDefinition.TargetHost)] = Check with { TargetHost = "h" },
        };

        Assert.Equal(
            typeof(CheckDefinition).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(),
            changed.Keys.Order());
        Assert.All(changed.Values, check => Assert.NotEqual(Check, check));
    }

    [Theory]
    [InlineData("-p 25", "-p 26")]
    [InlineData("-p 25", "-p 25 -w 3")]
    [InlineData("-p 25 -w 3", "-p 25 -w connect=3")]
    [InlineData("-p 25 -w connect=3", "-p 25 -w connect=4")]
    [InlineData("-p 25 -w connect=3", "-p 25 -w tls=3")]
    [InlineData("-p 25 -w first-byte=3", "-p 25 -c first-byte=3")]
    [InlineData("-p 25", "-p 25 --json")]
    [InlineData("-p 25 -e a", "-p 25 -e b")]
    [InlineData("-p 25 -s a", "-p 25 -s b")]
    [InlineData("-p 25 -q a", "-p 25 -q b")]
    [InlineData("-p 25 -s a", "-p 25 -q a")]
    [InlineData("-p 25 -d 1", "-p 25 -d 2")]
    [InlineData("-p 25 -H a", "-p 25 -H b")]
    [InlineData("-p 25 -w tls=3", "-p 25 -w proxy=3")]
    [InlineData("-p 25", "-p 25 --source 127.0.0.2")]
    [InlineData("-p 25 --proxy http://a:b@p:1", "-p 25 --proxy http://a:c@p:1")]
    [InlineData("-p 25 --proxy socks5://p:1", "-p 25 --proxy socks5h://p:1")]
    [InlineData("-p 25 --proxy-protocol 1", "-p 25 --proxy-protocol 2")]
    [InlineData("-p 25", "-p 25 --all-addresses any")]
    [InlineData("-p 25 --all-addresses 2", "-p 25 --all-addresses all")]
    [InlineData("-p 25 --retries 1", "-p 25 --retries 2")]
    [InlineData("-p 25 --retries 1", "-p 25 --retries 1 --retry-delay 2")]
    [InlineData("-p 25 -C", "-p 25 -C --closed-by refused")]
    [InlineData("-p 25", "-p 70000")]
    [InlineData("-p 70000", "-p 70001")]
    [InlineData("-p 25", "--bogus")]
    public void A_call_with_other_options_is_another_program(string left, string right)
    {
        Assert.Equal(With(left), With(left));
        Assert.NotEqual(With(left), With(right));

        static CheckDefinition With(string line) => Check with { Program = new TcpProgram(CheckCommand.Parse(line.Split(' '))) };
    }

    [Fact]
    public void A_child_is_compared_by_its_arguments_user_and_variables()
    {
        Assert.Equal(With(Child), With(Child with { Arguments = [.. Child.Arguments] }));
        Assert.Equal(With(Child), With(Child with { Environment = Child.Environment.Add("C", "d").Remove("C") }));
        Assert.NotEqual(With(Child), With(Child with { Arguments = ["x", "z"] }));
        Assert.NotEqual(With(Child), With(Child with { Arguments = ["x"] }));
        Assert.NotEqual(With(Child), With(Child with { User = "u" }));
        Assert.NotEqual(With(Child), With(Child with { Environment = Child.Environment.SetItem("A", "c") }));
        Assert.NotEqual(With(Child), With(Child with { Environment = Child.Environment.Add("C", "d") }));

        static CheckDefinition With(ChildProgram child) => Check with { Program = child };
    }
}
