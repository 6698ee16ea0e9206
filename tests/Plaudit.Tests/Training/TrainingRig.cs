using Plaudit.Models;

namespace Plaudit.Tests.Training;

/// <summary>Small recipes for tests of training.</summary>
internal static class TrainingRig
{
    /// <summary>Reads the <c>training</c> part of a recipe.</summary>
    /// <param name="json">Its keys, without braces.</param>
    public static TrainingOptions Options(string json) => Recipe.Parse(
        $$"""
        {
          "name": "test", "layers": [ { "type": "embedding", "size": 2 }, { "type": "lstm", "units": 2 }, { "type": "dense", "units": 1 } ],
          "training": { {{json}} }
        }
        """,
        "test").Training;
}
