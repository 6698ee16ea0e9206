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

    private sealed class Scratch
    {
        public Scratch() => Writer = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }
    }
}
