using FsCheck;
using FsCheck.Fluent;
using Plaudit.Baselines;
using Plaudit.Recipes;

namespace Plaudit.Tests.Baselines;

public class NgramTableTests
{
    private const int Words = 4;

    // -1 is an unknown word.
    private static readonly Arbitrary<int[][]> s_reviews = Gen.Choose(-1, Words - 1).ArrayOf().ArrayOf().ToArbitrary();

    private static readonly Arbitrary<NgramOptions> s_ngrams = (
        from longest in Gen.Choose(1, 4)
        from minimum in Gen.Choose(1, 3)
        select new NgramOptions(longest, minimum)).ToArbitrary();

    [Fact]
    public void It_holds_just_the_ngrams_that_enough_reviews_hold() =>
        Prop.ForAll(s_reviews, s_ngrams, (reviews, ngrams) =>
        {
            int[][] known = KnownWordsAlone(reviews, ngrams);
            var expected = known.SelectMany(review => NgramsOf(review, ngrams.Longest).Distinct())
                .GroupBy(ngram => ngram, StringComparer.Ordinal)
                .Where(group => !group.Key.Contains(' ') || group.Count() >= ngrams.MinimumReviews)
                .Select(group => group.Key)
                .Union(Enumerable.Range(0, Words).Select(word => $"{word}"), StringComparer.Ordinal);
            string[] found = [.. Names(NgramTable.Build(known, Words, ngrams, new FittingOptions()))];
            Assert.Equal(found.Length, found.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_review_gets_the_numbers_of_its_ngrams_as_often_as_they_occur() =>
        Prop.ForAll(s_reviews, s_ngrams, Gen.Choose(-1, Words - 1).ArrayOf().ToArbitrary(), (reviews, ngrams, review) =>
        {
            var table = NgramTable.Build(KnownWordsAlone(reviews, ngrams), Words, ngrams, new FittingOptions());
            string[] names = [.. Names(table)];
            int[] numbers = new int[review.Length * table.Longest];
            int count = table.Find(review, numbers);
            IEnumerable<string> expected = NgramsOf(review, ngrams.Longest).Where(names.Contains);
            Assert.Equal(expected.Order(StringComparer.Ordinal), numbers[..count].Select(number => names[number]).Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_number_of_threads_changes_nothing() =>
        Prop.ForAll(s_reviews, s_ngrams, (reviews, ngrams) =>
        {
            int[][] known = KnownWordsAlone(reviews, ngrams);
            string[] alone = [.. Names(NgramTable.Build(known, Words, ngrams, new FittingOptions()))];
            Assert.Equal(alone, Names(NgramTable.Build(known, Words, ngrams, new FittingOptions { Threads = 3 })));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counting_keeps_up_with_many_different_keys()
    {
        // Enough for the table to grow many times; each key is in two reviews, one of them twice.
        var counts = new ReviewCounts();
        ulong[] keys = [.. Enumerable.Range(0, 50_000).Select(i => ((ulong)(i % 300) << 32) | (uint)(i / 300))];
        foreach (int review in (int[])[3, 3, 9])
        {
            foreach (ulong key in keys)
                counts.Add(key, ReviewCounts.Hash(key), review);
        }

        counts.Add(ulong.MaxValue, ReviewCounts.Hash(ulong.MaxValue), 10);
        Assert.Equal(keys.Order(), counts.FoundIn(2).Order());
        Assert.Equal(keys.Length + 1, counts.FoundIn(1).Count());
        Assert.Empty(counts.FoundIn(3));
    }

    /// <summary>Training drops rare words before n-grams are counted; so does this.</summary>
    private static int[][] KnownWordsAlone(int[][] reviews, NgramOptions ngrams) =>
        [.. reviews.Select(review =>
            review.Select(word => reviews.Count(other => other.Contains(word)) >= ngrams.MinimumReviews ? word : -1).ToArray())];

    private static IEnumerable<string> NgramsOf(int[] review, int longest) =>
        from start in Enumerable.Range(0, review.Length)
        from length in Enumerable.Range(1, longest)
        where start + length <= review.Length && review.AsSpan(start, length).IndexOf(-1) < 0
        select string.Join(' ', review[start..(start + length)]);

    private static IEnumerable<string> Names(NgramTable table) => table.All().Select(words => string.Join(' ', words));
}
