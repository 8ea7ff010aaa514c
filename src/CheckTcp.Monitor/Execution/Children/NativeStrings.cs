using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Strings as exec takes them: an array of pointers to bytes, ended by NULL. They live outside the managed heap.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte* _block;

    /// <param name="strings">None holds a NUL; bytes that are no UTF-8 are escaped as <see cref="ByteText"/> says.</param>
    public NativeStrings(IReadOnlyCollection<string> strings)
    {
        byte[][] encoded = [.. strings.Select(ByteText.Encode)];
        int pointers = (encoded.Length + 1) * sizeof(byte*);
        _block = (byte*)NativeMemory.Alloc((nuint)(pointers + encoded.Sum(bytes => bytes.Length + 1)));
        byte* next = _block + pointers;
        for (int i = 0; i < encoded.Length; i++)
        {
            Pointers[i] = next;
            encoded[i].CopyTo(new Span<byte>(next, encoded[i].Length));
            next[encoded[i].Length] = 0;
            next += encoded[i].Length + 1;
        }

        Pointers[encoded.Length] = null;
    }

    public byte** Pointers => (byte**)_block;

    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
