using CheckTcp.CommandLine;

namespace CheckTcp.Monitor.Domain;

/// <summary>Whether two programs do the same, whatever arrays they are made of.</summary>
internal sealed class ProgramComparer : IEqualityComparer<CheckProgram>
{
    public static readonly ProgramComparer Instance = new();

    public bool Equals(CheckProgram? left, CheckProgram? right) => ReferenceEquals(left, right) || (left, right) switch
    {
        (TcpProgram one, TcpProgram other) => IsSame(one.Command, other.Command),
        (ChildProgram one, ChildProgram other) => IsSame(one, other),
        _ => false,
    };

    public int GetHashCode(CheckProgram program) => program switch
    {
        TcpProgram { Command: RunCommand run } => HashCode.Combine(run.Check.Target, StepsComparer.Instance.GetHashCode(run.Check.Steps)),
        TcpProgram tcp => tcp.Command.GetHashCode(),
        ChildProgram child => child.Arguments.Aggregate(child.Arguments.Length, HashCode.Combine),
        _ => program.GetHashCode(),
    };

    private static bool IsSame(CheckCommand left, CheckCommand right) =>
        left is RunCommand one && right is RunCommand other
            ? one.Form == other.Form
                && StepsComparer.Instance.Equals(one.Check.Steps, other.Check.Steps)
                && WithoutSteps(one.Check) == WithoutSteps(other.Check)
            : left == right;

    /// <summary>What the record itself compares by value, properties that are still to come included.</summary>
    private static TcpCheck WithoutSteps(TcpCheck check) => check.Steps.IsEmpty ? check : check with { Steps = [] };

    private static bool IsSame(ChildProgram left, ChildProgram right) =>
        left.User == right.User
        && left.Arguments.AsSpan().SequenceEqual(right.Arguments.AsSpan())
        && left.Environment.Count == right.Environment.Count
        && left.Environment.All(variable => right.Environment.GetValueOrDefault(variable.Key) == variable.Value);
}
