using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Baselines;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Baselines;

public class BaselineFileTests
{
    private static readonly Arbitrary<string[]> s_texts =
        Gen.Elements("good", "bad", "film", "the", "dull", "not", "zebra").NonEmptyListOf().Select(words => string.Join(' ', words)).ArrayOf(6)
            .ToArbitrary();

    [Theory]
    [InlineData("lexicon")]
    [InlineData("naive-bayes")]
    [InlineData("tfidf-logistic")]
    [InlineData("tfidf-svm")]
    [InlineData("nb-logistic")]
    public void A_loaded_model_scores_alike_and_saves_to_the_same_bytes(string recipe)
    {
        using var folder = new TemporaryFolder();
        BaselineModel model = BaselineRig.OnSample(recipe);
        model.Metrics = """{ "accuracy": 1 }""";
        model.Save(folder.File("model.safetensors"));
        IReviewClassifier loaded = ModelLoader.Load(folder.Path);
        string[] texts = BaselineRig.Texts(BaselineRig.Sample.Test);
        Assert.Equal(model.Answers(texts), loaded.Answers(texts));
        Assert.Equal(model.ParameterCount, loaded.ParameterCount);
        Assert.Equal(model.Metrics, loaded.Metrics);
        Assert.Equal(recipe, loaded.Recipe.Kind);
        loaded.Save(folder.File("again.safetensors"));
        Assert.Equal(File.ReadAllBytes(folder.File("model.safetensors")), File.ReadAllBytes(folder.File("again.safetensors")));
    }

