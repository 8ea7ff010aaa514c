namespace CheckTcp.TestSupport.Mackerel.Control;

/// <summary>What a person does at the server, on its way to the process of a stand-in.</summary>
internal sealed record HandCall(string Method, string Target, string Body);
