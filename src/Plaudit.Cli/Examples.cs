namespace Plaudit.Cli;

/// <summary>Two examples of each command, shown by its help.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> s_ofCommands = new()
    {
        ["plaudit"] = ["plaudit predict \"Moving, funny, and over too soon.\"", "plaudit train quickstart --data reviews.csv"],
        ["demo"] = ["plaudit demo", "plaudit demo > figures.txt"],
        ["recipes"] = ["plaudit recipes", "plaudit recipes | grep bidirectional"],
        ["info"] = ["plaudit info quickstart", "plaudit info runs/lstm"],
        ["explore"] = ["plaudit explore --data reviews.csv", "plaudit explore --data imdb:train --report explore.html"],
        ["split"] = ["plaudit split reviews.csv --out parts", "plaudit split imdb:train --film --validation 0.1 --test 0.1 --out parts"],
        ["train"] = ["plaudit train quickstart --data reviews.csv --run runs/mine", "plaudit train --resume runs/mine --max-time 30m"],
        ["tune"] = ["plaudit tune tuned --data imdb:train --space tuned --max-time 1h", "plaudit tune --resume runs/search --trials 40"],
        ["evaluate"] = ["plaudit evaluate runs/lstm --data test.csv --report evaluation.html", "plaudit evaluate bundled --data imdb:test --json"],
        ["compare"] = ["plaudit compare runs/lstm runs/nb bundled --data test.csv",
            "plaudit compare runs/lstm runs/nb --data runs/lstm:validation --json"],
        ["predict"] = ["plaudit predict \"Moving, funny, and over too soon.\" \"Dull.\"",
            "plaudit predict --model runs/lstm --input reviews.csv --output answers.csv"],
        ["explain"] = ["plaudit explain \"A wonderful cast in a dull film.\"", "plaudit explain --model runs/lstm --json \"A dull film.\""],
        ["serve"] = ["plaudit serve", "plaudit serve --model lstm=runs/lstm --model bundled"],
        ["data"] = ["plaudit data", "plaudit data imdb"],
    };

    /// <summary>The examples of a command; none where it has none.</summary>
    public static IReadOnlyList<string> Of(string command) => s_ofCommands.GetValueOrDefault(command, []);
}
