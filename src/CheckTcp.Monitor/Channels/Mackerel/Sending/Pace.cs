namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>How fast reports of one host go out.</summary>
/// <param name="MostReports">In one request.</param>
/// <param name="Pause">From one request to the next.</param>
internal readonly record struct Pace(int MostReports, TimeSpan Pause)
{
    /// <summary>The agent's: 20 reports a request, and a second between two.</summary>
    public static readonly Pace Agent = new(20, TimeSpan.FromSeconds(1));

    /// <summary>The API's bound of 100 reports a request; with an answer in 50 ms some 20,000 reports a minute.</summary>
    public static readonly Pace Fast = new(100, TimeSpan.FromMilliseconds(250));

    /// <summary>One request after the other: after a long outage, and when the program ends.</summary>
    public static readonly Pace Full = new(Fast.MostReports, TimeSpan.Zero);

    /// <summary>More than so many would take the agent's pace over ten seconds.</summary>
    private const int Many = 200;

    /// <summary>More than so many would take over ten seconds with pauses, too, and what is new waits behind them.</summary>
    private const int TooMany = 4000;

    /// <summary>The pace for a queue of this length.</summary>
    public static Pace For(long waiting) => waiting > TooMany ? Full : waiting > Many ? Fast : Agent;
}
