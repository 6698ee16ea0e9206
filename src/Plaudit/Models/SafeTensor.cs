using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plaudit.Models;

/// <summary>One tensor as it was read: row-major, little-endian.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Dtype">Its element type, such as <c>F32</c> (see <see cref="SafeTensorsDtype"/>).</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Bytes">Its elements: the product of the shape times the element's size.</param>
internal sealed record SafeTensor(string Name, string Dtype, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The elements as floats: a view for F32, a converted copy for F16 and BF16.</summary>
    /// <exception cref="InvalidOperationException">The elements are not floats that Plaudit reads.</exception>
    public ReadOnlySpan<float> Floats() => Dtype switch
    {
        SafeTensorsDtype.F32 when BitConverter.IsLittleEndian => MemoryMarshal.Cast<byte, float>(Bytes.Span),
        SafeTensorsDtype.F32 => Convert(4, BinaryPrimitives.ReadSingleLittleEndian),
        SafeTensorsDtype.F16 when BitConverter.IsLittleEndian => Halves(),
        SafeTensorsDtype.F16 => Convert(2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        // A bfloat16 is the upper half of a float.
        SafeTensorsDtype.BF16 => Convert(2, bytes => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        _ => throw new InvalidOperationException($"tensor {Name} holds {Dtype}, which does not read as floats."),
    };

    /// <summary>The elements of a U32 tensor as a copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public int[] WholeNumbers()
    {
        if (Dtype != SafeTensorsDtype.U32)
            throw new InvalidOperationException($"tensor {Name} holds {Dtype}, which does not read as whole numbers.");
        int[] values = new int[Bytes.Length / sizeof(uint)];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(Bytes.Span.Slice(i * sizeof(uint), sizeof(uint)));
        return values;
    }

    /// <summary>
    /// The first element that is NaN or an infinity, -1 where there is none. Told from the exponent's bits: half precision is not converted for it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements are not floats that Plaudit reads.</exception>
    public int IndexOfNotFinite() => Dtype switch
    {
        SafeTensorsDtype.F32 => FirstWith(0x7F80_0000u, MemoryMarshal.Cast<byte, uint>(Bytes.Span), BinaryPrimitives.ReverseEndianness),
        SafeTensorsDtype.F16 => FirstWith((ushort)0x7C00, MemoryMarshal.Cast<byte, ushort>(Bytes.Span), BinaryPrimitives.ReverseEndianness),
        SafeTensorsDtype.BF16 => FirstWith((ushort)0x7F80, MemoryMarshal.Cast<byte, ushort>(Bytes.Span), BinaryPrimitives.ReverseEndianness),
        _ => throw new InvalidOperationException($"tensor {Name} holds {Dtype}, which does not read as floats."),
    };

    // Compiled for speed at once: a cold process must not spend its first moments in unoptimised loops over millions of weights.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstWith<T>(T exponent, ReadOnlySpan<T> elements, Func<T, T> reverse)
        where T : unmanaged, IBinaryInteger<T>
    {
        T mask = BitConverter.IsLittleEndian ? exponent : reverse(exponent);
        for (int i = 0; i < elements.Length; i++)
        {
            if ((elements[i] & mask) == mask)
                return i;
        }

        return -1;
    }

    // As above: a cold process must not spend its first moments in unoptimised loops.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float[] Halves()
    {
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(Bytes.Span);
        float[] floats = new float[halves.Length];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = (float)halves[i];
        return floats;
    }

    private float[] Convert(int size, Func<ReadOnlySpan<byte>, float> element)
    {
        ReadOnlySpan<byte> bytes = Bytes.Span;
        float[] floats = new float[bytes.Length / size];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = element(bytes.Slice(i * size, size));
        return floats;
    }
}

/// <summary>Gives the elements of a tensor where they lie, so that saving needs no second copy of the weights.</summary>
internal delegate ReadOnlySpan<float> FloatSource();

/// <summary>One tensor to write.</summary>
/// <param name="Name">Its name, unique in the file and not <c>__metadata__</c>.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Floats">Its elements, row-major: as many as the product of the shape.</param>
internal sealed record TensorToWrite(string Name, IReadOnlyList<int> Shape, FloatSource Floats)
{
    /// <summary>Its element type: F32; F16, to which the floats are rounded; or U32 for integers stored in the floats' bits.</summary>
    public string Dtype { get; init; } = SafeTensorsDtype.F32;

    /// <summary>A list of whole numbers from 0, as U32.</summary>
    public static TensorToWrite WholeNumbers(string name, int[] values) =>
        new(name, [values.Length], () => MemoryMarshal.Cast<int, float>(values.AsSpan())) { Dtype = SafeTensorsDtype.U32 };
}
