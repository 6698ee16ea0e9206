using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Models;

namespace Plaudit.Tests.Models;

public sealed class SafeTensorsPropertyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-").FullName;

    private string Model => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Any_metadata_and_tensors_are_read_back_and_saved_again_to_the_same_bytes() =>
        Prop.ForAll(Contents().ToArbitrary(), content =>
        {
            (Dictionary<string, string> metadata, (string Name, int[] Shape, float[] Floats)[] tensors) = content;
            SafeTensors.Write(Model, metadata,
                Array.ConvertAll(tensors, tensor => new TensorToWrite(tensor.Name, tensor.Shape, () => tensor.Floats)));
            byte[] bytes = File.ReadAllBytes(Model);
            SafeTensorsFile file = SafeTensors.Read(Model);

            Assert.Equal(metadata, file.Metadata.AsEnumerable());
            Assert.Equal(tensors.Select(tensor => tensor.Name), file.Tensors.Keys);
            foreach ((string name, int[] shape, float[] floats) in tensors)
                Assert.Equal(Bits(floats), Bits(file.Floats(name, shape)));

            SafeTensors.Write(Model, file.Metadata,
                [.. file.Tensors.Values.Select(tensor => new TensorToWrite(tensor.Name, tensor.Shape, tensor.Floats))]);
            Assert.Equal(bytes, File.ReadAllBytes(Model));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        float[] weights = [1, 2, 3, 4, 5, 6];
        SafeTensors.Write(Model, new Dictionary<string, string> { ["recipe"] = "{\"name\":\"caf\u00e9\"}", ["format"] = "1" },
            [new("embedding", [2, 3], () => weights), new("bias", [6], () => weights), new("rate", [], () => weights.AsSpan(0, 1))]);
        byte[] valid = File.ReadAllBytes(Model);
        var random = new SeededRandom(20);
        int refused = 0;
        for (int attempt = 0; attempt < 5_000; attempt++)
        {
            byte[] damaged = Damage(valid, ref random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                SafeTensorsBytes.Read(damaged);
            }
            catch (PlauditException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        }

        // Damage to the data alone is no fault of the format; most damage hits the header.
        Assert.InRange(refused, 2_500, 4_999);
    }

    private static byte[] Damage(byte[] valid, ref SeededRandom random)
    {
        // Bytes that mean something in a header break more than any others do.
        ReadOnlySpan<byte> telling = "{}[]\",:\\u0d8-9e. \0"u8;
        var bytes = new List<byte>(valid);
        for (int changes = 1 + random.NextInt32(4); changes > 0; changes--)
        {
            int place = random.NextInt32(bytes.Count);
            byte fresh = random.NextInt32(2) == 0 ? telling[random.NextInt32(telling.Length)] : (byte)random.NextInt32(256);
            switch (random.NextInt32(4))
            {
                case 0: bytes[place] ^= (byte)(1 << random.NextInt32(8)); break;
                case 1: bytes[place] = fresh; break;
                case 2: bytes.Insert(place, fresh); break;
                default: bytes.RemoveAt(place); break;
            }
        }

        // Half of the time the header's length fits again, so that damage gets past the first check.
        if (bytes.Count > 8 && random.NextInt32(2) == 0)
            SafeTensorsBytes.Length((ulong)Math.Max(0, bytes.Count - 8 - (13 * sizeof(float)))).CopyTo(CollectionsMarshal.AsSpan(bytes));
        return [.. bytes];
    }

    private static Gen<(Dictionary<string, string> Metadata, (string Name, int[] Shape, float[] Floats)[] Tensors)> Contents()
    {
        Gen<string> letter = Gen.Elements(
            "a", "Z", " ", "\"", "\\", "/", "\n", "\0", "\u001b", "<", "+", "é", "\u2028", "映", "\ufffd", "\uffff", "😀", "__metadata__");
        Gen<string> text = letter.ListOf().Select(string.Concat);
        Gen<Dictionary<string, string>> metadata =
            from pairs in Gen.Zip(text, text).ListOf()
            select pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        Gen<float> number = Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle);
        Gen<(string, int[], float[])> tensor =
            from name in text
            from rank in Gen.Choose(0, 3)
            from shape in Gen.Choose(0, 4).ArrayOf(rank)
            from floats in number.ArrayOf(shape.Aggregate(1, (product, dimension) => product * dimension))
            select (name, shape, floats);
        return from strings in metadata
               from tensors in tensor.ListOf()
               select (strings, tensors.Where(one => one.Item1 != "__metadata__").DistinctBy(one => one.Item1).ToArray());
    }

    private static int[] Bits(ReadOnlySpan<float> floats) => MemoryMarshal.Cast<float, int>(floats).ToArray();
}
