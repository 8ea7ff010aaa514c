namespace CheckTcp;

/// <summary>What follows a message that begins as an <see cref="ExpectFrameStep"/> has it: the next step, by default.</summary>
internal readonly record struct FrameSequel
{
    /// <summary>Nothing: with this message all has been said, and no step follows.</summary>
    public static FrameSequel End => new() { IsEnd = true };

    /// <summary>A failure: the message shows that the server does not do its work.</summary>
    public static FrameSequel Rejection => new() { IsRejection = true };

    /// <inheritdoc cref="End"/>
    public bool IsEnd { get; private init; }

    /// <inheritdoc cref="Rejection"/>
    public bool IsRejection { get; private init; }

    /// <inheritdoc cref="AnotherAfter"/>
    public ReadOnlyMemory<byte>? Reply { get; private init; }

    /// <inheritdoc cref="NoTls"/>
    public string? WhyNoTls { get; private init; }

    /// <summary>Another message of the same step, once the server has had this reply.</summary>
    public static FrameSequel AnotherAfter(ReadOnlyMemory<byte> reply) => new() { Reply = reply };

    /// <summary>A failure: TLS cannot begin, and why.</summary>
    public static FrameSequel NoTls(string why) => new() { WhyNoTls = why };
}
