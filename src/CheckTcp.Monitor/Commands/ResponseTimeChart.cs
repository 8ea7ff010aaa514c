using System.Globalization;
using System.Text;
using CheckTcp.Monitor.Facade;

namespace CheckTcp.Monitor.Commands;

/// <summary>Response times over a period as a small chart of plain text: the longest of each slice of time, and under it how the runs came
/// out.</summary>
internal static class ResponseTimeChart
{
    private const int Columns = 60;
    private const int Rows = 8;

    // An eighth of a character's height each.
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    /// <summary>The lines of the chart; none when there was no run.</summary>
    public static IReadOnlyList<string> Of(HistoryView history)
    {
        Slice[] slices = Cut(history);
        double longest = slices.Max(slice => slice.Longest) ?? 0;
        if (longest <= 0)
        {
            return [];
        }

        var lines = new List<string>(Rows + 3);
        for (int row = Rows - 1; row >= 0; row--)
        {
            string label = row == Rows - 1 ? Time(longest) : row == 0 ? Time(0) : "";
            var line = new StringBuilder(label.PadLeft(9)).Append(" │");
            foreach (Slice slice in slices)
            {
                line.Append(Blocks[Math.Clamp((int)Math.Ceiling(((slice.Longest ?? 0) / longest * Rows * 8) - (row * 8)), 0, 8)]);
            }

            lines.Add(line.ToString().TrimEnd());
        }

        lines.Add("          └" + new string('─', Columns));
        lines.Add("           " + string.Concat(slices.Select(slice => slice.Mark)).TrimEnd());
        string since = Moment(history.Since);
        lines.Add("           " + since + Moment(history.Until).PadLeft(Columns - since.Length));
        return lines;
    }

    private static Slice[] Cut(HistoryView history)
    {
        var slices = new Slice[Columns];
        foreach (ResultView result in history.Results)
        {
            slices[IndexOf(history, result.At)].Add(result.ResponseTime, Rank(result.Status));
        }

        foreach (RollupView rollup in history.Rollups)
        {
            int worst = rollup.Critical > 0 ? 3 : rollup.Unknown > 0 ? 2 : rollup.Warning > 0 ? 1 : 0;
            slices[IndexOf(history, rollup.At)].Add(rollup.Max, worst);
        }

        return slices;
    }

    private static int IndexOf(HistoryView history, DateTimeOffset at) =>
        Math.Clamp((int)((at - history.Since) / (history.Until - history.Since) * Columns), 0, Columns - 1);

    private static int Rank(string status) => status switch { "OK" => 0, "WARNING" => 1, "CRITICAL" => 3, _ => 2 };

    private static string Moment(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Time(double seconds) => seconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.#} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s");

    private struct Slice
    {
        private int? _worst;

        public double? Longest { get; private set; }

        public readonly char Mark => _worst switch { null => ' ', 0 => '.', 1 => 'W', 2 => 'U', _ => 'C' };

        public void Add(double time, int rank)
        {
            Longest = Math.Max(Longest ?? 0, time);
            _worst = Math.Max(_worst ?? 0, rank);
        }
    }
}
