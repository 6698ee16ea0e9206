using System.Text;
using System.Text.Json.Nodes;
using Plaudit.Data;
using Plaudit.Inference;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Tests.Models;

/// <summary>What a model file holds, and every way to damage one beyond what the container already refuses.</summary>
public sealed class ModelFileTests : IDisposable
{
    private const string SmallRecipe = """
        {
          "name": "small",
          "text": { "clean": ["lowercase", "remove-html", "remove-punctuation"], "vocabularySize": 200 },
          "layers": [ { "type": "embedding", "size": 6 }, { "type": "lstm", "units": 5 }, { "type": "dense", "units": 1 } ]
        }
        """;

    private static readonly string[] s_texts = [.. ReviewData.Open("sample").Train.Select(review => review.Text)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaudit-");

    private string File1 => Path.Combine(_folder.FullName, "model.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Saving_loading_and_saving_again_gives_the_same_bytes_and_the_same_scores()
    {
        SentimentModel model = Small();
        model.Metrics = """{"accuracy":0.5}""";
        model.Save(File1);
        IReviewClassifier loaded = ModelLoader.Load(File1);
        string again = Path.Combine(_folder.FullName, "again.safetensors");
        loaded.Save(again);
        Assert.Equal(File.ReadAllBytes(File1), File.ReadAllBytes(again));
        CancellationToken stop = TestContext.Current.CancellationToken;
        Assert.Equal(model.Score(s_texts, 1, stop), loaded.Score(s_texts, 1, stop));
        Assert.Equal(model.Metrics, loaded.Metrics);
    }

    [Fact]
    public void A_runs_folder_stands_for_the_model_in_it()
    {
        Small().Save(File1);
        Assert.Equal("small", ModelLoader.Load(_folder.FullName).Recipe.Name);
    }

    [Fact]
    public void Any_safetensors_reader_finds_the_tensors_by_name_and_shape()
    {
        Small().Save(File1);
        byte[] bytes = File.ReadAllBytes(File1);
        var header = JsonNode.Parse(bytes.AsSpan(8, (int)BitConverter.ToUInt64(bytes)))!.AsObject();
        Assert.Equal("[6,20]", header["1.lstm.kernel"]!["shape"]!.ToJsonString());
        Assert.Equal("[5,20]", header["1.lstm.recurrent_kernel"]!["shape"]!.ToJsonString());
        Assert.Equal("F32", (string?)header["0.embedding.embeddings"]!["dtype"]);
        Assert.Equal("plaudit", (string?)header["__metadata__"]!["format"]);
        Assert.Equal("1", (string?)header["__metadata__"]!["formatVersion"]);
    }

    [Theory]
    [InlineData("format", "pt", "not a Plaudit model")]
    [InlineData("format", null, "not a Plaudit model")]
    [InlineData("formatVersion", "2", "update Plaudit")]
    [InlineData("formatVersion", "one", "not a number")]
    [InlineData("formatVersion", null, "no \"formatVersion\"")]
    [InlineData("recipe", null, "no \"recipe\"")]
    [InlineData("recipe", "{", "not valid JSON")]
    [InlineData("recipe", """{"name":"x","layers":[{"type":"dense","units":1}]}""", "must be an embedding")]
    [InlineData("vocabulary", null, "no \"vocabulary\"")]
    [InlineData("vocabulary", """{"the":1}""", "not a JSON list")]
    [InlineData("vocabulary", """["the","the"]""", "twice")]
    [InlineData("vocabulary", """["the"]""", "0.embedding.embeddings")]
    public void Wrong_metadata_is_refused_by_name(string key, string? value, string expected)
    {
        Small().Save(File1);
        SafeTensorsFile file = SafeTensors.Read(File1);
        Dictionary<string, string> metadata = file.Metadata.Where(pair => pair.Key != key).ToDictionary();
        if (value is not null)
            metadata[key] = value;
        SafeTensors.Write(File1, metadata, [.. file.Tensors.Values.Select(tensor => new TensorToWrite(tensor.Name, tensor.Shape, tensor.Floats))]);
        Refused(expected);
    }

    [Fact]
    public void A_missing_tensor_another_shape_and_weights_that_are_no_numbers_are_refused()
    {
        Small().Save(File1);
        SafeTensorsFile file = SafeTensors.Read(File1);
        TensorToWrite[] tensors = [.. file.Tensors.Values.Select(tensor => new TensorToWrite(tensor.Name, tensor.Shape, tensor.Floats))];
        var metadata = file.Metadata.ToDictionary();

        SafeTensors.Write(File1, metadata, tensors[..^1]);
        Refused("dense.bias");

        SafeTensors.Write(File1, metadata, [.. tensors[..^1], tensors[^1] with { Shape = [1, 1] }]);
        Refused("dense.bias");

        SafeTensors.Write(File1, metadata, [.. tensors[..^1], tensors[^1] with { Floats = () => new float[] { float.NaN } }]);
        Refused("dense.bias");
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_never_crashes()
    {
        Small().Save(File1);
        byte[] whole = File.ReadAllBytes(File1);
        for (int length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(File1, whole[..length]);
            Assert.Throws<PlauditException>(() => ModelLoader.Load(File1));
        }
    }

    [Fact]
    public void Something_that_is_no_model_at_all_is_refused()
    {
        Assert.Contains("there is no model", Assert.Throws<PlauditException>(() => ModelLoader.Load(Path.Combine(_folder.FullName, "none"))).Message,
            StringComparison.Ordinal);
        File.WriteAllBytes(File1, Encoding.UTF8.GetBytes("PK\u0003\u0004 this is a zip file, or so it says, and long enough"));
        Refused("model.safetensors");
    }

    [Fact]
    public void The_predictor_gives_what_the_model_gives_and_names_label_and_probability()
    {
        SentimentModel model = Small();
        model.Save(File1);
        var predictor = SentimentPredictor.Load(File1);
        var batch = new RaggedBatch();
        Workspace workspace = model.CreateWorkspace();
        foreach (string text in s_texts.Take(40))
        {
            EncodedText encoded = model.Encoder.Encode(text);
            batch.Fill([encoded.Ids], [0]);
            float logit = model.Forward(batch, workspace)[0];
            Prediction answer = predictor.Predict(text);
            Assert.Equal(1 / (1 + MathF.Exp(-logit)), (float)answer.Score);
            Assert.Equal(logit > 0 ? Label.Positive : Label.Negative, answer.Label);
            Assert.InRange(answer.Probability, 0.5, 1);
            Assert.Equal((encoded.Tokens, encoded.UnknownTokens, encoded.Truncated), (answer.Tokens, answer.UnknownTokens, answer.Truncated));
        }
    }

    [Fact]
    public void One_predictor_serves_many_threads_with_the_same_answers()
    {
        Small().Save(File1);
        var predictor = SentimentPredictor.Load(File1);
        double[] alone = [.. s_texts.Select(text => predictor.Predict(text).Score)];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            for (int i = 0; i < s_texts.Length; i++)
            {
                int at = (i + (worker * 37)) % s_texts.Length;
                Assert.Equal(alone[at], predictor.Predict(s_texts[at]).Score);
            }
        });
    }

    [Fact]
    public void An_empty_review_is_refused()
    {
        var predictor = new SentimentPredictor(Small());
        Assert.Throws<ArgumentException>(() => predictor.Predict(" \t"));
        Assert.Throws<ArgumentException>(() => predictor.Predict(["fine", ""], 1, TestContext.Current.CancellationToken));
    }

    private static SentimentModel Small()
    {
        var recipe = Recipe.Parse(SmallRecipe, "the test's recipe");
        return SentimentModel.Create(recipe, TextEncoder.Fit(recipe.Text, s_texts));
    }

    private void Refused(string expected)
    {
        PlauditException refusal = Assert.Throws<PlauditException>(() => ModelLoader.Load(File1));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }
}
