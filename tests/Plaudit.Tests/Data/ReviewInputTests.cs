using System.Runtime.CompilerServices;
using System.Text;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

public sealed class ReviewInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_line_of_a_text_is_a_review_and_empty_lines_are_empty_reviews()
    {
        using var input = ReviewInput.Open(_folder.Write("r.txt", "first\r\n\nthird, \"quoted\"\nlast without an end"));
        Assert.Equal(
            [("first", "r.txt:1"), ("", "r.txt:2"), ("third, \"quoted\"", "r.txt:3"), ("last without an end", "r.txt:4")],
            input.Select(review => (review.Text, review.Source)));
    }

    [Theory]
    [InlineData("r.csv", "review\na\n\nb\n")]
    [InlineData("r.csv", "id,review\n1,a\n2,\n3,b\n")]
    [InlineData("r.tsv", "id\treview\n1\ta\n2\t\n3\tb")]
    [InlineData("r.jsonl", "{\"text\":\"a\"}\n\n{\"review\":\"b\",\"label\":\"odd\"}\n")]
    public void Labels_are_not_needed_and_every_row_gives_a_review(string name, string content)
    {
        using var input = ReviewInput.Open(_folder.Write(name, content));
        Assert.Equal([("a", null), ("", null), ("b", null)], input.Select(review => (review.Text, review.Label)));
    }

    [Fact]
    public void Format_is_told_by_the_extension_or_by_the_caller()
    {
        string path = _folder.Write("r.dat", "body\nx\n");
        Assert.Contains("extension '.dat'", Assert.Throws<PlauditException>(() => ReviewInput.Open(path)).Message, StringComparison.Ordinal);
        using var input = ReviewInput.Open(path, ReviewInputFormat.Csv, new ReviewReadOptions { TextColumn = "BODY" });
        Assert.Equal("x", Assert.Single(input).Text);
        Assert.Contains("cannot read", Assert.Throws<PlauditException>(() => ReviewInput.Open(_folder.File("no.txt"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_row_is_an_error_or_counted()
    {
        string path = _folder.Write("r.csv", "id,review\n1,a\n2\n3,b\n");
        using var strict = ReviewInput.Open(path);
        Assert.StartsWith("r.csv, row 3 (line 3): expected 2 fields, found 1", Assert.Throws<PlauditException>(() => strict.Count()).Message,
            StringComparison.Ordinal);
        using var lenient = ReviewInput.Open(path, options: new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Equal(["a", "b"], lenient.Select(review => review.Text));
        Assert.Equal(1, lenient.SkippedRows);
    }

    [Theory]
    [InlineData(ReviewInputFormat.Text, "A line of text that says little.\n", "")]
    [InlineData(ReviewInputFormat.Csv, "\"A line of \"\"text\"\".\"\n", "review\n")]
    [InlineData(ReviewInputFormat.JsonLines, "{\"text\":\"A line of text.\"}\n", "")]
    public void Endless_input_is_read_as_it_comes_and_nothing_of_it_is_kept(ReviewInputFormat format, string line, string header)
    {
        var endless = new Endless(header, line);
        using var input = new ReviewInput(endless, "pipe", format);
        var seen = new List<WeakReference>();
        using IEnumerator<Review> reviews = input.GetEnumerator();
        for (int count = 1; count <= 50_000; count++)
            Next(reviews, count % 1000 == 0 ? seen : null);
        Assert.InRange(endless.BytesRead, 50_000L * line.Length, (50_000L * line.Length) + 300_000);

        GC.Collect();
        Assert.InRange(seen.Count(review => review.IsAlive), 0, 1);
    }

    [Theory]
    [InlineData(ReviewInputFormat.Text, "")]
    [InlineData(ReviewInputFormat.Csv, "id,review\n1,\"")]
    public void Endless_row_is_an_error_before_it_fills_the_memory(ReviewInputFormat format, string header)
    {
        using var input = new ReviewInput(new Endless(header, new string('x', 10_000)), "pipe", format);
        Assert.Contains("longer than 16,777,216 characters", Assert.Throws<PlauditException>(() => input.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_is_enumerated_once()
    {
        using var input = new ReviewInput(new MemoryStream("a\n"u8.ToArray()), "r", ReviewInputFormat.Text);
        Assert.Single(input);
        Assert.Throws<InvalidOperationException>(() => input.Count());
    }

    // Apart, so that no local variable of the test keeps a review alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Next(IEnumerator<Review> reviews, List<WeakReference>? seen)
    {
        Assert.True(reviews.MoveNext());
        Assert.StartsWith("A line of", reviews.Current.Text, StringComparison.Ordinal);
        seen?.Add(new WeakReference(reviews.Current.Text));
    }

    private sealed class Endless(string header, string line) : MemoryStream
    {
        private readonly byte[] _line = Encoding.UTF8.GetBytes(line);
        private byte[] _next = Encoding.UTF8.GetBytes(header + line);

        public override bool CanSeek => false;

        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int length = Math.Min(_next.Length, count);
            _next.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
            _next = length < _next.Length ? _next[length..] : _line;
            BytesRead += length;
            return length;
        }
    }
}