    [Fact]
    public void Whatever_it_was_fitted_on_a_loaded_model_scores_alike() =>
        Prop.ForAll(s_texts, Gen.Elements("naive-bayes", "tfidf-logistic", "tfidf-svm", "nb-logistic").ToArbitrary(), (texts, kind) =>
        {
            using var folder = new TemporaryFolder();
            BaselineModel model = BaselineRig.Fit(
                BaselineRig.RecipeOf(kind, """{ "ngrams": 3, "minimumReviews": 1 }"""),
                BaselineRig.Reviews(texts.Select((text, i) => (text, i % 2 == 0))));
            model.Save(folder.File("model.safetensors"));
            Assert.Equal(model.Answers(texts), ModelLoader.Load(folder.File("model.safetensors")).Answers(texts));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_safetensors_reader_finds_whole_numbers_and_floats()
    {
        using var folder = new TemporaryFolder();
        BaselineRig.OnSample("tfidf-svm").Save(folder.File("model.safetensors"));
        SafeTensorsFile file = SafeTensors.Read(folder.File("model.safetensors"));
        Assert.Equal(
            ["ngrams.2.counts:U32", "ngrams.2.words:U32", "weights:F32", "bias:F32", "idf:F32", "calibration:F32"],
            file.Tensors.Values.Select(tensor => $"{tensor.Name}:{tensor.Dtype}"));
        Assert.Equal(file.WholeNumbers("ngrams.2.words").Length, file.WholeNumbers("ngrams.2.counts").Sum());
    }

    [Theory]
    [InlineData("cut short", "bytes of data")]
    [InlineData("a tensor missing", "no tensor 'ngrams.2.words'")]
    [InlineData("fewer weights", "tensor 'weights' has shape [2]; expected [7]")]
    [InlineData("a weight that is not a number", "is NaN")]
    [InlineData("counts of another length", "'ngrams.2.counts' has 2 elements; expected one for each of 3")]
    [InlineData("counts that do not add up", "do not add up to the 4 elements")]
    [InlineData("counts whose sum overflows", "do not add up to the 4 elements")]
    [InlineData("counts above 2^31", "is 4,294,967,295; expected 2,147,483,647")]
    [InlineData("a word beyond the vocabulary", "element 1 of 'ngrams.2.words' is 3; expected a word below 3")]
    [InlineData("words out of order", "element 1 of 'ngrams.2.words' is 1")]
    [InlineData("words as floats", "has dtype F32 and shape [4]; expected a list of U32")]
    [InlineData("another vocabulary", "\"<UNK>\"")]
    [InlineData("a recipe of longer ngrams", "no tensor 'ngrams.3.counts'")]
    [InlineData("a recipe of another kind", "no tensor 'idf'")]
    public void A_damaged_model_is_refused_for_what_is_wrong(string damage, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        BaselineModel model = BaselineRig.Fit(
            BaselineRig.RecipeOf("nb-logistic", """{ "ngrams": 2, "minimumReviews": 1 }"""),
            BaselineRig.Reviews([("one two three", true), ("two one two", false), ("one three", true)]));
        Recipe recipe = model.Recipe;
        string[] words = [.. model.Encoder.Vocabulary.Words];
        List<TensorToWrite> tensors = [.. model.Tensors];
        Assert.Equal(["ngrams.2.counts", "ngrams.2.words", "weights", "bias"], tensors.Select(tensor => tensor.Name));
        // Words one, two, three are 0, 1, 2; 1 and 2 follow 0, 0 and 2 follow 1, nothing follows 2.
        Assert.Equal(["<UNK>", "one", "two", "three"], words);
        switch (damage)
        {
            case "cut short":
                break;
            case "a tensor missing":
                tensors.RemoveAt(1);
                break;
            case "fewer weights":
                tensors[2] = Floats("weights", 1, 2);
                break;
            case "a weight that is not a number":
                tensors[3] = Floats("bias", float.NaN);
                break;
            case "counts of another length":
                tensors[0] = TensorToWrite.WholeNumbers("ngrams.2.counts", [4, 0]);
                break;
            case "counts that do not add up":
                tensors[0] = TensorToWrite.WholeNumbers("ngrams.2.counts", [2, 2, 2]);
                break;
            case "counts whose sum overflows":
                tensors[0] = TensorToWrite.WholeNumbers("ngrams.2.counts", [int.MaxValue, int.MaxValue, 6]);
                break;
            case "counts above 2^31":
                tensors[0] = TensorToWrite.WholeNumbers("ngrams.2.counts", [-1, 3, 2]);
                break;
            case "a word beyond the vocabulary":
                tensors[1] = TensorToWrite.WholeNumbers("ngrams.2.words", [1, 3, 0, 2]);
                break;
            case "words out of order":
                tensors[1] = TensorToWrite.WholeNumbers("ngrams.2.words", [2, 1, 2, 0]);
                break;
            case "words as floats":
                tensors[1] = Floats("ngrams.2.words", 1, 2, 0, 2);
                break;
            case "another vocabulary":
                words = ["one", "two", "three"];
                break;
            case "a recipe of longer ngrams":
                recipe = BaselineRig.RecipeOf("nb-logistic", """{ "ngrams": 3 }""");
                break;
            case "a recipe of another kind":
                recipe = BaselineRig.RecipeOf("tfidf-logistic", """{ "ngrams": 2 }""");
                break;
        }

        var metadata = new Dictionary<string, string>
        {
            ["format"] = "plaudit",
            ["formatVersion"] = "1",
            ["recipe"] = recipe.Json,
            ["vocabulary"] = JsonSerializer.Serialize(words),
        };
        SafeTensors.Write(path, metadata, tensors);
        if (damage == "cut short")
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => ModelLoader.Load(path)).Message);
    }

    [Fact]
    public void A_lexicon_without_its_list_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        var lexicon = (LexiconModel)BaselineRig.OnSample("lexicon");
        ModelFile.Save(path, lexicon, lexicon.Encoder.Vocabulary, [lexicon.Tensors[1]]);
        Assert.Contains("'lexicon'", Assert.Throws<PlauditException>(() => ModelLoader.Load(path)).Message);
    }

    [Fact]
    public void A_network_loads_through_the_same_call()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        var rig = new Models.SentimentModelRig(
            """[ { "type": "embedding", "size": 4 }, { "type": "lstm", "units": 3 }, { "type": "dense", "units": 1 } ]""", 9);
        rig.Model.Save(path);
        IReviewClassifier loaded = ModelLoader.Load(path);
        Assert.IsType<SentimentModel>(loaded);
        Assert.Equal(rig.Model.Answers(["word1 word3"]), loaded.Answers(["word1 word3"]));
    }

    private static TensorToWrite Floats(string name, params float[] values) => new(name, [values.Length], () => values);
}
