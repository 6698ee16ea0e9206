using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>
/// Which width the kernels run at. <c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c> and <c>DOTNET_EnableHWIntrinsic=0</c> force a narrower
/// one. The conditions are constants to the JIT, so choosing costs nothing.
/// </summary>
internal static class Simd
{
    public static bool Use512 => Vector512.IsHardwareAccelerated;

    public static bool Use256 => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>Floats in a register: 16, 8 or 4.</summary>
    public static int Width => Use512 ? Lane512.Width : Use256 ? Lane256.Width : Lane128.Width;

    /// <summary>Rows of the register tile at this width.</summary>
    public static int TileRows => Use512 ? Lane512.TileRows : Use256 ? Lane256.TileRows : Lane128.TileRows;

    /// <summary>The instruction set in words, for logs and benchmark tables.</summary>
    public static string Name => Use512 ? "AVX-512" : Use256 ? "AVX2" : Vector128.IsHardwareAccelerated ? "128-bit" : "scalar";

    /// <summary>Runs a member's part of a job at this machine's width: the one place where kernels choose it.</summary>
    public static void Run<TJob>(in TJob job, int member, int members)
        where TJob : struct, ILaneJob
    {
        if (Use512)
            job.Run<Lane512>(member, members);
        else if (Use256)
            job.Run<Lane256>(member, members);
        else
            job.Run<Lane128>(member, members);
    }
}
