using System.Text;
using Plaudit.Data;
using Plaudit.Inference;
using Answer = Plaudit.Inference.Prediction;

namespace Plaudit.Cli.Prediction;

/// <summary>Answers reviews in blocks, so that an input of any length needs the same memory.</summary>
/// <param name="predictor">Gives the answers.</param>
/// <param name="format">Writes them.</param>
/// <param name="threads">Threads that share the work.</param>
/// <param name="reviewsAtOnce">How many reviews are read before they are answered.</param>
/// <param name="cancellation">Stops early.</param>
internal sealed class PredictionRun(
    SentimentPredictor predictor, PredictionFormat format, int threads, int reviewsAtOnce, CancellationToken cancellation)
{
    /// <summary>Enough to form batches of similar length, few enough that a pipe gets its first answers soon.</summary>
    public const int ReviewsAtOnce = 1024;

    // Long texts are answered sooner: 16 MB of them.
    private const long CharactersAtOnce = 8 << 20;

    private readonly List<Review> _reviews = [];
    private bool _hasBegun;
    private long _index;

    /// <summary>How many reviews have been answered.</summary>
    public long Answered => _index;

    /// <summary>Answers every review, as UTF-8 lines.</summary>
    public void Write(IEnumerable<Review> reviews, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        Write(reviews, writer);
    }

    /// <summary>Answers every review. If the input is faulty or the command is stopped, reviews already read are answered first.</summary>
    public void Write(IEnumerable<Review> reviews, TextWriter output)
    {
        long characters = 0;
        try
        {
            foreach (Review review in reviews)
            {
                _reviews.Add(review);
                characters += review.Text.Length;
                if (_reviews.Count < reviewsAtOnce && characters < CharactersAtOnce)
                    continue;
                Answer(output, cancellation);
                characters = 0;
            }
        }
        catch (Exception e) when (e is PlauditException or OperationCanceledException)
        {
            if (_reviews.Count > 0)
                Answer(output, CancellationToken.None);
            throw;
        }

        Answer(output, cancellation);
    }

    private void Answer(TextWriter output, CancellationToken stop)
    {
        // The first reviews tell which columns there are.
        if (!_hasBegun && format.Header(_reviews) is { } header)
            output.WriteLine(header);
        _hasBegun = true;
        IReadOnlyList<Answer?> answers = predictor.TryPredict([.. _reviews.Select(review => review.Text)], threads, stop);
        for (int i = 0; i < _reviews.Count; i++)
            output.WriteLine(format.Line(_index++, _reviews[i], answers[i]));
        _reviews.Clear();
        output.Flush();
    }
}
