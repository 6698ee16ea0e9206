using System.Text;

namespace Plaudit.Tests.Foundation;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-").FullName;

    private string Target => Path.Combine(_folder, "metrics.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_is_written_and_its_folders_are_made()
    {
        string path = Path.Combine(_folder, "runs", "first", "metrics.json");
        AtomicFile.WriteText(path, "{\"text\": \"café\"}");
        Assert.Equal(Encoding.UTF8.GetBytes("{\"text\": \"café\"}"), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void The_content_of_an_old_file_is_replaced_whole()
    {
        AtomicFile.WriteText(Target, "a long text that was there before");
        AtomicFile.WriteText(Target, "short");
        Assert.Equal("short", File.ReadAllText(Target));
        AssertNothingElseInFolder();
    }

    [Fact]
    public void The_old_file_stands_until_the_new_one_is_complete()
    {
        AtomicFile.WriteText(Target, "old");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("half of the new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
        });
        Assert.Equal("half of the new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_no_temporary_one()
    {
        AtomicFile.WriteText(Target, "old");
        var exception = Assert.Throws<PlauditException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[1_000_000]);
            throw new IOException("No space left on device.");
        }));
        Assert.Equal($"cannot write {Target}: No space left on device. What stood there before is unchanged.", exception.Message);
        Assert.IsType<IOException>(exception.InnerException);
        AssertOldFileAlone();
    }

    [Fact]
    public void A_writer_that_fails_of_itself_leaves_the_old_file_and_its_exception_as_it_is()
    {
        AtomicFile.WriteText(Target, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("a fault of the program");
        }));
        AssertOldFileAlone();
    }

    [Fact]
    public void A_writer_that_fails_leaves_no_file_where_there_was_none()
    {
        Assert.Throws<PlauditException>(() => AtomicFile.Write(Target, _ => throw new IOException("gone.")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_by_path()
    {
        File.WriteAllText(Target, "a file, not a folder");
        string path = Path.Combine(Target, "inside", "metrics.json");
        Assert.StartsWith($"cannot write {path}: ", MessageOfWriting(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused_and_stays()
    {
        Directory.CreateDirectory(Path.Combine(Target, "inside"));
        Assert.StartsWith($"cannot write {Target}: ", MessageOfWriting(Target), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(Target, "inside")));
        AssertNothingElseInFolder();
    }

    [Fact]
    public void A_folder_without_write_permission_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "permissions do not bind this user");
        AtomicFile.WriteText(Target, "old");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string message = MessageOfWriting(Target);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.StartsWith($"cannot write {Target}: ", message, StringComparison.Ordinal);
        AssertOldFileAlone();
    }

    [Fact]
    public async Task Readers_beside_the_writer_only_ever_see_whole_files()
    {
        const int length = 200_000;
        AtomicFile.Write(Target, stream => WriteEvenly(stream, 0));
        using var done = new CancellationTokenSource();
        Task<int>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntil(done.Token)))];
        for (byte round = 1; round <= 60; round++)
        {
            byte fill = round;
            AtomicFile.Write(Target, stream => WriteEvenly(stream, fill));
        }

        await done.CancelAsync();
        int[] counts = await Task.WhenAll(readers);
        Assert.All(counts, count => Assert.NotEqual(0, count));
        Assert.Equal(60, File.ReadAllBytes(Target)[0]);
        AssertNothingElseInFolder();

        static void WriteEvenly(Stream stream, byte fill)
        {
            byte[] piece = new byte[length / 4];
            Array.Fill(piece, fill);
            for (int i = 0; i < 4; i++)
            {
                stream.Write(piece);
                stream.Flush();
            }
        }

        int ReadUntil(CancellationToken stop)
        {
            int reads = 0;
            do
            {
                using var stream = new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                byte[] bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                Assert.Equal(length, bytes.Length);
                Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept(bytes[0]));
                reads++;
            }
            while (!stop.IsCancellationRequested);
            return reads;
        }
    }

    [Fact]
    public void A_replaced_file_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        if (OperatingSystem.IsWindows())
            return;
        AtomicFile.WriteText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.WriteText(Target, "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_replaced_file_keeps_its_owner_where_the_process_may_give_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root may give files away");
        AtomicFile.WriteText(Target, "old");
        Assert.True(new FileStatus(true, true, 0, default, 0, 0, 0, Owner: 65534, Group: 65534).TryGiveOwner(Target));
        AtomicFile.WriteText(Target, "new");
        FileStatus status = FileStatus.Of(Target);
        Assert.Equal((65534u, 65534u), (status.Owner, status.Group));
    }

    [Fact]
    public void A_link_keeps_pointing_to_the_file_that_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        AtomicFile.WriteText(Target, "old");
        string link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, Target);
        AtomicFile.WriteText(link, "new");
        Assert.Equal(Target, new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_by_the_next_one()
    {
        // No process has a number above Linux's limit of 2^22.
        string abandoned = $"{Target}.{int.MaxValue}-12ab.tmp";
        string others = Path.Combine(_folder, $"metrics.json.old.{int.MaxValue}-12ab.tmp");
        string notes = Path.Combine(_folder, "metrics.json.notes.tmp");
        foreach (string file in (string[])[abandoned, others, notes])
            File.WriteAllText(file, "half");
        AtomicFile.WriteText(Target, "new");
        Assert.Equal([Target, notes, others], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_another_writer_is_writing_is_left_to_it() => AtomicFile.Write(Target, slow =>
    {
        slow.Write("slow"u8);
        string writing = Assert.Single(Directory.GetFiles(_folder, "*.tmp"));
        File.SetLastWriteTimeUtc(writing, DateTime.UtcNow.AddHours(-1));
        AtomicFile.WriteText(Target, "quick");
        Assert.True(File.Exists(writing));
        Assert.Equal("quick", File.ReadAllText(Target));
    });

    private static string MessageOfWriting(string path) => Assert.Throws<PlauditException>(() => AtomicFile.WriteText(path, "new")).Message;

    private void AssertOldFileAlone()
    {
        Assert.Equal("old", File.ReadAllText(Target));
        AssertNothingElseInFolder();
    }

    private void AssertNothingElseInFolder() => Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
}
