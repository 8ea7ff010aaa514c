using System.Diagnostics;
using System.Globalization;
using CheckTcp.Throughput;

if (args is not [var portText, var addressesText, var atOnceText, var secondsText])
{
    Console.Error.WriteLine("usage: CheckTcp.Throughput PORT ADDRESSES AT_ONCE SECONDS    (measures once for each line of its input)");
    return 2;
}

// What is compiled for the occasion, and the threads that do it, are not what a monitor does all day.
var warmUp = TimeSpan.FromSeconds(8);
var load = new Load(int.Parse(portText, CultureInfo.InvariantCulture), int.Parse(addressesText, CultureInfo.InvariantCulture));
int atOnce = int.Parse(atOnceText, CultureInfo.InvariantCulture);
var duration = TimeSpan.FromSeconds(double.Parse(secondsText, CultureInfo.InvariantCulture));
await load.RunAsync(atOnce, warmUp);
Console.WriteLine("ready");

while (Console.In.ReadLine() is not null)
{
    long begin = Stopwatch.GetTimestamp();
    TimeSpan used = Environment.CpuUsage.TotalTime;
    long allocated = GC.GetTotalAllocatedBytes();

    long succeeded = await load.RunAsync(atOnce, duration);

    double processorSeconds = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
    double wallSeconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
    long bytesEach = (GC.GetTotalAllocatedBytes() - allocated) / succeeded;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{succeeded} {processorSeconds:F3} {wallSeconds:F3} {bytesEach}"));
}

return 0;
