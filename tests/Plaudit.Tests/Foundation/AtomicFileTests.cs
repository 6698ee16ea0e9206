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

    private static string MessageOfWriting(string path) => Assert.Throws<PlauditException>(() => AtomicFile.WriteText(path, "new")).Message;

    private void AssertOldFileAlone()
    {
        Assert.Equal("old", File.ReadAllText(Target));
        AssertNothingElseInFolder();
    }

    private void AssertNothingElseInFolder() => Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
}
