// Checks a mail server from a program of one's own: Embedding HOST PORT
using System.Globalization;
using CheckTcp;
using CheckTcp.Patterns;
using CheckTcp.Probing;

var check = new TcpCheck
{
    Name = "MAIL",
    Target = Target.Tcp(args[0], int.Parse(args[1], CultureInfo.InvariantCulture)),
    Steps = [new ExpectStep(Pattern.Parse("^220 ")), new QuitStep("QUIT\r\n"u8.ToArray())],
    Thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(3), Critical = TimeSpan.FromSeconds(10) },
    Limits = new Limits { Timeout = TimeSpan.FromSeconds(15) },
};

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, _) => stop.Cancel();

var prober = new Prober(); // one for the whole program
Observation seen = await prober.RunAsync(check, stop.Token);
Judgement judgement = Judgement.Of(check, seen);

Console.WriteLine(judgement.Line);
Console.WriteLine(string.Join('\n', seen.Attempts.Select(attempt =>
    $"address {attempt.EndPoint}: {(attempt.Connected ? "connected" : attempt.Failure?.Message)}")));
return judgement.Status == Status.Ok ? 0 : 1;
