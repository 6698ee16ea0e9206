using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Cli.Commands;

/// <summary>What a user asks of a new training run.</summary>
/// <param name="Recipe">The recipe's name or file.</param>
/// <param name="Changes">Changes of its keys, such as <c>training.epochs=3</c>.</param>
/// <param name="Data">The training data as named on the command line.</param>
/// <param name="Test">Data to evaluate on at the end, or null.</param>
/// <param name="Reading">How rows are read.</param>
/// <param name="Folder">The run's folder, or null for one that tells recipe and time.</param>
/// <param name="Threads">Threads to train with.</param>
internal sealed record NewRun(
    string Recipe, IReadOnlyList<string> Changes, string Data, string? Test, ReviewReadOptions Reading, string? Folder, int Threads)
{
    /// <summary>Data to validate on, or null for a part of <see cref="Data"/>.</summary>
    public string? Validation { get; init; }

    /// <summary>What a resumed run needs to know: paths are made absolute, since it may be resumed from another folder.</summary>
    public RunSettings ToSettings() => new(
        DataPath.Absolute(Data), Test is null
            ? null
            : DataPath.Absolute(Test), Reading.TextColumn, Reading.LabelColumn, Reading.OnBadRow == BadRow.Skip, Threads)
    {
        Validation = Validation is null ? null : DataPath.Absolute(Validation),
        Format = Reading.Format,
        Quotes = Reading.Quotes,
        Separator = Reading.Separator,
        NoHeader = !Reading.HasHeader,
        PositiveLabel = Reading.PositiveLabel,
        NegativeLabel = Reading.NegativeLabel,
    };

    /// <summary>The folder to write into. If a name that we chose is taken, a number is appended.</summary>
    /// <param name="recipe">The recipe that names it.</param>
    /// <param name="now">The time that names it.</param>
    /// <param name="prefix">What precedes the recipe's name.</param>
    public string FolderFor(Recipe recipe, DateTime now, string prefix = "")
    {
        if (Folder is not null)
            return Folder;
        string name = string.Concat(recipe.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        return Path.Combine("runs", $"{prefix}{name}-{now:yyyyMMdd-HHmmss}");
    }
}
