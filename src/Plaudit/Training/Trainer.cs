using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>
/// Trains a network: epochs of shuffled batches, each a forward and a backward pass and one optimiser step, with validation after every epoch.
/// Where weights are averaged, it is the average that is validated and kept as the best.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private readonly SentimentModel _model;
    private readonly TrainingOptions _options;
    private readonly EncodedReviews _train;
    private readonly int[] _lengths;
    private readonly ThreadTeam _team;
    private readonly Workspace _workspace;
    private readonly RaggedBatch _batch = new();
    private readonly float[] _targets;
    private readonly float[] _logitGradient;
    private readonly int _heldOut;
    private readonly int _validationCount;
    private readonly Validation _validation;
    private readonly Divergence _divergence;
    private readonly LearningRate _rate;
    private readonly EarlyStopping _stopping;
    private readonly WeightAverage? _average;
    private readonly BestWeights? _best;

    /// <summary>Prepares a training from its beginning.</summary>
    /// <param name="model">The network, its weights drawn.</param>
    /// <param name="train">What it learns from.</param>
    /// <param name="validation">What it is validated on after every epoch.</param>
    /// <param name="heldOut">How many reviews will be scored after training; their time is kept free of the time that is left.</param>
    /// <param name="threads">Threads to train with, at least 1.</param>
    public Trainer(SentimentModel model, EncodedReviews train, EncodedReviews validation, int heldOut, int threads)
    {
        _heldOut = heldOut;
        _model = model;
        _options = model.Recipe.Training;
        _train = train;
        _validationCount = validation.Count;
        _validation = new Validation(model, validation, threads);
        _divergence = new Divergence(model);
        _lengths = train.Lengths;
        CheckBatches();
        _team = new ThreadTeam(threads);
        _workspace = model.CreateWorkspace();
        _targets = new float[_options.BatchSize];
        _logitGradient = new float[_options.BatchSize];
        model.Arena.AllocateGradients();
        Optimizer = Optimizer.Create(_options.Optimizer, model.Arena);
        _rate = LearningRate.Create(_options, (train.Count + _options.BatchSize - 1) / _options.BatchSize);
        _stopping = new EarlyStopping(_options.EarlyStopping);
        _average = _options.Ema is { } ema ? new WeightAverage(ema, model.Arena) : null;
        _best = _options.EarlyStopping is { RestoreBest: true } ? new BestWeights(model.Arena) : null;
    }

    /// <summary>The position of the training; set by <see cref="Resume"/>.</summary>
    public TrainingState State { get; private set; } = new();

    public Optimizer Optimizer { get; }

    /// <summary>Whether there is nothing left to train: all epochs are done, or early stopping ended training.</summary>
    public bool IsDone => State.Epoch > _options.Epochs || _stopping.Stop;

    /// <summary>Everything but the model's own weights that later steps depend on, by name.</summary>
    public IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots
    {
        get
        {
            List<(string Name, AlignedBuffer<float> Values)> slots = [.. Optimizer.Slots];
            if (_average is not null)
                slots.Add(("ema", _average.Values));
            if (_best is not null)
                slots.AddRange([("best.values", _best.Values), ("best.statistics", _best.Statistics)]);
            return [.. slots.Where(slot => slot.Values.Length > 0)];
        }
    }

    /// <summary>Continues from restored weights and <see cref="Slots"/>. Call once, before <see cref="Run"/>.</summary>
    /// <exception cref="System.Text.Json.JsonException">The state is impossible for this training.</exception>
    public void Resume(TrainingState state)
    {
        state.Check(_options.Epochs, _options.BatchSize, _train.Count);
        State = state;
        foreach (EpochResult epoch in state.History)
            Observe(epoch.Epoch, epoch.ValidationLoss, epoch.ValidationAccuracy);
    }

    /// <summary>Trains until the epochs are done, the time is up or training is cancelled.</summary>
    /// <param name="observer">Receives steps and epochs.</param>
    /// <param name="epochDone">Called after each epoch, when a checkpoint is due.</param>
    /// <param name="timeLeft">The time that is left, or null without a limit.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <param name="lastEpoch">The epoch after which to stop, to continue later; null for the recipe's last.</param>
    /// <exception cref="PlauditException">The loss is no longer finite.</exception>
    public TrainingEnd Run(ITrainingObserver observer, Action epochDone, Func<TimeSpan>? timeLeft, CancellationToken cancellation,
        int? lastEpoch = null)
    {
        int last = Math.Min(_options.Epochs, lastEpoch ?? _options.Epochs);
        while (State.Epoch <= last && !_stopping.Stop)
        {
            var schedule = new BatchSchedule(_lengths, _options.BatchSize, _options.Seed, State.Epoch);
            var clock = Stopwatch.StartNew();
            double before = State.Seconds;
            while (State.Batch < schedule.Count)
            {
                if (cancellation.IsCancellationRequested)
                    return TrainingEnd.Cancelled;
                if (timeLeft is not null && timeLeft() < TimeToScore(_heldOut))
                    return TrainingEnd.TimeUp;
                Step(schedule[State.Batch]);
                State.Batch++;
                State.Seconds = before + clock.Elapsed.TotalSeconds;
                observer.Stepped(new StepProgress(
                    State.Epoch, _options.Epochs, State.Batch, schedule.Count, State.LossSum / State.Seen, (double)State.Correct / State.Seen,
                        State.Seen / State.Seconds));
            }

            RequireFiniteWeights();
            if (timeLeft is not null && timeLeft() < TimeToScore(_validationCount + _heldOut))
                return TrainingEnd.TimeUp;
            if (!TryFinishEpoch(cancellation, out EpochResult? epoch))
                return TrainingEnd.Cancelled;
            observer.Finished(epoch);
            epochDone();
        }

        return TrainingEnd.Completed;
    }

    /// <summary>One batch: forward, loss, backward, clip, update.</summary>
    public void Step(ReadOnlySpan<int> reviews)
    {
        _batch.Fill(_train.Ids, reviews);
        var pass = new Pass(_batch, _team, Training: true, _options.Seed, State.Step);
        Span<float> targets = _targets.AsSpan(0, reviews.Length);
        Span<float> gradient = _logitGradient.AsSpan(0, reviews.Length);
        for (int row = 0; row < reviews.Length; row++)
            targets[row] = _train.Targets[reviews[_batch.Order[row]]];

        double loss = BinaryCrossEntropy.Compute(_model.Forward(_workspace, pass), targets, gradient, out int correct, _options.ClassWeights);
        _divergence.CheckLoss("loss", loss, State.Epoch, State.Batch + 1, State.Step + 1);
        _model.Backward(_workspace, gradient, pass);
        loss += reviews.Length * WeightPenalties.Add(_model.Parameters);
        double rate = _rate.At(State.Step);
        State.Step++;
        double scale = GradientClipping.Scale(_model.Arena.Gradients.Span, _options.ClipNorm);
        Optimizer.Step(_team, State.Step, rate, scale);
        _average?.Update(_team, State.Step);
        State.LossSum += loss;
        State.Correct += correct;
        State.Seen += reviews.Length;
    }

    /// <summary>Call before a checkpoint: one that training cannot continue from must not replace a good one.</summary>
    /// <exception cref="PlauditException">A weight is no longer finite, though the last loss was.</exception>
    public void RequireFiniteWeights() => _divergence.CheckWeights(State.Epoch, State.Batch, State.Step);

    /// <summary>Gives the model its final weights when training is over. Nothing can be trained afterwards.</summary>
    public void TakeFinalWeights()
    {
        if (_best is not null && _stopping.BestEpoch > 0)
            _best.Restore();
        else
            _average?.Exchange();
    }

    public void Dispose() => _team.Dispose();

    /// <summary>Validates and finishes the current epoch; false if cancelled first.</summary>
    private bool TryFinishEpoch(CancellationToken cancellation, [NotNullWhen(true)] out EpochResult? epoch)
    {
        epoch = null;
        _average?.Exchange();
        try
        {
            if (!_validation.TryScore(cancellation, out double loss, out double accuracy))
                return false;
            _divergence.CheckLoss("validation loss", loss, State.Epoch, State.Batch, State.Step);
            double rate = _rate.At(State.Step - 1);
            bool best = Observe(State.Epoch, loss, accuracy);
            if (best)
                _best?.Keep();
            epoch = State.Finish(loss, accuracy, rate, best);
            return true;
        }
        finally
        {
            _average?.Exchange();
        }
    }

    private bool Observe(int epoch, double validationLoss, double validationAccuracy)
    {
        _rate.Observe(validationLoss, validationAccuracy);
        return _stopping.Observe(epoch, validationLoss, validationAccuracy);
    }

    /// <summary>Checks before the first step that every batch is large enough for every layer.</summary>
    private void CheckBatches()
    {
        int rest = _train.Count % _options.BatchSize;
        int smallest = rest == 0 ? _options.BatchSize : rest;
        if (_model.Layers.FirstOrDefault(layer => layer.SmallestBatch > smallest) is { } layer)
        {
            throw new PlauditException(
                $"{layer.Name} needs at least {layer.SmallestBatch} reviews in every training batch, but {_train.Count} reviews in batches of "
                    + $"{_options.BatchSize} "
                + $"leave one of {smallest}: choose another training.batchSize");
        }
    }

    private TimeSpan TimeToScore(int reviews) => _validation.TimeToScore(reviews, State.Seen > 0 ? State.Seconds / State.Seen : 0);
}
