using BenchmarkDotNet.Attributes;
using Plaudit.Inference;

namespace Plaudit.Bench;

/// <summary>The predictor as a program uses it: text in, answer out, one thread.</summary>
public class PredictionBenchmarks
{
    private SentimentPredictor _predictor = null!;
    private string[] _reviews = [];
    private string _review = "";

    /// <summary>A model with untrained weights: the time does not depend on them.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var workload = new Workload("sample");
        _predictor = new SentimentPredictor(workload.Model("baseline"));
        _reviews = [.. workload.Reviews.Select(review => review.Text)];
        _review = string.Join(' ', _reviews.Take(6));
    }

    /// <summary>One review of 200 tokens and more.</summary>
    [Benchmark]
    public double One() => _predictor.Predict(_review).Score;

    /// <summary>The sample's 360 training reviews, padded to 200 tokens as the notebook does.</summary>
    [Benchmark]
    public int Many() => _predictor.Predict(_reviews).Count;
}
