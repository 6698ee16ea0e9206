using System.Numerics.Tensors;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>Notices that training has diverged, and says where and what to change.</summary>
internal sealed class Divergence(SentimentModel model)
{
    /// <param name="name">What the loss is called.</param>
    /// <param name="loss">Its value.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step within the epoch, from 1.</param>
    /// <param name="stepInAll">The step of the whole training, from 1.</param>
    /// <exception cref="PlauditException">It is not finite.</exception>
    public void CheckLoss(string name, double loss, int epoch, int step, long stepInAll)
    {
        if (!double.IsFinite(loss))
            Throw($"the {name} is {loss}", epoch, step, stepInAll);
    }

    /// <exception cref="PlauditException">A weight is not finite.</exception>
    public void CheckWeights(int epoch, int step, long stepInAll)
    {
        foreach (Parameter parameter in model.Parameters)
        {
            if (!TensorPrimitives.IsFiniteAll(parameter.Value))
                Throw($"a weight of {parameter.Name} is not finite", epoch, step, stepInAll);
        }
    }

    private void Throw(string what, int epoch, int step, long stepInAll)
    {
        TrainingOptions options = model.Recipe.Training;
        throw new PlauditException(
            $"training has diverged: {what} in epoch {epoch}, step {step} (step {stepInAll} in all). "
            + $"The checkpoint of the last good epoch, if there was one, is kept. Lower training.optimizer.rate (now {options.Optimizer.Rate}) or "
            + $"set training.clipNorm (now {options.ClipNorm?.ToString() ?? "off"}).");
    }
}
