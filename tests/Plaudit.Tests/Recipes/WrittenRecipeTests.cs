using System.Text.Json.Nodes;
using Plaudit.Data;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Tests.Recipes;

/// <summary>Recipes written in C# and recipes in JSON are the same thing: what one says, the other says.</summary>
public sealed class WrittenRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static Recipe Mine => new("mine")
    {
        Text = new TextOptions { VocabularySize = 20_000, MaxLength = 400 },
        Layers = [new Embedding(100), new Bidirectional(new Lstm(64)), new ConcatPooling(), new Dense(1)],
        Training = new TrainingOptions { Epochs = 5, Optimizer = new Adam(0.001) },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_in_CSharp_writes_what_is_not_a_default()
    {
        AssertJson(
            """
            { "name": "mine", "text": { "vocabularySize": 20000, "maxLength": 400 },
              "layers": [ { "type": "embedding", "size": 100 }, { "type": "bidirectional", "units": 64 }, { "type": "concat-pooling" },
                          { "type": "dense", "units": 1 } ],
              "training": { "epochs": 5 } }
            """,
            Mine);
        Mine.Validate();
    }

    [Fact]
    public void A_recipe_in_CSharp_is_read_back_as_itself()
    {
        Recipe[] recipes =
        [
            Mine,
            Mine with
            {
                Description = "All there is.",
                Text = new TextOptions
                {
                    Clean = ["lowercase", "html-to-space"], Tokenizer = "words", VocabularySize = null, OutOfVocabulary = "<OOV>", MaxLength = 9,
                    Truncate = Side.Post, Pad = Side.Pre,
                },
                Split = new SplitOptions { Kind = SplitKind.Film, Validation = 0.3, Seed = long.MinValue, DropDuplicates = true },
                Layers =
                [
                    new Embedding(8) { Vectors = "glove.txt", Penalty = new WeightPenalty(L1: 1e-5, L2: 1e-4) }, new Positions(32), new Dropout(0.25),
                    new Transformer(2, 16), new BatchNormalization(0.9), new Lstm(3) { ReturnSequences = true }, new AttentionPooling(5),
                    new Dense(4, Activation.Tanh) { Penalty = new WeightPenalty(L2: 0.1) }, new Dense(1),
                ],
                Training = new TrainingOptions
                {
                    Optimizer = new Sgd { Momentum = 0.9, WeightDecay = 0.01 }, BatchSize = 2, Epochs = 3, Seed = -1, ClipNorm = 1,
                    Schedule = new PlateauSchedule(MonitoredFigure.Accuracy, Patience: 2),
                    EarlyStopping = new EarlyStoppingOptions(Patience: 2, RestoreBest: true),
                    ClassWeights = new ClassWeights(Positive: 2), Ema = new AverageOptions(), Storage = WeightStorage.Half,
                },
            },
            With(new MaxPooling(), new TrainingOptions { Optimizer = new RmsProp(0.1) }),
            With(new MeanPooling(), new TrainingOptions { Schedule = new CosineSchedule(0.5) }),
            With(new LastPooling(), new TrainingOptions { Schedule = new ExponentialSchedule(0.5) }),
            new("bayes") { Baseline = new NaiveBayesOptions { Ngrams = new NgramOptions(2) }, Training = new() { Seed = 3 } },
            new("svm") { Baseline = new TfidfSvmOptions { Calibration = 0.5 }, Text = new TextOptions { VocabularySize = 500 } },
            new("words") { Baseline = new LexiconOptions(NegationReach: 5), Text = new TextOptions { Tokenizer = "words" } },
            new("ratio") { Baseline = new NaiveBayesLogisticOptions(), Split = new SplitOptions { Kind = SplitKind.Last } },
            new("odds") { Baseline = new TfidfLogisticOptions { Solver = new SolverOptions(Cost: 3) } },
        ];
        foreach (Recipe recipe in recipes)
        {
            var read = Recipe.Parse(recipe.Json, recipe.Name);
            Assert.Equal(recipe.Json, read.Json);
            if (recipe.Kind != "lexicon")
                Assert.Equal(recipe, read);
            Assert.Equal(recipe.Layers, read.Layers);
            Assert.Equal(recipe.Baseline, read.Baseline);
        }

        static Recipe With(LayerOptions pooling, TrainingOptions training) =>
            new("small") { Layers = [new Embedding(4) { Trainable = false }, pooling, new Dense(1)], Training = training };
    }

    [Fact]
    public void A_change_in_CSharp_is_trained_and_saved()
    {
        Recipe quick = Plaudit.Recipes.Recipes.Get("quickstart");
        LayerOptions[] deeper = [.. quick.Layers.SkipLast(1), new Dense(8), new Dense(1)];
        Recipe changed = quick with { Training = quick.Training with { Epochs = 77 }, Layers = deeper };
        var saved = Recipe.Parse(changed.Json, "changed");
        Assert.Equal(77, saved.Training.Epochs);
        Assert.Equal(changed.Layers, saved.Layers);
        Assert.NotEqual(quick, changed);
        // A network made a baseline keeps what still means something, and drops its layers.
        var text = new TextOptions { VocabularySize = null };
        Recipe bayes = quick with { Baseline = new NaiveBayesOptions(), Layers = [], Text = text, Training = new TrainingOptions() };
        bayes.Validate();
        Assert.Equal(["name", "description", "text", "split", "model"], JsonNode.Parse(bayes.Json)!.AsObject().Select(property => property.Key));
        Recipe back = Recipe.Parse(bayes.Json, "bayes") with { Baseline = null, Layers = quick.Layers, Text = quick.Text };
        Assert.Equal(quick.Layers, Recipe.Parse(back.Json, "back").Layers);
    }

    [Fact]
    public void Faults_are_those_of_JSON_all_at_once_and_with_their_paths()
    {
        var wrong = new Recipe("a/b")
        {
            Text = new TextOptions { Tokenizer = "bert", Pad = Side.Pre, VocabularySize = 1 },
            Split = new SplitOptions { Validation = double.NaN, Kind = (SplitKind)9 },
            Layers = [new Embedding(0), new Dropout(1), null!, new Dense(-1, (Activation)7)],
            Training = new TrainingOptions
            {
                Epochs = 0,
                Optimizer = new Adam(double.PositiveInfinity),
                ClassWeights = new ClassWeights(0, 0),
                ClipNorm = 0,
            },
        };
        string message = Assert.Throws<PlauditException>(wrong.Validate).Message;
        string[] paths =
        [
            "$.name", "$.text.tokenizer", "$.text.pad", "$.text.vocabularySize", "$.split.validation", "$.split.kind",
            "$.layers[0].size", "$.layers[1].rate", "$.layers[2]", "$.layers[3].units", "$.layers[3].activation",
            "$.training.epochs", "$.training.optimizer.rate", "$.training.classWeights.positive", "$.training.clipNorm",
        ];
        Assert.All(paths, path => Assert.Contains($"{path}: ", message, StringComparison.Ordinal));
        Assert.Equal(paths.Length, message.Split('\n').Length - 1);
    }

    [Theory]
    [InlineData("layers", "missing; expected a list of layers")]
    [InlineData("stack", "the stack ends in (4)")]
    [InlineData("both", "expected either layers (a network) or a model (a baseline)")]
    [InlineData("text", "$.text.maxLength: unknown key")]
    [InlineData("training", "$.training.epochs: unknown key")]
    public void What_cannot_be_used_is_refused_wherever_it_is_used(string fault, string message)
    {
        var bayes = new Recipe("bayes") { Baseline = new NaiveBayesOptions() };
        Recipe recipe = fault switch
        {
            "layers" => new Recipe("empty"),
            "stack" => new Recipe("open") { Layers = [new Embedding(4), new MaxPooling()] },
            "both" => bayes with { Layers = [new Embedding(4)] },
            "text" => bayes with { Text = new TextOptions { MaxLength = 5, VocabularySize = null } },
            _ => bayes with { Training = new TrainingOptions { Epochs = 3 } },
        };
        Assert.Contains(message, Assert.Throws<PlauditException>(recipe.Validate).Message, StringComparison.Ordinal);
        var settings = new RunSettings("sample", null, null, null, SkipBadRows: false, Threads: 1);
        Assert.Throws<PlauditException>(() => RunDirectory.Create(_folder.File("run"), recipe, settings));
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Fact]
    public void Null_is_refused_where_it_is_given()
    {
        Assert.Throws<ArgumentNullException>(() => Mine with { Layers = null! });
        Assert.Throws<ArgumentNullException>(() => Mine with { Text = null! });
        Assert.Throws<ArgumentNullException>(() => new TrainingOptions { Optimizer = null! });
        Assert.Throws<ArgumentNullException>(() => new Bidirectional(null!));
        Assert.Throws<ArgumentNullException>(() => new NaiveBayesOptions { Ngrams = null! });
        Assert.Contains("$.name: expected a name", Assert.Throws<PlauditException>((Mine with { Name = null! }).Validate).Message);
    }

    [Fact]
    public void Choices_are_written_by_the_names_of_their_enums()
    {
        // The names are listed in the order of the enum, which this holds.
        Check<SplitKind>(kind => Mine with { Split = new SplitOptions { Kind = kind } }, json => json["split"]?["kind"]);
        Check<Side>(side => Mine with { Text = new TextOptions { Truncate = side } }, json => json["text"]?["truncate"]);
        Check<Side>(side => Mine with { Text = new TextOptions { Pad = side, MaxLength = 9 } }, json => json["text"]?["pad"]);
        Check<WeightStorage>(storage => Mine with { Training = new TrainingOptions { Storage = storage } }, json => json["training"]?["storage"]);
        Check<MonitoredFigure>(
            figure => Mine with { Training = new TrainingOptions { EarlyStopping = new EarlyStoppingOptions(figure) } },
            json => json["training"]!["earlyStopping"]!["monitor"]);
        Check<Activation>(
            activation => Mine with { Layers = [new Embedding(4), new MaxPooling(), new Dense(2, activation), new Dense(1)] },
            json => json["layers"]![2]!["activation"]);

        static void Check<T>(Func<T, Recipe> make, Func<JsonNode, JsonNode?> find)
            where T : struct, Enum
        {
            foreach (T value in Enum.GetValues<T>())
            {
                Recipe recipe = make(value);
                if (find(JsonNode.Parse(recipe.Json)!) is { } written)
                    Assert.Equal($"{value}", written.GetValue<string>(), ignoreCase: true);
                Assert.Equal(recipe, Recipe.Parse(recipe.Json, "enum"));
            }
        }
    }

    [Fact]
    public void An_LSTM_hands_on_what_the_next_layer_reads_unless_told()
    {
        LayerOptions[] layers = [new Embedding(4), new Lstm(3), new Dropout(0.1), new Lstm(3), new BatchNormalization(), new Dense(1)];
        Recipe stacked = Mine with { Layers = layers };
        stacked.Validate();
        Recipe told = stacked with { Layers = [.. layers.Select((layer, i) => i == 1 ? new Lstm(3) { ReturnSequences = false } : layer)] };
        Assert.Contains("$.layers[3]: a lstm layer needs a sequence", Assert.Throws<PlauditException>(told.Validate).Message);
    }

    [Fact]
    public void A_recipe_in_CSharp_trains_as_the_same_one_in_JSON()
    {
        Recipe small = Mine with
        {
            Text = new TextOptions { MaxLength = 12 },
            Layers = [new Embedding(4), new Bidirectional(new Lstm(3)), new ConcatPooling(), new Dense(1)],
            Training = new TrainingOptions { Epochs = 1, Optimizer = new Adam(0.01) },
        };
        byte[] written = Train(small, "csharp");
        Assert.Equal(written, Train(Recipe.Parse(small.Json, "json"), "json"));
        Assert.Equal(small.Json, Plaudit.Inference.ModelLoader.Load(_folder.File("csharp")).Recipe.Json);
    }

    [Fact]
    public void A_name_that_is_not_built_in_is_refused_with_those_that_are()
    {
        var fault = Assert.Throws<PlauditException>(() => Plaudit.Recipes.Recipes.Get("nightly"));
        Assert.Contains("expected one of attention, classroom, everyday", fault.Message, StringComparison.Ordinal);
    }

    internal static void AssertJson(string expected, Recipe recipe) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(recipe.Json)!.ToJsonString());

    private byte[] Train(Recipe recipe, string name)
    {
        Training.TrainingRig.Run(_folder.File(name), recipe, cancellation: TestContext.Current.CancellationToken);
        return File.ReadAllBytes(_folder.File($"{name}/model.safetensors"));
    }
}
