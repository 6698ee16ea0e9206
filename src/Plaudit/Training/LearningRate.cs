using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>The learning rate of each step. What it knows follows from the epochs' results, so a resumed run shows it those again.</summary>
internal abstract class LearningRate
{
    public static LearningRate Create(TrainingOptions options, int stepsPerEpoch)
    {
        double rate = options.Optimizer.Rate;
        return options.Schedule switch
        {
            ExponentialSchedule schedule => new Exponential(rate, schedule, stepsPerEpoch),
            CosineSchedule schedule => new Cosine(rate, schedule, stepsPerEpoch, options.Epochs),
            PlateauSchedule schedule => new Plateau(rate, schedule),
            _ => new Constant(rate),
        };
    }

    /// <summary>The rate of a step.</summary>
    /// <param name="step">From 0.</param>
    public abstract double At(long step);

    /// <summary>Takes an epoch's validation in.</summary>
    public virtual void Observe(double validationLoss, double validationAccuracy)
    {
    }

    private sealed class Constant(double rate) : LearningRate
    {
        public override double At(long step) => rate;
    }

    private sealed class Exponential(double rate, ExponentialSchedule schedule, int stepsPerEpoch) : LearningRate
    {
        public override double At(long step) => rate * Math.Pow(schedule.Decay, (double)step / stepsPerEpoch);
    }

    private sealed class Cosine(double rate, CosineSchedule schedule, int stepsPerEpoch, int epochs) : LearningRate
    {
        private readonly double _warmup = Math.Round(schedule.WarmupEpochs * stepsPerEpoch);
        private readonly double _total = (double)epochs * stepsPerEpoch;

        public override double At(long step)
        {
            if (step < _warmup)
                return rate * (step + 1) / _warmup;
            double progress = Math.Min(1, (step - _warmup) / Math.Max(1, _total - _warmup));
            double lowest = Math.Min(rate, schedule.MinimumRate);
            return lowest + ((rate - lowest) * (1 + Math.Cos(Math.PI * progress)) / 2);
        }
    }

    /// <summary>Keras's ReduceLROnPlateau.</summary>
    private sealed class Plateau(double rate, PlateauSchedule schedule) : LearningRate
    {
        private readonly BestFigure _best = new(schedule.Monitor, schedule.MinDelta);
        private double _rate = rate;
        private int _wait;
        private int _cooldown;

        public override double At(long step) => _rate;

        public override void Observe(double validationLoss, double validationAccuracy)
        {
            if (_cooldown > 0)
            {
                _cooldown--;
                _wait = 0;
            }

            if (_best.Improves(validationLoss, validationAccuracy))
            {
                _wait = 0;
                return;
            }

            if (_cooldown > 0 || ++_wait < schedule.Patience || _rate <= schedule.MinimumRate)
                return;
            _rate = Math.Max(_rate * schedule.Factor, schedule.MinimumRate);
            _cooldown = schedule.Cooldown;
            _wait = 0;
        }
    }
}
