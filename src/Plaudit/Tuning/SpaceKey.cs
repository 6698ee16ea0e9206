using System.Globalization;
using System.Text.Json.Nodes;

namespace Plaudit.Tuning;

/// <summary>One thing that a search space leaves open: a key of the recipe, or a variable used in choices.</summary>
/// <param name="Name">The key as <c>--set</c> takes it, such as <c>layers.2.units</c>; a variable begins with <c>$</c>.</param>
internal abstract record SpaceKey(string Name)
{
    // Enough digits to tell trials apart, few enough to read.
    private const string Digits = "G4";

    /// <summary>Whether it is a variable.</summary>
    public bool IsVariable => Name.StartsWith('$');

    /// <summary>How its values are drawn, in the word that the space uses.</summary>
    public abstract string Kind { get; }

    /// <summary>Representative values: every choice, or both ends of a range.</summary>
    public abstract IReadOnlyList<DrawnValue> Examples { get; }

    /// <summary>Draws a value.</summary>
    public abstract DrawnValue Draw(ref SeededRandom random);

    /// <summary>One of some values, each equally likely.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="Values">The values, at least one.</param>
    public sealed record Choice(string Name, IReadOnlyList<DrawnValue> Values) : SpaceKey(Name)
    {
        public override string Kind => "choices";

        public override IReadOnlyList<DrawnValue> Examples => Values;

        public override DrawnValue Draw(ref SeededRandom random) => Values[random.NextInt32(Values.Count)];
    }

    /// <summary>A number of a range, its lower end included; to four digits.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="From">The lower end; above 0 where <paramref name="Log"/>.</param>
    /// <param name="To">The upper end.</param>
    /// <param name="Log">Whether its logarithm is uniform, so that each power of ten is equally likely.</param>
    public sealed record Uniform(string Name, double From, double To, bool Log) : SpaceKey(Name)
    {
        public override string Kind => Log ? "logUniform" : "uniform";

        public override IReadOnlyList<DrawnValue> Examples => [Value(From), Value(To)];

        public override DrawnValue Draw(ref SeededRandom random)
        {
            double value = Log ? Math.Exp(random.NextUniform(Math.Log(From), Math.Log(To))) : random.NextUniform(From, To);
            double rounded = double.Parse(value.ToString(Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            return Value(Math.Clamp(rounded, From, To));
        }

        private static DrawnValue Value(double value) => new(JsonValue.Create(value), value.ToString("R", CultureInfo.InvariantCulture), value);
    }

    /// <summary>A whole number of a range, both ends included.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="From">The lower end; above 0 where <paramref name="Log"/>.</param>
    /// <param name="To">The upper end.</param>
    /// <param name="Step">The distance of the numbers, at least 1; the last is the greatest that does not pass the upper end.</param>
    /// <param name="Log">Whether small numbers are as likely as great ones, by powers.</param>
    public sealed record Integer(string Name, int From, int To, int Step, bool Log) : SpaceKey(Name)
    {
        public override string Kind => Log ? "logInteger" : "integer";

        public override IReadOnlyList<DrawnValue> Examples => [Value(From), Value(From + ((To - From) / Step * Step))];

        public override DrawnValue Draw(ref SeededRandom random)
        {
            if (!Log)
                return Value(From + (Step * random.NextInt32(((To - From) / Step) + 1)));
            // The whole numbers own the ranges between them: [from, to + 1) cut at each.
            double value = Math.Exp(random.NextUniform(Math.Log(From), Math.Log(To + 1.0)));
            return Value(Math.Clamp((int)value, From, To));
        }

        private static DrawnValue Value(int value) => new(JsonValue.Create(value), value.ToString(CultureInfo.InvariantCulture), value);
    }
}

/// <summary>A value that a key has in a trial.</summary>
/// <param name="Json">The value; never changed, only cloned.</param>
/// <param name="Text">What it is called in tables.</param>
/// <param name="Number">The value where it is a number, else null.</param>
internal sealed record DrawnValue(JsonNode? Json, string Text, double? Number);
