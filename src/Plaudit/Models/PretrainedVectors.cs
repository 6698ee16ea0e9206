using System.Text;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Models;

/// <summary>
/// Gives an embedding the vectors of a file (its <c>vectors</c>) before training: here the layers, which know ids alone, and the vocabulary meet. The
/// trained weights are in the model file, which never needs the vectors again.
/// </summary>
internal static class PretrainedVectors
{
    private const int CheckedEvery = 1000;

    /// <summary>Checks the start of the vector file that a recipe names, if any, before long work begins.</summary>
    /// <exception cref="PlauditException">It is not there, or its vectors are of another size than the embedding.</exception>
    public static void Check(Recipe recipe)
    {
        if (recipe.Layers.OfType<Embedding>().FirstOrDefault() is not { Vectors: { } path } embedding)
            return;
        using var file = VectorFile.Open(path, embedding.Size);
        ReadFrom(path, file.Read);
    }

    /// <summary>
    /// Copies the vectors of the vocabulary's words into the embedding; words that the file does not hold keep the weights they were drawn.
    /// </summary>
    /// <param name="model">The model, its weights drawn.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>How many words were found; null where the recipe names no vectors.</returns>
    /// <exception cref="PlauditException">The file cannot be read, or is not as its format says.</exception>
    public static VectorCoverage? Load(SentimentModel model, CancellationToken cancellation)
    {
        int layer = model.Recipe.Layers.ToList().FindIndex(options => options is Embedding { Vectors: not null });
        if (layer < 0)
            return null;
        var options = (Embedding)model.Recipe.Layers[layer];
        using var file = VectorFile.Open(options.Vectors!, options.Size);
        VectorCoverage coverage =
            ReadFrom(options.Vectors!, () => Copy(file, model.Encoder, model.Layers[layer].Parameters[0], options.Size, cancellation));
        model.Arena.MarkChanged();
        return coverage;
    }

    /// <summary>(V, E) table; row id gets the vector of the word with that id.</summary>
    private static VectorCoverage Copy(VectorFile file, TextEncoder encoder, Parameter table, int size, CancellationToken cancellation)
    {
        bool[] found = new bool[encoder.IdCount];
        var coverage = new VectorCoverage(0, encoder.IdCount - 1, 0);
        char[] word = [];
        while (file.Read())
        {
            if (file.Count % CheckedEvery == 0)
                cancellation.ThrowIfCancellationRequested();
            if (word.Length < file.Token.Length)
                word = new char[2 * file.Token.Length];
            int length = Encoding.UTF8.GetChars(file.Token, word);
            if (!encoder.Vocabulary.TryGetId(word.AsSpan(0, length), out int id) || id >= encoder.IdCount)
                continue;
            if (found[id])
            {
                coverage = coverage with { Duplicates = coverage.Duplicates + 1 };
                continue;
            }

            file.Parse(table.Value.Slice(id * size, size));
            found[id] = true;
            coverage = coverage with { Found = coverage.Found + 1 };
        }

        return coverage;
    }

    private static T ReadFrom<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read the word vectors {path}: {e.Message}", e);
        }
    }
}

/// <summary>How much of a vocabulary a file of word vectors covers.</summary>
/// <param name="Found">Words with a vector in the file.</param>
/// <param name="Words">Words of the vocabulary, an out-of-vocabulary token among them.</param>
/// <param name="Duplicates">Further vectors of words that were found already; the first one of each counts.</param>
public readonly record struct VectorCoverage(int Found, int Words, int Duplicates);
