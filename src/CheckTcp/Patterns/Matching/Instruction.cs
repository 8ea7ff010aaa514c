namespace CheckTcp.Patterns.Matching;

/// <summary>What one instruction does.</summary>
internal enum Opcode : byte
{
    /// <summary>Goes on in two places: the next and the operand.</summary>
    Split,

    /// <summary>Goes on if the assertion in the operand holds.</summary>
    Assert,

    /// <summary>Consumes the character in the operand.</summary>
    Rune,

    /// <summary>Consumes a character of the class with the operand's number.</summary>
    Class,

    /// <summary>Notes the position in the place with the operand's number; only for <see cref="CaptureSearch"/>.</summary>
    Save,

    /// <summary>Goes nowhere: a class without members.</summary>
    Fail,

    /// <summary>The pattern has matched.</summary>
    Match,
}

/// <summary>One instruction of a program.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Next">The index of the instruction after it.</param>
/// <param name="Operand">A character, the number of a class, an assertion or a second index; see <see cref="Matching.Opcode"/>.</param>
internal readonly record struct Instruction(Opcode Opcode, int Next = 0, int Operand = 0);
