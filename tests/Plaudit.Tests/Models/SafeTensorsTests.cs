using System.Buffers.Binary;
using System.Text;
using Plaudit.Models;

namespace Plaudit.Tests.Models;

public sealed class SafeTensorsTests : IDisposable
{
    private static readonly Dictionary<string, string> Metadata = new() { ["z"] = "last first", ["a"] = "{\"units\":128}" };

    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-").FullName;

    private string Model => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_saved_is_read_back_in_its_order()
    {
        float[] bias = [0, 1, -2.5f];
        SafeTensors.Write(Model, Metadata,
            [Tensor("w", [2, 3], 1, 2, 3, 4, 5, 6), Tensor("bias", [3], bias), Tensor("rate", [], 0.5f), Tensor("none", [0, 7])]);
        SafeTensorsFile file = SafeTensors.Read(Model);
        Assert.Equal(Metadata, file.Metadata.AsEnumerable());
        Assert.Equal(["w", "bias", "rate", "none"], file.Tensors.Keys);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Floats("w", 2, 3).ToArray());
        Assert.Equal(bias, file.Floats("bias", 3).ToArray());
        Assert.Equal([0.5f], file.Floats("rate").ToArray());
        Assert.True(file.Floats("none", 0, 7).IsEmpty);
        file.RequireFinite();
    }

    [Fact]
    public void The_data_starts_at_a_multiple_of_64_whatever_the_length_of_the_header()
    {
        for (int length = 0; length < 130; length++)
        {
            SafeTensors.Write(Model, new Dictionary<string, string> { ["k"] = new string('x', length) }, [Tensor("w", [1], 42)]);
            byte[] bytes = File.ReadAllBytes(Model);
            int start = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Assert.Equal(0, start % 64);
            Assert.Equal(42, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(start)));
            Assert.Equal(start + 4, bytes.Length);
        }
    }

    [Fact]
    public void The_bytes_are_those_the_format_describes()
    {
        SafeTensors.Write(Model, new Dictionary<string, string> { ["a"] = "b" }, [Tensor("w", [2], 1, -2)]);
        string header = """{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".PadRight(120);
        Assert.Equal(SafeTensorsBytes.Of(Encoding.UTF8.GetBytes(header), [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]), File.ReadAllBytes(Model));
    }

    [Fact]
    public void A_file_without_metadata_and_tensors_is_an_empty_object()
    {
        SafeTensors.Write(Model, new Dictionary<string, string>(), []);
        Assert.Equal(SafeTensorsBytes.Of("{}".PadRight(56)), File.ReadAllBytes(Model));
        Assert.Empty(SafeTensors.Read(Model).Tensors);
    }

    [Fact]
    public void Floats_are_read_from_where_they_lie_without_a_copy_of_them_all()
    {
        float[] weights = new float[4_000_000];
        weights[^1] = 3;
        var tensors = new TensorToWrite[] { new("w", [weights.Length], () => weights), new("last", [1], () => weights.AsSpan(weights.Length - 1)) };
        SafeTensors.Write(Model, Metadata, tensors);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensors.Write(Model, Metadata, tensors);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(weights, SafeTensors.Read(Model).Floats("w", weights.Length));
    }

    [Fact]
    public void A_file_may_begin_inside_a_stream()
    {
        SafeTensors.Write(Model, Metadata, [Tensor("w", [1], 42)]);
        using var stream = new MemoryStream([1, 2, 3, .. File.ReadAllBytes(Model)]) { Position = 3 };
        Assert.Equal(42, SafeTensors.Read(stream, "embedded").Floats("w", 1)[0]);
    }

    [Fact]
    public void A_tensor_whose_floats_do_not_fill_its_shape_is_not_written()
    {
        File.WriteAllText(Model, "old");
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(Model, Metadata, [Tensor("a", [1], 1), Tensor("w", [2, 2], 1, 2, 3)]));
        Assert.Equal("old", File.ReadAllText(Model));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Names_taken_twice_or_reserved_and_negative_dimensions_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(Model, Metadata, [Tensor("w", [1], 1), Tensor("w", [1], 1)]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(Model, Metadata, [Tensor("__metadata__", [1], 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SafeTensors.Write(Model, Metadata, [Tensor("w", [-1, -1], 1)]));
        Assert.False(File.Exists(Model));
    }

    [Fact]
    public void Text_that_utf8_cannot_hold_is_not_written_as_something_else()
    {
        Assert.ThrowsAny<ArgumentException>(() => SafeTensors.Write(Model, new Dictionary<string, string> { ["word"] = "\ud83d" }, []));
        Assert.ThrowsAny<ArgumentException>(() => SafeTensors.Write(Model, new Dictionary<string, string> { ["\ude00"] = "word" }, []));
        Assert.ThrowsAny<ArgumentException>(() => SafeTensors.Write(Model, Metadata, [Tensor("\ud83d", [1], 1)]));
    }

    [Fact]
    public void A_header_longer_than_readers_accept_is_not_written()
    {
        var metadata = new Dictionary<string, string> { ["vocabulary"] = new string('x', 100_000_000) };
        string message = Assert.Throws<PlauditException>(() => SafeTensors.Write(Model, metadata, [])).Message;
        Assert.Contains("and readers accept 100,000,000. Use a smaller vocabulary.", message, StringComparison.Ordinal);
    }

    private static TensorToWrite Tensor(string name, int[] shape, params float[] floats) => new(name, shape, () => floats);
}
