using FsCheck;
using FsCheck.Fluent;
using Plaudit.Layers;

namespace Plaudit.Tests.Layers;

public class RaggedBatchTests
{
    // Sequences, and which of them to take: any, in any order, more than once.
    private static readonly Arbitrary<(int[][] Sequences, int[] Rows)> s_batches = (
        from sequences in Gen.NonEmptyListOf(
            from length in Gen.Choose(1, 12)
            from ids in Gen.ArrayOf(Gen.Choose(0, 20), length)
            select ids)
        from rows in Gen.NonEmptyListOf(Gen.Choose(0, sequences.Count - 1))
        select (sequences.ToArray(), rows.ToArray())).ToArbitrary();

    [Fact]
    public void Any_batch_is_what_sorting_and_reading_step_by_step_gives()
    {
        // One batch filled again and again: nothing of an earlier filling may be left behind.
        var batch = new RaggedBatch();
        Prop.ForAll(s_batches, given =>
        {
            (int[][] sequences, int[] rows) = given;
            batch.Fill(sequences, rows);
            int[] order = [.. Enumerable.Range(0, rows.Length).OrderByDescending(row => sequences[rows[row]].Length)];
            int[][] sorted = [.. order.Select(row => sequences[rows[row]])];
            int steps = sorted[0].Length;
            int[][] active = [.. Enumerable.Range(0, steps).Select(t => sorted.Where(ids => ids.Length > t).Select(ids => ids[t]).ToArray())];
            Assert.Equal((rows.Length, sorted.Sum(ids => ids.Length), steps), (batch.Rows, batch.Tokens, batch.Steps));
            Assert.Equal(order, batch.Order.ToArray());
            Assert.Equal(sorted.Select(ids => ids.Length), batch.Lengths.ToArray());
            Assert.Equal(active.SelectMany(ids => ids), batch.Ids.ToArray());
            Assert.Equal(Enumerable.Range(0, steps + 1).Select(t => active.Take(t).Sum(ids => ids.Length)), batch.Offsets.ToArray());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_batch_of_sixty_four_long_reviews_is_stored_step_by_step()
    {
        var random = new SeededRandom(3);
        int[][] sequences = new int[64][];
        for (int i = 0; i < sequences.Length; i++)
            sequences[i] = [.. Enumerable.Repeat(i, 1 + random.NextInt32(400))];
        var batch = new RaggedBatch();
        batch.Fill(sequences, [.. Enumerable.Range(0, 64)]);
        for (int step = 0; step < batch.Steps; step++)
        {
            int active = batch.Offsets[step + 1] - batch.Offsets[step];
            Assert.Equal(sequences.Count(ids => ids.Length > step), active);
            Assert.Equal(batch.Order[..active].ToArray(), batch.Ids.Slice(batch.Offsets[step], active).ToArray());
        }
    }

    [Fact]
    public void No_rows_and_reviews_without_tokens_are_refused()
    {
        var batch = new RaggedBatch();
        Assert.Contains("at least one review", Assert.Throws<ArgumentException>(() => batch.Fill([[1]], [])).Message);
        Assert.Contains("review 1 has no tokens", Assert.Throws<ArgumentException>(() => batch.Fill([[1], []], [0, 1])).Message);
    }
}
