using System.Globalization;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Rules;

public class WorkedExamplesTests
{
    private const string Page = "docs/alerts.md";

    public static TheoryData<string, string, string> Examples()
    {
        var examples = new TheoryData<string, string, string>();
        foreach (string line in File.ReadAllLines(Repository.PathOf(Page)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            string[] cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length == 3)
            {
                examples.Add(cells[0], cells[1], cells[2]);
            }
        }

        return examples;
    }

    [Fact]
    public void The_page_has_examples() => Assert.True(Examples().Count > 10, $"{Page} holds {Examples().Count} examples");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_page_is_true(string settings, string results, string told)
    {
        var history = new PlayedHistory(RulesOf(settings));
        var happened = new List<string>();
        foreach (string result in results.Split(' '))
        {
            if (result.StartsWith('+'))
            {
                history.Wait(TimeSpan.FromMinutes(int.Parse(result[1..^1], CultureInfo.InvariantCulture)));
                continue;
            }

            AlertEvent? next = result == "close"
                ? history.CloseByHand("by hand")
                : history.Run(Enum.Parse<Status>(result, ignoreCase: true));
            happened.Add(next is null ? "-" : WordOf(next));
        }

        Assert.Equal(told, string.Join(' ', happened));
    }

    private static AlertRules RulesOf(string settings)
    {
        var rules = new AlertRules();
        foreach (string setting in settings.Split(", ").Select(setting => setting.Trim('`')).Where(setting => setting != "defaults"))
        {
            string[] parts = setting.Split(" = ");
            rules = parts[0] switch
            {
                "max_check_attempts" => rules with { MaxAttempts = int.Parse(parts[1], CultureInfo.InvariantCulture) },
                "notification_interval" => rules with
                {
                    NotificationInterval = TimeSpan.FromMinutes(int.Parse(parts[1], CultureInfo.InvariantCulture)),
                },
                "prevent_alert_auto_close" => rules with { ClosesOnOk = false },
                _ => throw new FormatException($"{Page} names a setting that alerts do not know: {setting}"),
            };
        }

        return rules;
    }

    private static string WordOf(AlertEvent told) => told.Kind switch
    {
        AlertEventKind.Opened => $"opens:{told.Status.ToString().ToUpperInvariant()}",
        AlertEventKind.StatusChanged => $"turns:{told.Status.ToString().ToUpperInvariant()}",
        AlertEventKind.Renotified => "again",
        _ => "closes",
    };
}
