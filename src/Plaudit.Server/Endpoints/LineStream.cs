using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Plaudit.Inference;
using Plaudit.Server.Batching;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary>
/// NDJSON in, NDJSON out: exactly one line for each line, in order. Answers go out as soon as no further line is at hand, so that a client may wait
/// for each; memory does not grow with the stream. A line that cannot be answered gets a line that says why.
/// </summary>
internal sealed class LineStream(
    HttpContext context, ModelRegistry registry, MicroBatcher batcher, ClientRateLimit rate, PlauditServerOptions options)
{
    private const string ContentType = "application/x-ndjson; charset=utf-8";
    private const int CharactersAtOnce = 1 << 20;

    private readonly List<Line> _lines = [];
    private readonly ServedModel _default = registry.Find(context.Request.Query["model"]);
    private bool _skipping;
    private int _characters;
    private long _number;
    private long? _lineBegan;

    public async Task Run()
    {
        RequestBody.LiftLimits(context);
        context.Response.ContentType = ContentType;
        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult result = await Next(reader);
            ReadOnlySequence<byte> rest = result.Buffer;
            while (TakeLine(ref rest, result.IsCompleted))
            {
                if (_lines.Count >= BatchEndpoint.ReviewsAtOnce || _characters >= CharactersAtOnce)
                    await Answer();
            }

            // A line that has begun has its own time: a client that sends a byte now and then is as stalled as one that sends none.
            _lineBegan = rest.IsEmpty && !_skipping ? null : rest.Start.Equals(result.Buffer.Start)
                && _lineBegan is { } began ? began : Stopwatch.GetTimestamp();
            reader.AdvanceTo(rest.Start, rest.End);
            await Answer();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (result.IsCompleted && rest.IsEmpty)
                return;
        }
    }

    /// <summary>Waits for more; a stream in which nothing moves for a request's time is at its end.</summary>
    private async Task<ReadResult> Next(PipeReader reader)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        TimeSpan ofLine = TimeSpan.FromSeconds(
            options.BodyTimeoutSeconds) - (_lineBegan is { } began ? Stopwatch.GetElapsedTime(began) : TimeSpan.Zero);
        TimeSpan ofStream = TimeSpan.FromSeconds(options.RequestTimeoutSeconds);
        bool unfinished = _lineBegan is not null && ofLine < ofStream;
        idle.CancelAfter(unfinished ? TimeSpan.FromTicks(Math.Max(0, ofLine.Ticks)) : ofStream);
        return await RequestBody.Next(context, reader, () => new RequestFault(408, unfinished
            ? $"a line did not come within {options.BodyTimeoutSeconds:0.##} seconds: the stream is at its end"
            : $"nothing came for {options.RequestTimeoutSeconds:0.##} seconds: the stream is at its end"), idle.Token);
    }

    /// <summary>Takes the next line off the bytes; of one that is too long, what has come of it.</summary>
    private bool TakeLine(ref ReadOnlySequence<byte> rest, bool last)
    {
        SequencePosition? feed = rest.PositionOf((byte)'\n');
        if (feed is null && !last && rest.Length <= options.MaxBodyBytes)
            return false;
        if (feed is null && rest.IsEmpty)
            return false;
        ReadOnlySequence<byte> line = feed is { } end ? rest.Slice(0, end) : rest;
        rest = feed is { } behind ? rest.Slice(rest.GetPosition(1, behind)) : rest.Slice(rest.End);
        bool ended = feed is not null || last;
        if (!_skipping)
            Add(line);
        _skipping = !ended;
        return true;
    }

    private void Add(ReadOnlySequence<byte> bytes)
    {
        _number++;
        if (_number == 1)
            bytes = ReviewJson.WithoutMark(bytes);
        try
        {
            if (bytes.Length > options.MaxBodyBytes)
                throw new RequestFault(413, $"the line is longer than {options.MaxBodyBytes:N0} bytes");
            if (IsBlank(bytes))
                throw RequestFault.EmptyReview();
            ReviewRequest request = ReviewJson.ReadLine(bytes, _number);
            ServedModel model = request.Model is null ? _default : registry.Find(request.Model);
            TokenLimit.Check(model, request.Review, options.MaxTokens);
            _characters += request.Review.Length;
            _lines.Add(new Line(request.Review, model, null));
        }
        catch (RequestFault fault)
        {
            _lines.Add(new Line("", _default, fault));
        }
    }

    private async Task Answer()
    {
        if (_lines.Count > 0)
        {
            await rate.Pace(context.Connection.RemoteIpAddress, context.RequestAborted);
            rate.Charge(context.Connection.RemoteIpAddress, _lines.Count);
        }

        var answers = new Prediction?[_lines.Count];
        foreach (IGrouping<ServedModel,
            int> group in Enumerable.Range(0, _lines.Count).Where(i => _lines[i].Fault is null).GroupBy(i => _lines[i].Model))
        {
            int[] numbers = [.. group];
            IReadOnlyList<Prediction?> some =
                await batcher.PredictPiece(group.Key, [.. numbers.Select(i => _lines[i].Review)], context.RequestAborted);
            for (int i = 0; i < numbers.Length; i++)
                answers[numbers[i]] = some[i];
        }

        for (int i = 0; i < answers.Length; i++)
            Write(_lines[i], answers[i]);
        _lines.Clear();
        _characters = 0;
        // Waits where the client does not read: what it sends then waits as well.
        if (answers.Length > 0)
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private void Write(Line line, Prediction? answer)
    {
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonBody.Options);
        if (answer is not null)
            AnswerJson.Write(writer, answer, line.Model);
        else if (line.Fault is { Error: null } fault)
            AnswerJson.WriteError(writer, "Bad line", fault.Detail);
        else
            AnswerJson.WriteError(writer, RequestFault.EmptyReviewError);
        writer.Flush();
        context.Response.BodyWriter.Write("\n"u8);
    }

    private static bool IsBlank(ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        }

        return true;
    }

    private readonly record struct Line(string Review, ServedModel Model, RequestFault? Fault);
}
