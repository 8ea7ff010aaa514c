using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class CommandSecretsTests
{
    [Theory]
    [InlineData("check-tcp --secret *** -p 25", "check-tcp", "--secret", "child secret", "-p", "25")]
    [InlineData("check-tcp --secret=*** -p 25", "check-tcp", "--secret=child secret", "-p", "25")]
    [InlineData("check-tcp --secret *** --send AUTH ***", "check-tcp", "--secret", "hush!", "--send", "AUTH hush!")]
    [InlineData("sh -c check-tcp --secret *** -p 25; true", "sh", "-c", "check-tcp --secret childsecret -p 25; true")]
    [InlineData("sh -c check-tcp --secret=*** -p 25", "sh", "-c", "check-tcp --secret='child secret' -p 25")]
    [InlineData("sh -c check-tcp --secret *** --secret *** -p 25", "sh", "-c", """check-tcp --secret "a b"c\ d --secret e -p 25""")]
    [InlineData("sh -c check-tcp '--secret' *** --send 'AUTH ***'", "sh", "-c", """check-tcp '--secret' 'it'\''s' --send 'AUTH it'\''s'""")]
    [InlineData("sh -c CHECK_TCP_SECRETS=*** check-tcp", "sh", "-c", "CHECK_TCP_SECRETS='a\nb' check-tcp")]
    [InlineData("sh -c export DB_PASSWORD=***; x ***", "sh", "-c", "export DB_PASSWORD=hush!; x 'hush!'")]
    [InlineData("sh -c sh -c 'x --password ***'", "sh", "-c", "sh -c 'x --password \"a b\"'")]
    [InlineData("sh -c check-tcp --secret ***", "sh", "-c", "check-tcp --secret 'a b")]
    [InlineData("x http://***@proxy --secret", "x", "http://me:word@proxy", "--secret")]
    [InlineData("x http://***@proxy", "x", "http://me:it's\"@proxy")]
    [InlineData("x http://***@proxy ***", "x", "http://me:p%40ss@proxy", "p@ss")]
    [InlineData("sh -c x http://***@proxy | y", "sh", "-c", "x \"http://me:it's@proxy\" | y")]
    [InlineData("x --secretive --key-password-file /path", "x", "--secretive", "--key-password-file", "/path")]
    [InlineData("x --secret *** banana", "x", "--secret", "a", "banana")] // a letter hidden everywhere is a letter shown
    public void What_is_not_for_showing_is_hidden(string shown, params string[] arguments) =>
        Assert.Equal(shown, string.Join(' ', new CommandSecrets(arguments, [], []).Hide(arguments)));

    [Theory]
    [InlineData("CHECK_TCP_SECRETS", "other1\nhush!", "x AUTH ***")]
    [InlineData("CHECK_TCP_PROXY_PASSWORD", "hush!", "x AUTH ***")]
    [InlineData("API_TOKEN", "hush!", "x AUTH ***")]
    [InlineData("PROXY", "http://me:hush!@proxy", "x AUTH ***")]
    [InlineData("WHERE", "hush!", "x AUTH hush!")]
    public void A_secret_of_the_environment_is_hidden_where_else_it_stands(string name, string value, string shown)
    {
        string[] arguments = ["x", "AUTH hush!"];

        Assert.Equal(shown, string.Join(' ', new CommandSecrets(arguments, [KeyValuePair.Create(name, value)], []).Hide(arguments)));
    }

    [Fact]
    public void What_stands_beside_a_command_is_masked_too() =>
        Assert.Equal("log in with *** or ***", new CommandSecrets(["x", "--secret", "hush!"], [], ["apikey1"]).Mask("log in with hush! or apikey1"));
}
