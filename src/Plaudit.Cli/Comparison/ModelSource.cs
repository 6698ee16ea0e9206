using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Training;

namespace Plaudit.Cli.Comparison;

/// <summary>A model to compare, with what its run's folder tells of it.</summary>
/// <param name="Name">What the comparison calls it.</param>
/// <param name="File">Its file.</param>
/// <param name="Model">The model itself.</param>
/// <param name="Run">The folder it was named by, or null of a bare model file.</param>
internal sealed record ModelSource(string Name, string File, IReviewClassifier Model, RunDirectory? Run)
{
    /// <summary>Loads every model before the first is put to work: a mistyped last path must not cost minutes.</summary>
    /// <exception cref="PlauditException">One cannot be loaded.</exception>
    public static IReadOnlyList<ModelSource> Load(IReadOnlyList<string> paths)
    {
        // Checked first: an empty path has no name.
        IReviewClassifier[] models = [.. paths.Select(ModelLoader.Load)];
        IReadOnlyList<string> names = ModelNames.Of(paths);
        return [.. paths.Select((path, i) => Of(names[i], path, models[i]))];
    }

    private static ModelSource Of(string name, string path, IReviewClassifier model)
    {
        if (BundledModel.IsMeant(path))
            return new ModelSource(name, path, model, null);
        var run = RunDirectory.Find(path);
        return new ModelSource(name, Path.GetFullPath(run?.Model ?? path), model, run);
    }

    /// <summary>Says what may mislead: models that are one and the same, and those that have seen the reviews.</summary>
    public static void Warn(Log log, IReadOnlyList<ModelSource> models, string data, ReviewSet set)
    {
        if (models.Count == 1)
            log.Note($"{models[0].Name} is the only model: name two or more to see their differences");
        foreach (IGrouping<string, ModelSource> same in models.GroupBy(model => model.File).Where(group => group.Count() > 1))
            log.Note($"{string.Join(" and ", same.Select(model => model.Name))} are the same file, {same.Key}");

        // Files of older versions do not record their training data; their runs do.
        string absolute = DataPath.Absolute(data);
        foreach (ModelSource old in models.Where(model => model.Model.Seen is null && model.Settings(log)?.LearnedFrom(absolute, set) == true))
            log.Warn(
                $"{old.Name} was trained on most of these reviews of {set.Name}, and the figures flatter it: compare on reviews that no model has "
                + "seen");
    }

    /// <summary>Scores the reviews.</summary>
    public ComparedModel Score(Log log, IReadOnlyList<Review> reviews, int threads, CancellationToken cancellation)
    {
        var compared = ComparedModel.Score(Name, Model, reviews, threads, cancellation);
        double? trainSeconds = Read(log, run => run.ReadMetrics())?.TrainSeconds;
        return compared with { FileBytes = Bytes(), Metrics = compared.Metrics with { TrainSeconds = trainSeconds } };
    }

    /// <summary>The epochs of the run; none of a bare model file or a baseline.</summary>
    public IReadOnlyList<EpochResult> History(Log log) => Read(log, run => run.ReadHistory()) ?? [];

    private long Bytes()
    {
        if (!BundledModel.IsMeant(File))
            return new FileInfo(File).Length;
        using Stream bundled = BundledModel.Open();
        return bundled.Length;
    }

    private RunSettings? Settings(Log log) => Read(log, run => run.ReadSettings());

    /// <summary>What is said beside a model is worth a warning when damaged, not the comparison.</summary>
    private T? Read<T>(Log log, Func<RunDirectory, T?> read)
        where T : class
    {
        try
        {
            return Run is null ? null : read(Run);
        }
        catch (PlauditException e)
        {
            log.Warn(e.Message);
            return null;
        }
    }
}
