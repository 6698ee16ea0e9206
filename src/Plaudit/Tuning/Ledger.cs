using System.Text;
using System.Text.Json;

namespace Plaudit.Tuning;

/// <summary>
/// An append-only file with one JSON event per line, each flushed before the next, so that finished work survives any kill. Half a line
/// at the end, which a kill can leave, is cut off when the ledger is opened again, as is the <see cref="LedgerEvent.Stop"/> of a tuning that
/// continues.
/// </summary>
internal sealed class Ledger : IDisposable
{
    private readonly FileStream _file;

    private Ledger(FileStream file) => _file = file;

    /// <summary>Opens a ledger to continue, or starts one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="owner">What it must belong to.</param>
    /// <param name="events">What it holds, in order, without its first line.</param>
    /// <param name="rungs">How many rungs there are for its events to be of.</param>
    /// <exception cref="PlauditException">It belongs to something else, is damaged, cannot be written, or another process is writing it.</exception>
    public static Ledger Open(string path, LedgerOwner owner, out IReadOnlyList<LedgerEvent> events, int rungs = int.MaxValue)
    {
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            string text = ReadWholeLines(file);
            events = Read(path, text, owner, rungs);
            if (events is [.., { Event: LedgerEvent.Stop }])
                CutLastLine(file, text);
            var ledger = new Ledger(file);
            if (file.Length == 0)
                ledger.Append(new LedgerEvent { Event = LedgerEvent.Begin, Owner = owner });
            return ledger;
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException io && FileLock.IsHeld(io))
                throw new PlauditException($"{path} is being written by another process: wait until that tuning is done, or stop it first", e);
            if (e is IOException or UnauthorizedAccessException)
                throw new PlauditException($"cannot write {path}: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Reads a ledger that another process has written.</summary>
    /// <returns>Its events, or null while the other is at work on it.</returns>
    /// <exception cref="PlauditException">It belongs to something else, is damaged or cannot be read.</exception>
    public static IReadOnlyList<LedgerEvent>? TryRead(string path, LedgerOwner owner, int rungs = int.MaxValue)
    {
        string text;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var reader = new StreamReader(file, Encoding.UTF8);
            text = reader.ReadToEnd();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PlauditException($"cannot read {path}: {e.Message}", e);
        }
        catch (IOException)
        {
            return null;
        }

        return Read(path, text[..(text.LastIndexOf('\n') + 1)], owner, rungs);
    }

    /// <summary>Adds an event, and returns when it is on the disk.</summary>
    /// <exception cref="PlauditException">It cannot be written.</exception>
    public void Append(LedgerEvent e)
    {
        try
        {
            _file.Write(Encoding.UTF8.GetBytes(e.ToJson() + "\n"));
            _file.Flush(flushToDisk: true);
        }
        catch (IOException failure)
        {
            throw new PlauditException($"cannot write {_file.Name}: {failure.Message}", failure);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string ReadWholeLines(FileStream file)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(whole);
        file.Position = whole;
        return Encoding.UTF8.GetString(bytes, 0, whole);
    }

    private static void CutLastLine(FileStream file, string text)
    {
        string last = text[(text.LastIndexOf('\n', text.Length - 2) + 1)..];
        file.SetLength(file.Length - Encoding.UTF8.GetByteCount(last));
        file.Position = file.Length;
    }

    private static List<LedgerEvent> Read(string path, string text, LedgerOwner owner, int rungs)
    {
        var events = new List<LedgerEvent>();
        int number = 0;
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                var e = LedgerEvent.FromJson(line);
                Recorded.Require("rung", e.Rung ?? 0, 0, rungs - 1);
                events.Add(e);
            }
            catch (JsonException e)
            {
                throw new PlauditException(
                    $"{path}, line {number}: damaged: {JsonFault.Describe(e, oneLine: true)}. Remove the line to continue without it; its work "
                    + "will be done again.", e);
            }
        }

        if (events.Count == 0)
            return events;
        if (events[0].Owner is not { } found)
            throw new PlauditException($"{path}: not a ledger: its first line does not say what it belongs to");
        if (found != owner)
            throw new PlauditException(
                $"{path} belongs to another tuning: its {Difference(found, owner)}. Move it away, or give this tuning a folder of its own");
        return events[1..];
    }

    private static string Difference(LedgerOwner found, LedgerOwner owner) => (found, owner) switch
    {
        _ when found.Version != owner.Version => $"format version is {found.Version}, expected {owner.Version}",
        _ when found.Space != owner.Space => "search space is not the one of this folder",
        _ when found.Recipe != owner.Recipe => "recipe is not the one of this folder",
        _ when found.Seed != owner.Seed => $"seed is {found.Seed}, expected {owner.Seed}",
        _ => "reviews are not those that are there now",
    };
}
