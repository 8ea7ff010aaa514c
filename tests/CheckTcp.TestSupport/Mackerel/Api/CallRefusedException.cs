namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>The server refuses a call.</summary>
/// <param name="status">Of the answer.</param>
/// <param name="message">What the answer says.</param>
public sealed class CallRefusedException(int status, string message) : Exception(message)
{
    public int Status => status;
}
