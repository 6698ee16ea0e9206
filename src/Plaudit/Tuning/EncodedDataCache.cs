using Plaudit.Recipes;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>The reviews as ids, made once for all trials that read texts the same way. For several threads.</summary>
internal sealed class EncodedDataCache(TrainingData data, int threads)
{
    // Spaces that vary the text have many; the reviews take some hundred megabytes each.
    private const int Kept = 3;

    private readonly Lock _lock = new();
    private readonly List<(string Text, EncodedData Data)> _encoded = [];

    /// <summary>The data as a recipe reads it.</summary>
    public EncodedData Of(Recipe recipe, CancellationToken cancellation)
    {
        string text = TextOptions.Table.Write(recipe.Text).ToJsonString();
        // The second caller waits instead of doing the same work.
        lock (_lock)
        {
            int place = _encoded.FindIndex(entry => entry.Text == text);
            EncodedData encoded = place >= 0
                ? _encoded[place].Data
                : new EncodedData(EncodedData.Fit(recipe.Text, data, cancellation), data, threads, cancellation);
            if (place >= 0)
                _encoded.RemoveAt(place);
            _encoded.Add((text, encoded));
            if (_encoded.Count > Kept)
                _encoded.RemoveAt(0);
            return encoded;
        }
    }
}
