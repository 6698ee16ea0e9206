using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plaudit.Server.Json;

/// <summary>Writes JSON bodies, each thread into a buffer that it uses again.</summary>
internal static class JsonBody
{
    public const string ContentType = "application/json; charset=utf-8";

    // A buffer that a long answer has made greater than this is not kept.
    private const int KeptBytes = 1 << 20;

    private const int ItemsAtOnce = 200;
    private const int PieceBytes = 16 << 10;

    [ThreadStatic]
    private static Scratch? s_scratch;

    /// <summary>Reviews in many languages stay readable; what matters within HTML is of no concern: no answer is served as HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a body of known length. The content type is set already, or JSON's.</summary>
    public static Task Write(HttpResponse response, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        Scratch scratch = s_scratch ??= new Scratch();
        scratch.Buffer.ResetWrittenCount();
        scratch.Writer.Reset();
        write(scratch.Writer);
        scratch.Writer.Flush();
        ReadOnlySpan<byte> json = scratch.Buffer.WrittenSpan;
        response.ContentType ??= ContentType;
        response.ContentLength = json.Length;
        // Copied before anything waits: the buffer is the thread's, not the request's.
        response.BodyWriter.Write(json);
        if (scratch.Buffer.Capacity > KeptBytes)
            s_scratch = null;
        return response.BodyWriter.FlushAsync(cancellation).AsTask();
    }

    /// <summary>
    /// Writes a body around a list. A short one has a known length; of a long one each piece is written when the client has taken those before it,
    /// so that a client that does not read fills no memory.
    /// </summary>
    public static async Task WriteList<T>(
        HttpContext context, Action<Utf8JsonWriter> before, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> item, Action<Utf8JsonWriter> after)
    {
        HttpResponse response = context.Response;
        if (items.Count <= ItemsAtOnce)
        {
            await Write(response, writer =>
            {
                before(writer);
                for (int i = 0; i < items.Count; i++)
                    item(writer, items[i]);
                after(writer);
            }, context.RequestAborted);
            return;
        }

        response.ContentType ??= ContentType;
        using var writer = new Utf8JsonWriter(response.BodyWriter, Options);
        before(writer);
        for (int i = 0; i < items.Count; i++)
        {
            item(writer, items[i]);
            if (writer.BytesPending < PieceBytes)
                continue;
            writer.Flush();
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }

        after(writer);
        writer.Flush();
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private sealed class Scratch
    {
        public Scratch() => Writer = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }
    }
}
