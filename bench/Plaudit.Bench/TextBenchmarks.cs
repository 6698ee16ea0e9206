using BenchmarkDotNet.Attributes;
using Plaudit.Data;
using Plaudit.Text;

namespace Plaudit.Bench;

/// <summary>Cleaning, tokenising and encoding of the built-in sample, as the notebook does it.</summary>
public class TextBenchmarks
{
    private string[] _reviews = [];
    private TextEncoder _encoder = null!;

    /// <summary>Reads the reviews and builds the vocabulary.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _reviews = [.. ReviewData.Open("sample").Labelled.Select(review => review.Text)];
        _encoder = TextEncoder.Fit(Workload.Recipe("baseline").Text, _reviews);
    }

    /// <summary>All reviews to ids, one thread.</summary>
    [Benchmark]
    public int Encode()
    {
        int tokens = 0;
        foreach (string review in _reviews)
            tokens += _encoder.Encode(review).Tokens;
        return tokens;
    }

    /// <summary>The vocabulary from all reviews, one thread.</summary>
    [Benchmark]
    public int Fit() => TextEncoder.Fit(_encoder.Options, _reviews).IdCount;
}
