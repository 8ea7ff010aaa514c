namespace CheckTcp.Probing.Tls;

/// <summary>Follows the records that a peer sends as long as they are in the clear (RFC 8446 section 5.1): whether they are TLS at all, and
/// whether one of them is an alert. SslStream wants more bytes before it judges, and has no words for some alerts.</summary>
internal sealed class PlainRecords
{
    private const byte ChangeCipherSpec = 20;
    private const byte AlertRecord = 21;
    private const byte HandshakeRecord = 22;
    private const byte ApplicationData = 23;
    private const byte MajorVersion = 3;
    private const byte Warning = 1;
    private const byte Fatal = 2;
    private const int HeadBytes = 5;
    private const int AlertBytes = 2;

    private readonly byte[] _begun = new byte[HeadBytes + AlertBytes];
    private int _length;
    private int _skipped;
    private bool _isFirst = true;
    private bool _isOver;

    /// <summary>The first alert by which the peer ends the handshake: a fatal one, or close_notify.</summary>
    public int? Alert { get; private set; }

    /// <summary>The next bytes from the peer.</summary>
    /// <exception cref="NoTlsException">They are not TLS.</exception>
    /// <exception cref="TlsAlertException">They are an alert in a version that the platform does not know, DTLS or none at all, as a peer
    /// sends it that has not agreed on one yet.</exception>
    public void Follow(ReadOnlySpan<byte> received)
    {
        while (!received.IsEmpty && !_isOver)
        {
            if (_skipped > 0)
            {
                int skipped = Math.Min(_skipped, received.Length);
                _skipped -= skipped;
                received = received[skipped..];
                continue;
            }

            _begun[_length++] = received[0];
            received = received[1..];
            Judge();
        }
    }

    private void Judge()
    {
        if (_isFirst && !CouldBeTls())
        {
            throw new NoTlsException();
        }

        int content = (_begun[3] << 8) | _begun[4];
        bool isAlert = _begun[0] == AlertRecord && content == AlertBytes;
        if (_length == HeadBytes)
        {
            _isOver = _begun[0] is ChangeCipherSpec or ApplicationData; // the rest is encrypted
            if (!isAlert)
            {
                Skip(content);
            }
        }
        else if (_length == HeadBytes + AlertBytes)
        {
            JudgeAlert(_begun[HeadBytes], _begun[HeadBytes + 1]);
            Skip(0);
        }
    }

    private void JudgeAlert(byte level, byte alert)
    {
        if (level == Fatal || alert == TlsAlert.CloseNotify)
        {
            Alert ??= alert;
            if (_begun[1] != MajorVersion)
            {
                throw new TlsAlertException(alert);
            }
        }
    }

    private void Skip(int content)
    {
        _skipped = content;
        _length = 0;
        _isFirst = false;
    }

    /// <summary>A handshake or an alert, whose version begins with 3; an alert of another version must look like one in all else.</summary>
    private bool CouldBeTls() => _length switch
    {
        1 => _begun[0] is AlertRecord or HandshakeRecord,
        2 => _begun[1] == MajorVersion || _begun[0] == AlertRecord,
        _ when _begun[1] == MajorVersion => true,
        4 => _begun[3] == 0,
        5 => _begun[4] == AlertBytes,
        6 => _begun[5] is Warning or Fatal,
        _ => true,
    };
}

/// <summary>The peer did not answer with TLS. An <see cref="IOException"/>, for SslStream lets only those pass as they are.</summary>
internal sealed class NoTlsException : IOException;

/// <summary>The peer ended the handshake with an alert that the platform hides. An <see cref="IOException"/>, as <see cref="NoTlsException"/> is.</summary>
internal sealed class TlsAlertException(int alert, Exception? inner = null) : IOException(null, inner)
{
    public int Alert { get; } = alert;
}
