using System.Buffers.Binary;
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
    /// <exception cref="InvalidOperationException">The elements are no floats that Plaudit reads.</exception>
    public ReadOnlySpan<float> Floats() => Dtype switch
    {
        SafeTensorsDtype.F32 when BitConverter.IsLittleEndian => MemoryMarshal.Cast<byte, float>(Bytes.Span),
        SafeTensorsDtype.F32 => Convert(4, BinaryPrimitives.ReadSingleLittleEndian),
        SafeTensorsDtype.F16 when BitConverter.IsLittleEndian => Halves(),
        SafeTensorsDtype.F16 => Convert(2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        // A bfloat16 is the upper half of the float it stands for.
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

    // As in SafeTensorsFile: a cold process must not spend its first moments in unoptimised loops.
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
    /// <summary>Its element type: F32; F16, to which the floats are rounded; or U32 for whole numbers whose bits stand in the floats.</summary>
    public string Dtype { get; init; } = SafeTensorsDtype.F32;

    /// <summary>A list of whole numbers from 0, as U32.</summary>
    public static TensorToWrite WholeNumbers(string name, int[] values) =>
        new(name, [values.Length], () => MemoryMarshal.Cast<int, float>(values.AsSpan())) { Dtype = SafeTensorsDtype.U32 };
}
