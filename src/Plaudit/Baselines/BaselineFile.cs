using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Baselines;

/// <summary>Makes a baseline of what its model file holds.</summary>
internal static class BaselineFile
{
    /// <summary>Loads a baseline of any kind.</summary>
    /// <exception cref="PlauditException">The file does not hold what its recipe asks for.</exception>
    public static BaselineModel Load(ModelContent content)
    {
        TextEncoder encoder = BaselineText.EncoderOf(content);
        BaselineModel model = content.Recipe.Baseline is LexiconOptions ? LexiconModel.Load(content, encoder) : LoadNgrams(content, encoder);
        model.Metrics = content.Metrics;
        model.Seen = content.Seen;
        return model;
    }

    private static NgramModel LoadNgrams(ModelContent content, TextEncoder encoder)
    {
        BaselineOptions kind = content.Recipe.Baseline!;
        var table = NgramTable.Load(content.File, BaselineText.WordCount(encoder), NgramFitting.NgramsOf(kind).Longest);
        return new NgramModel(content.Recipe, encoder, table, NgramWeights.Load(content.File, kind, table.Count));
    }
}
