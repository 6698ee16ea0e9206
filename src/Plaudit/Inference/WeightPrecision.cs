namespace Plaudit.Inference;

/// <summary>How a predictor holds the recurrent weights of its LSTMs.</summary>
public enum WeightPrecision
{
    /// <summary>32-bit floats, as trained.</summary>
    Full = 0,

    /// <summary>Bytes with a scale for each column, and states rounded to bytes at every step.</summary>
    EightBit = 1,
}
