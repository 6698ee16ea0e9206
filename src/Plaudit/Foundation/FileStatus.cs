using System.Runtime.InteropServices;

namespace Plaudit;

/// <summary>
/// The file system's information about a file, following symbolic links. Two equal values mean the same bytes, as far as a file system can tell: on
/// Linux the inode and the change time are part of it, so that a file swapped for one of the same length and modification time is noticed.
/// </summary>
/// <param name="Exists">Whether there is a file; everything else is 0 where there is none.</param>
/// <param name="IsRegular">Whether it is a plain file, not a folder, pipe, socket or device.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When its content was last written.</param>
/// <param name="Changed">When content, name or rights last changed: nanoseconds since 1970 on Linux, else the ticks of its creation.</param>
/// <param name="Device">The device it lies on; 0 where unknown.</param>
/// <param name="Inode">Its number on that device; 0 where unknown.</param>
/// <param name="Owner">The user's number; 0 where unknown.</param>
/// <param name="Group">The group's number; 0 where unknown.</param>
internal readonly partial record struct FileStatus(
    bool Exists, bool IsRegular, long Length, DateTime Written, long Changed, ulong Device, ulong Inode, uint Owner, uint Group)
{
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7ff;
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    /// <summary>Looks at a file; one that is missing or may not be looked at does not exist.</summary>
    public static FileStatus Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return OfAnySystem(path);
        try
        {
            return StatX(CurrentFolder, path, 0, BasicFields, out LinuxStatus status) == 0 ? OfLinux(status) : default;
        }
        catch (EntryPointNotFoundException)
        {
            return OfAnySystem(path);
        }
    }

    /// <summary>Gives a file the owner and group of this one, where this process may.</summary>
    /// <returns>Whether it now has them.</returns>
    public bool TryGiveOwner(string path) => !OperatingSystem.IsLinux() || ChangeOwner(path, Owner, Group) == 0;

    private static FileStatus OfLinux(in LinuxStatus status) => new(
        true,
        (status.Mode & TypeMask) == RegularFile,
        (long)status.Size,
        DateTime.UnixEpoch.AddSeconds(status.WrittenSeconds).AddTicks(status.WrittenNanoseconds / 100),
        (status.ChangedSeconds * 1_000_000_000) + status.ChangedNanoseconds,
        ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
        status.Inode,
        status.Owner,
        status.Group);

    private static FileStatus OfAnySystem(string path)
    {
        try
        {
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return file.Exists
                ? new FileStatus(true, !file.Attributes.HasFlag(FileAttributes.Device), file.Length, file.LastWriteTimeUtc,
                file.CreationTimeUtc.Ticks, 0, 0, 0, 0)
                : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint fields, out LinuxStatus status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    /// <summary>struct statx of the kernel's interface, the same on every architecture (statx(2)).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStatus
    {
        [FieldOffset(20)]
        public uint Owner;
        [FieldOffset(24)]
        public uint Group;
        [FieldOffset(28)]
        public ushort Mode;
        [FieldOffset(32)]
        public ulong Inode;
        [FieldOffset(40)]
        public ulong Size;
        [FieldOffset(96)]
        public long ChangedSeconds;
        [FieldOffset(104)]
        public uint ChangedNanoseconds;
        [FieldOffset(112)]
        public long WrittenSeconds;
        [FieldOffset(120)]
        public uint WrittenNanoseconds;
        [FieldOffset(136)]
        public uint DeviceMajor;
        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
