using System.Globalization;
using System.Text;

namespace CheckTcp.CommandLine.Formats;

/// <summary>Gauges in Prometheus' text format 0.0.4, one sample after the other.</summary>
/// <param name="common">Labels that every sample has.</param>
internal sealed class MetricsText(params (string Name, string Value)[] common)
{
    private readonly StringBuilder _text = new();
    private string _family = "";

    public void Add(string name, string help, TimeSpan time, params (string Name, string Value)[] labels) =>
        Add(name, help, time.TotalSeconds, labels);

    /// <summary>Adds a sample. Those of one metric come one after the other, as the format demands.</summary>
    public void Add(string name, string help, double value, params (string Name, string Value)[] labels)
    {
        if (name != _family)
        {
            _family = name;
            _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        }

        _text.Append(name);
        char separator = '{';
        foreach ((string label, string text) in (ReadOnlySpan<(string, string)>)[.. common, .. labels])
        {
            if (text.Length > 0) // an empty label is none to Prometheus
            {
                _text.Append(separator).Append(label).Append("=\"").Append(Escape(text)).Append('"');
                separator = ',';
            }
        }

        _text.Append(separator == '{' ? "" : "}").Append(CultureInfo.InvariantCulture, $" {value:R}\n");
    }

    /// <summary>A name that somebody chose as the name of a label (<c>[a-zA-Z_][a-zA-Z0-9_]*</c>) that no sample has anyway.</summary>
    public string LabelName(string name)
    {
        string fit = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return fit.Length == 0 || char.IsAsciiDigit(fit[0]) || fit.StartsWith("__") || common.Any(label => label.Name == fit) ? $"label_{fit}" : fit;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Fit to be shown first, for scrapers hand labels on to pages; then as the format wants it.</summary>
    private static string Escape(string text) => Display.Escape(text).Replace(@"\", @"\\").Replace("\"", "\\\"");
}
