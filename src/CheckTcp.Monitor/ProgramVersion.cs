using System.Reflection;

namespace CheckTcp.Monitor;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>As in <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
