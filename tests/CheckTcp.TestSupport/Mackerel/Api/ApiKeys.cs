namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>The keys that the server knows.</summary>
/// <param name="Full">May read and write.</param>
/// <param name="ReadOnly">May only read.</param>
public sealed record ApiKeys(string Full, string ReadOnly)
{
    /// <exception cref="CallRefusedException">401 without a known key (what the real server answers is not documented), 403 for a key that may not
    /// write.</exception>
    internal void Check(ApiCall call)
    {
        if (call.ApiKey != Full && call.ApiKey != ReadOnly)
        {
            throw new CallRefusedException(401, "Authentication failed. Please try with valid Api Key.");
        }

        if (call.ApiKey == ReadOnly && call.Method != "GET")
        {
            throw new CallRefusedException(403, "Operation not permitted.");
        }
    }
}
