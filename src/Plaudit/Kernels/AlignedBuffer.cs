using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// Memory that grows when asked and never moves: a pinned array, its first element on a 64-byte line. Holds floats or ints.
/// Workspaces reuse theirs in every step, so the steady state allocates nothing.
/// </summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Line = 64;

    private T[] _array = [];

    /// <summary>The first element; valid until the next <see cref="Ensure"/>.</summary>
    public T* Pointer { get; private set; }

    /// <summary>The number of elements last requested.</summary>
    public int Length { get; private set; }

    /// <summary>The elements last requested.</summary>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>Makes room for <paramref name="length"/> elements. The content is undefined after growth.</summary>
    /// <exception cref="PlauditException">More elements than one array can have.</exception>
    public T* Ensure(long length)
    {
        long needed = length + (Line / sizeof(T));
        if (needed > Array.MaxLength)
            throw new PlauditException(
                $"a matrix of {length} numbers is needed, but memory comes in pieces of at most {Array.MaxLength}; use fewer units or smaller "
                + "batches");
        if (Pointer == null || needed > _array.Length)
        {
            // A quarter more than requested, since batches differ in size.
            long grown = _array.Length == 0 ? needed : Math.Min(needed + (length / 4), Array.MaxLength);
            _array = GC.AllocateArray<T>((int)grown, pinned: true);
            nint address = (nint)Unsafe.AsPointer(ref _array[0]);
            Pointer = (T*)((address + Line - 1) & ~(nint)(Line - 1));
        }

        Length = (int)length;
        return Pointer;
    }
}
