namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>How the reports fare.</summary>
/// <param name="Waiting">How many have not arrived.</param>
/// <param name="Sent">How many have, since the start.</param>
/// <param name="Dropped">How many were given up since the start: six hours old, too many, or refused for what they are.</param>
/// <param name="LastSuccessAt">When reports were last accepted; <c>null</c> for not since the start.</param>
/// <param name="FailingSince">Since when some cannot be delivered; <c>null</c> when all can.</param>
/// <param name="LastError">The latest failure, even if it is over.</param>
internal sealed record SendingFigures(
    long Waiting, long Sent, long Dropped, DateTimeOffset? LastSuccessAt, DateTimeOffset? FailingSince, SendingError? LastError);

/// <summary>Why reports could not be delivered.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">In words.</param>
internal sealed record SendingError(DateTimeOffset At, string Reason);
