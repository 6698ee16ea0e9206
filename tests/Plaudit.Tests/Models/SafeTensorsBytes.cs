using System.Buffers.Binary;
using System.Text;
using Plaudit.Models;

namespace Plaudit.Tests.Models;

/// <summary>Files built byte by byte, so that the tests of the reader owe nothing to the writer.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, int dataBytes = 0) => Of(Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    public static byte[] Of(byte[] header, byte[] data) => [.. Length((ulong)header.Length), .. header, .. data];

    public static byte[] Length(ulong length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    public static string Entry(string shape, long begin, long end, string dtype = "F32") =>
        $$"""{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}""";

    public static SafeTensorsFile Read(byte[] bytes) => SafeTensors.Read(new MemoryStream(bytes, writable: false), "attack.safetensors");

    public static string RefusalOf(byte[] bytes)
    {
        string message = Assert.Throws<PlauditException>(() => Read(bytes)).Message;
        Assert.StartsWith("cannot read attack.safetensors as a safetensors file: ", message, StringComparison.Ordinal);
        Assert.EndsWith("copy it again from its source, or save the model again.", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 0, 500);
        return message;
    }
}
