using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>
/// Sums four products of bytes with the best instructions of the CPU: one with AVX-VNNI, seven with AVX2, about twenty elsewhere. All three give the
/// same integers: a product of bytes fits in 16 bits, and a sum over any layer's units in 32.
/// </summary>
internal static class Int8Dot
{
    /// <summary>Adds to each sum i the products of states 4i .. 4i + 3 and weights 4i .. 4i + 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<byte> states, Vector256<sbyte> weights)
    {
        if (AvxVnni.IsSupported)
            return AvxVnni.MultiplyWideningAndAdd(sum, states, weights);
        return Avx2.IsSupported ? Pairs(sum, states.AsInt16(), weights.AsInt16()) : Plain(sum, states.AsInt32(), weights.AsInt32());
    }

    /// <summary>
    /// AVX2 multiplies 16-bit numbers and adds pairs: once for the even bytes, once for the odd ones. Its instruction for bytes would saturate.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pairs(Vector256<int> sum, Vector256<short> states, Vector256<short> weights)
    {
        Vector256<int> even = Avx2.MultiplyAddAdjacent(states & Vector256.Create((short)255), (weights << 8) >> 8);
        Vector256<int> odd = Avx2.MultiplyAddAdjacent(states >>> 8, weights >> 8);
        return sum + even + odd;
    }

    /// <summary>
    /// The rule in portable operations: byte n of each quad, moved to the low end of 32 bits, without sign for states and with it for weights.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Plain(Vector256<int> sum, Vector256<int> states, Vector256<int> weights)
    {
        Vector256<int> low = Vector256.Create(255);
        sum += (states & low) * ((weights << 24) >> 24);
        sum += ((states >>> 8) & low) * ((weights << 16) >> 24);
        sum += ((states >>> 16) & low) * ((weights << 8) >> 24);
        return sum + ((states >>> 24) * (weights >> 24));
    }
}
