using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Training;
using Plaudit.Tuning;

namespace Plaudit.Tests.Tuning;

public sealed class LedgerTests : IDisposable
{
    private static readonly LedgerOwner s_owner = new(1, "space", "recipe", "data", 42);

    private static readonly LedgerEvent[] s_events =
    [
        new() { Event = LedgerEvent.Start, At = 0.5, Trial = 0, Rung = 0, Epochs = 1, Values = new Dictionary<string,
            string> { ["training.batchSize"] = "32" } },
        new() { Event = LedgerEvent.EpochDone, At = 1.25, Trial = 0,
            Result = new EpochResult(1, 0.6, 0.7, 0.5, 0.75, 3, 100) { Rate = 0.001, Best = true } },
        new() { Event = LedgerEvent.RungDone, At = 1.5, Trial = 0, Rung = 0, Epochs = 1, Figures = new TrialFigures(0.5, 0.75) },
        new() { Event = LedgerEvent.Failed, At = 2, Trial = 1, Rung = 0, Error = "training has diverged: \"NaN\"\nthen" },
    ];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("ledger.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_are_read_back_as_they_were_written()
    {
        Write(s_events);
        Assert.Equal(s_events.Length + 1, System.IO.File.ReadAllLines(File).Length);
        Assert.Equal(s_events.Select(e => e.ToJson()), Read().Select(e => e.ToJson()));
        Assert.Equal(s_events.Select(e => e.ToJson()), Ledger.TryRead(File, s_owner)!.Select(e => e.ToJson()));
    }

    [Fact]
    public void Half_a_line_that_a_kill_left_is_cut_off()
    {
        Write(s_events);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        int lastLine = System.IO.File.ReadAllLines(File)[^1].Length + 1;
        for (int cut = 1; cut < lastLine; cut += 7)
        {
            System.IO.File.WriteAllBytes(File, whole[..^cut]);
            // One who only reads leaves it; one who writes cuts it off and goes on behind it.
            Assert.Equal(s_events.Length - 1, Ledger.TryRead(File, s_owner)!.Count);
            Write(s_events[^1..]);
            Assert.Equal(whole, System.IO.File.ReadAllBytes(File));
        }
    }

    [Fact]
    public void Ledger_cut_within_its_first_line_begins_anew()
    {
        System.IO.File.WriteAllText(File, "{\"event\":\"beg");
        Write(s_events);
        Assert.Equal(s_events.Length, Read().Count);
    }

    [Theory]
    [InlineData("space", "its search space is not the one of this folder")]
    [InlineData("recipe", "its recipe is not the one of this folder")]
    [InlineData("data", "its reviews are not those that are there now")]
    [InlineData("seed", "its seed is 42, expected 7")]
    public void Ledger_of_another_tuning_is_refused(string other, string says)
    {
        Write(s_events);
        LedgerOwner owner = other switch
        {
            "space" => s_owner with { Space = "x" },
            "recipe" => s_owner with { Recipe = "x" },
            "data" => s_owner with { Data = "x" },
            _ => s_owner with { Seed = 7 },
        };
        foreach (Action read in (Action[])[() => Ledger.Open(File, owner, out _).Dispose(), () => Ledger.TryRead(File, owner)])
            Assert.Contains(says, Assert.Throws<PlauditException>(read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_is_read_and_taken_off_by_one_who_continues()
    {
        Write(s_events);
        byte[] before = System.IO.File.ReadAllBytes(File);
        Write([new LedgerEvent { Event = LedgerEvent.Stop, At = 183, Running = new Dictionary<int, double> { [0] = 12.5 } }]);
        LedgerEvent stop = Ledger.TryRead(File, s_owner)![^1];
        Assert.Equal((183, 12.5), (stop.At, stop.Running![0]));
        Assert.Equal(183, Read()[^1].At);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData("""{"event":"start","trial":-1,"rung":0}""", "trial is -1, expected 0 to 999999")]
    [InlineData("""{"event":"start","trial":0,"rung":99}""", "rung is 99, expected 0 to 2")]
    [InlineData("""{"event":"start","trial":0,"rung":-1}""", "rung is -1, expected 0 to")]
    [InlineData("""{"event":"start","trial":0,"rung":0,"epochs":0}""", "epochs is 0, expected 1 to 100000")]
    [InlineData("""{"event":"start","at":-3,"trial":0,"rung":0}""", "at is -3, expected a number from 0 to 1000000000")]
    [InlineData("""{"event":"rung","trial":0,"rung":0,"figures":{"loss":0.5,"accuracy":7}}""", "accuracy is 7, expected a number from 0 to 1")]
    [InlineData("""{"event":"rung","trial":0,"rung":0,"figures":{"loss":-1,"accuracy":0.5}}""", "loss is -1, expected a finite number from 0")]
    [InlineData("""{"event":"epoch","trial":0,"result":{"epoch":0}}""", "epoch is 0, expected 1 to 100000")]
    [InlineData("""{"event":"epoch","trial":0,"result":{"epoch":1,"seconds":1e300}}""", "seconds is 1E+300, expected a number from 0 to 1000000000")]
    [InlineData("""{"event":"stop","at":1,"running":{"-4":1}}""", "a trial that was running is -4, expected 0 to 999999")]
    [InlineData("""{"event":"start","trial":"x","rung":0}""", "could not be converted to System.Nullable`1[System.Int32]")]
    [InlineData("null", "expected an object, found null")]
    public void Impossible_value_is_named_with_its_line(string line, string says)
    {
        Write([]);
        System.IO.File.AppendAllText(File, line + "\n");
        foreach (Action read in (Action[])[() => Ledger.Open(File, s_owner, out _, rungs: 3).Dispose(), () =>
            Ledger.TryRead(File, s_owner, rungs: 3)])
        {
            string message = Assert.Throws<PlauditException>(read).Message;
            Assert.StartsWith($"{File}, line 2: damaged: ", message, StringComparison.Ordinal);
            Assert.Contains(says, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"event\":\"start\",\"trial\":0}", "line 2: damaged: an event \"start\" lacks what belongs to it")]
    [InlineData("{\"event\":\"party\"}", "line 2: damaged: unknown event \"party\"")]
    [InlineData("{\"eve", "line 2: damaged")]
    public void Damaged_line_is_named(string line, string says)
    {
        Write([]);
        System.IO.File.AppendAllText(File, line + "\n");
        Assert.Contains(says, Assert.Throws<PlauditException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_ledger_is_refused()
    {
        System.IO.File.WriteAllText(File, s_events[0].ToJson() + "\n");
        Assert.Contains("not a ledger", Assert.Throws<PlauditException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_writer_is_refused_and_a_reader_waits_for_another_time()
    {
        using var first = Ledger.Open(File, s_owner, out _);
        Assert.Null(Ledger.TryRead(File, s_owner));
        Assert.Contains("is being written by another process", Assert.Throws<PlauditException>(Read).Message, StringComparison.Ordinal);
    }

    private void Write(LedgerEvent[] events)
    {
        using var ledger = Ledger.Open(File, s_owner, out _);
        foreach (LedgerEvent e in events)
            ledger.Append(e);
    }

    private IReadOnlyList<LedgerEvent> Read()
    {
        Ledger.Open(File, s_owner, out IReadOnlyList<LedgerEvent> events).Dispose();
        return events;
    }
}
