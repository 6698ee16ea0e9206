using System.Runtime.InteropServices;
using System.Text;

namespace Plaudit.Server.Models;

/// <summary>
/// What distinguishes one state of a file from another. On Linux that includes the inode and the change time, because a copy may keep length and modification
/// time (rsync -t, a symlink switched to another file, container images).
/// </summary>
/// <param name="Exists">Whether there is a file.</param>
/// <param name="IsRegular">Whether it is a regular file, not a pipe, a device or a folder.</param>
/// <param name="Device">The device it is on; 0 where the system does not say.</param>
/// <param name="Inode">Its number on the device; 0 where the system does not say.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Changed">When its data or attributes last changed, in nanoseconds since 1970.</param>
/// <param name="Written">When its data last changed, in nanoseconds since 1970.</param>
internal readonly record struct FileStamp(bool Exists, bool IsRegular, ulong Device, ulong Inode, long Length, long Changed, long Written)
{
    private const int StatxBytes = 256;
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>The modification time.</summary>
    public DateTimeOffset WrittenAt => DateTimeOffset.UnixEpoch.AddTicks(Written / TimeSpan.NanosecondsPerTick);

    /// <summary>The stamp of a file, behind symbolic links; the default where there is none or it cannot be looked at.</summary>
    public static FileStamp Of(string file)
    {
        if (OperatingSystem.IsLinux())
            return OnLinux(file);
        try
        {
            var info = new FileInfo(file);
            info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return info.Exists
                ? new FileStamp(true, true, 0, 0, info.Length, Nanoseconds(info.CreationTimeUtc), Nanoseconds(info.LastWriteTimeUtc))
                : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private static FileStamp OnLinux(string file)
    {
        byte[] status = new byte[StatxBytes];
        if (Statx(CurrentFolder, Encoding.UTF8.GetBytes(file + '\0'), 0, BasicStats, status) != 0)
            return default;
        // The layout of struct statx is the same on every architecture (statx(2)).
        bool regular = (BitConverter.ToUInt16(status, 28) & TypeMask) == RegularType;
        ulong device = ((ulong)BitConverter.ToUInt32(status, 136) << 32) | BitConverter.ToUInt32(status, 140);
        return new FileStamp(true, regular, device, BitConverter.ToUInt64(status, 32), BitConverter.ToInt64(status, 40), Time(status, 96), Time(status, 112));
    }

    private static long Time(byte[] status, int at) => BitConverter.ToInt64(status, at) * 1_000_000_000 + BitConverter.ToUInt32(status, at + 8);

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);
}
