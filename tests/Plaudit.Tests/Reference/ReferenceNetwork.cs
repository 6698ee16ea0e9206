namespace Plaudit.Tests.Reference;

/// <summary>
/// Whole networks of reference layers: "baseline" (embedding, LSTM's last state, dense), "bidirectional" (embedding, both last states, dense)
/// and "stacked" (embedding, LSTM, batch normalisation, LSTM's last state, dense). Weights are shared with the caller and read at each call.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly string _kind;
    private readonly ReferenceEmbedding _embedding;
    private readonly ReferenceLstm _first;
    private readonly ReferenceLstm? _second;
    private readonly ReferenceDense _dense;

    /// <summary>Builds the network on the given weights.</summary>
    /// <param name="kind">"baseline", "bidirectional" or "stacked".</param>
    /// <param name="weights">By the names of <see cref="NetworkGolden"/>.</param>
    public ReferenceNetwork(string kind, IReadOnlyDictionary<string, Array> weights)
    {
        _kind = kind;
        _embedding = new ReferenceEmbedding((double[,])weights["embedding"]);
        (FirstName, SecondName) = kind switch
        {
            "bidirectional" => ("forward", "backward"),
            "stacked" => ("lstm1", "lstm2"),
            _ => ("lstm", ""),
        };
        _first = Lstm(FirstName);
        _second = SecondName.Length > 0 ? Lstm(SecondName) : null;
        if (kind == "stacked")
            Normalization = new ReferenceBatchNormalization((double[])weights["gamma"], (double[])weights["beta"]);
        _dense = new ReferenceDense((double[,])weights["dense.w"], (double[])weights["dense.b"]);

        ReferenceLstm Lstm(string name) =>
            new((double[,])weights[$"{name}.w"], (double[,])weights[$"{name}.u"], (double[])weights[$"{name}.b"]);
    }

    public ReferenceBatchNormalization? Normalization { get; }

    private string FirstName { get; }

    private string SecondName { get; }

    /// <summary>The logits of each row; ids are padded with 0, which is never read.</summary>
    public double[] Logits(int[][] ids, bool training) => [.. Forward(ids, training, out _).Cast<double>()];

    /// <summary>One forward and backward pass in training mode.</summary>
    public (double[] Logits, double Loss, IReadOnlyDictionary<string, Array> Gradients) Train(int[][] ids, int[] labels)
    {
        double[] logits = [.. Forward(ids, training: true, out ReferenceBidirectional? bidirectional).Cast<double>()];
        (double loss, double[] dLogits) = ReferenceBinaryCrossEntropy.Compute(logits, labels);
        double[,] dOutput = new double[logits.Length, 1];
        dLogits.CopyTo(dOutput.Flat());

        var gradients = new Dictionary<string, Array>(StringComparer.Ordinal);
        (double[,] dLast, gradients["dense.w"], gradients["dense.b"]) = _dense.Backward(dOutput);
        double[,,] dEmbedded;
        if (bidirectional is not null)
        {
            (dEmbedded, LstmGradients forward, LstmGradients backward) = bidirectional.Backward(dLast: dLast);
            Keep(FirstName, forward);
            Keep(SecondName, backward);
        }
        else if (Normalization is not null)
        {
            LstmGradients second = _second!.Backward(dLastH: dLast);
            Keep(SecondName, second);
            (double[,,] dStates, gradients["gamma"], gradients["beta"]) = Normalization.Backward(second.DX);
            LstmGradients first = _first.Backward(dStates);
            Keep(FirstName, first);
            dEmbedded = first.DX;
        }
        else
        {
            LstmGradients first = _first.Backward(dLastH: dLast);
            Keep(FirstName, first);
            dEmbedded = first.DX;
        }

        gradients["embedding"] = _embedding.Backward(dEmbedded);
        return (logits, loss, gradients);

        void Keep(string name, LstmGradients lstm)
        {
            gradients[$"{name}.w"] = lstm.DW;
            gradients[$"{name}.u"] = lstm.DU;
            gradients[$"{name}.b"] = lstm.DB;
        }
    }

    private double[,] Forward(int[][] ids, bool training, out ReferenceBidirectional? bidirectional)
    {
        int[] lengths = [.. ids.Select(row => row.Length)];
        int[,] padded = new int[ids.Length, lengths.Max()];
        for (int row = 0; row < ids.Length; row++)
        {
            for (int step = 0; step < ids[row].Length; step++)
                padded[row, step] = ids[row][step];
        }

        double[,,] embedded = _embedding.Forward(padded);
        bidirectional = null;
        if (_kind == "bidirectional")
        {
            bidirectional = new ReferenceBidirectional(_first, _second!);
            return _dense.Forward(bidirectional.Forward(embedded, lengths).Last);
        }

        (double[,,] states, double[,] last, _) = _first.Forward(embedded, lengths);
        if (Normalization is not null)
            last = _second!.Forward(Normalization.Forward(states, lengths, training), lengths).LastH;
        return _dense.Forward(last);
    }
}
