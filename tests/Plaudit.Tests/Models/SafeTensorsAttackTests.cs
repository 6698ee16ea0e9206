using System.Text;
using Plaudit.Models;
using static Plaudit.Tests.Models.SafeTensorsBytes;

namespace Plaudit.Tests.Models;

public sealed class SafeTensorsAttackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file_is_refused_by_name()
    {
        string path = Path.Combine(_folder, "no-such-model.safetensors");
        Assert.Equal($"cannot read {path}: there is no such file; expected a .safetensors file. Check the path.", MessageOfReading(path));
        Assert.Contains("there is no such file", MessageOfReading(Path.Combine(_folder, "no-such-folder", "model.safetensors")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused() => Assert.Contains("it is a folder", MessageOfReading(_folder), StringComparison.Ordinal);

    [Fact]
    public void A_stream_without_a_length_is_refused()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        Assert.Contains("it is a pipe", Assert.Throws<PlauditException>(() => SafeTensors.Read(pipe, "pipe")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_disk_is_refused_with_its_path()
    {
        string path = Path.Combine(_folder, "cut.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.StartsWith($"cannot read {path} as a safetensors file: it has 3 bytes;", MessageOfReading(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_a_million_empty_dimensions_is_refused_before_they_are_read()
    {
        string zeros = string.Concat(Enumerable.Repeat("0,", 1_000_000));
        byte[] header = Encoding.UTF8.GetBytes($"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{zeros}0],\"data_offsets\":[0,0]}}}}");
        Assert.Contains("has a list of more than 64 numbers; expected shapes of at most 64 dimensions",
            RefusalOf([.. Length((ulong)header.Length), .. header]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused() => Assert.Contains("it is empty", RefusalOf([]), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_file_shorter_than_its_header_length_is_refused(int bytes) =>
        Assert.Contains($"it has {bytes} bytes; the header length alone takes 8", RefusalOf(new byte[bytes]), StringComparison.Ordinal);

    [Theory]
    [InlineData(100_000_001, "a header of 100,000,001 bytes; expected 100,000,000 at the most")]
    [InlineData(long.MaxValue, "expected 100,000,000 at the most")]
    [InlineData(-1, "a header of 18,446,744,073,709,551,615 bytes")]
    [InlineData(100_000_000, "a header of 100,000,000 bytes, but only 2 bytes follow")]
    [InlineData(3, "a header of 3 bytes, but only 2 bytes follow")]
    public void A_header_length_beyond_the_file_or_the_limit_is_refused(long length, string expected) =>
        Assert.Contains(expected, RefusalOf([.. Length(unchecked((ulong)length)), (byte)'{', (byte)'}']), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "does not begin with '{'")]
    [InlineData(" {}", "does not begin with '{'")]
    [InlineData("[]", "does not begin with '{'")]
    [InlineData("\"text\"", "does not begin with '{'")]
    [InlineData("{", "is not the JSON object expected")]
    [InlineData("{}{}", "is not the JSON object expected")]
    [InlineData("{\"a\":", "is not the JSON object expected")]
    [InlineData("{} // comment", "is not the JSON object expected")]
    [InlineData("{\"\\ud800\":1}", "not valid Unicode")]
    [InlineData("{\"__metadata__\":{\"a\":\"\\ud800\"}}", "not valid Unicode")]
    public void A_header_that_is_no_json_object_is_refused(string header, string expected) =>
        Assert.Contains(expected, RefusalOf(SafeTensorsBytes.Of(header)), StringComparison.Ordinal);

    [Fact]
    public void A_header_nested_without_end_is_refused() =>
        Assert.Contains("is not the JSON object expected", RefusalOf(SafeTensorsBytes.Of("{\"a\":" + new string('[', 100_000))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'}', 0xC0, 0x80 })]
    public void A_header_that_is_not_utf8_is_refused(byte[] header) =>
        Assert.Contains("its header is not UTF-8", RefusalOf(SafeTensorsBytes.Of(header, [])), StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "its __metadata__ is an array; expected an object of strings")]
    [InlineData("null", "its __metadata__ is null")]
    [InlineData("\"text\"", "its __metadata__ is a string")]
    [InlineData("{\"a\":\"b\",\"epoch\":3}", "its metadata 'epoch' is a number; expected a string")]
    [InlineData("{\"a\":{\"b\":\"c\"}}", "its metadata 'a' is an object; expected a string")]
    [InlineData("{\"a\":true}", "its metadata 'a' is true or false; expected a string")]
    public void Metadata_that_are_not_all_strings_are_refused(string metadata, string expected) =>
        Assert.Contains(expected, RefusalOf(SafeTensorsBytes.Of($"{{\"__metadata__\":{metadata}}}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("3", "tensor 'w' is a number; expected an object")]
    [InlineData("""{"shape":[1],"data_offsets":[0,4]}""", "tensor 'w' has no dtype")]
    [InlineData("""{"dtype":32,"shape":[1],"data_offsets":[0,4]}""", "tensor 'w' has no dtype")]
    [InlineData("""{"dtype":"F32","data_offsets":[0,4]}""", "tensor 'w' has no shape")]
    [InlineData("""{"dtype":"F32","shape":1,"data_offsets":[0,4]}""", "tensor 'w' has no shape")]
    [InlineData("""{"dtype":"F32","shape":[1]}""", "tensor 'w' has no data_offsets")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":4}""", "tensor 'w' has no data_offsets")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0]}""", "tensor 'w' has no data_offsets")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}""", "tensor 'w' has no data_offsets")]
    [InlineData("""{"dtype":"F31","shape":[1],"data_offsets":[0,4]}""", "tensor 'w' has the unknown dtype 'F31'")]
    [InlineData("""{"dtype":"f32","shape":[1],"data_offsets":[0,4]}""", "tensor 'w' has the unknown dtype 'f32'")]
    public void A_tensor_entry_with_a_missing_or_unknown_part_is_refused(string entry, string expected) =>
        Assert.Contains(expected, RefusalOf(SafeTensorsBytes.Of($"{{\"w\":{entry}}}", 4)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[-1]")]
    [InlineData("[1.5]")]
    [InlineData("[1e2]")]
    [InlineData("[2147483648]")]
    [InlineData("[99999999999999999999999]")]
    [InlineData("[\"1\"]")]
    [InlineData("[null]")]
    [InlineData("[[1]]")]
    public void A_dimension_that_is_no_size_is_refused(string shape) =>
        Assert.Contains("dimension 0 of tensor 'w' is not a whole number from 0 to 2147483647",
            RefusalOf(SafeTensorsBytes.Of($"{{\"w\":{Entry(shape, 0, 4)}}}", 4)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[2147483647,2147483647,2147483647]", "overflows")]
    [InlineData("[65536,65536,65536,65536]", "overflows")] // 2^64 elements: 0 in 64 bits
    [InlineData("[32768,32768,32768,32768,4]", "overflows")] // 2^62 elements of 4 bytes: 0 in 64 bits
    [InlineData("[2147483647,2147483647,2147483647,0]", "overflows")]
    [InlineData("[2147483647,500000000]", "tensor 'w' takes 4 bytes; its shape and dtype ask for 4,294,967,294,000,000,000")]
    [InlineData("[2]", "tensor 'w' takes 4 bytes; its shape and dtype ask for 8")]
    [InlineData("[0]", "tensor 'w' takes 4 bytes; its shape and dtype ask for 0")]
    public void A_shape_that_does_not_match_its_bytes_is_refused(string shape, string expected) =>
        Assert.Contains(expected, RefusalOf(SafeTensorsBytes.Of($"{{\"w\":{Entry(shape, 0, 4)}}}", 4)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[-4,0]")]
    [InlineData("[0,9223372036854775808]")]
    [InlineData("[0,4.0]")]
    [InlineData("[\"0\",4]")]
    [InlineData("[null,4]")]
    public void Offsets_that_are_no_offsets_are_refused(string offsets) =>
        Assert.Contains("the data_offsets of tensor 'w' are not two whole numbers from 0 up",
            RefusalOf(SafeTensorsBytes.Of(
                """{"w":{"dtype":"F32","shape":[1],"data_offsets":?}}""".Replace("?", offsets, StringComparison.Ordinal), 4)),
                StringComparison.Ordinal);

    [Theory]
    [InlineData(4, 8, 0, 4, "tensor 'a' begins at byte 4 of the data; expected 0")] // the second first
    [InlineData(0, 4, 0, 4, "tensor 'b' begins at byte 0 of the data; expected 4")] // the same bytes twice
    [InlineData(0, 4, 3, 7, "tensor 'b' begins at byte 3 of the data; expected 4")] // an overlap
    [InlineData(0, 4, 5, 9, "tensor 'b' begins at byte 5 of the data; expected 4")] // a gap
    [InlineData(0, 4, 4, 0, "tensor 'b' ends at byte 0 of the data, before its begin at 4")]
    [InlineData(0, 4, 4, 9223372036854775807, "tensor 'b' takes 9,223,372,036,854,775,803 bytes; its shape and dtype ask for 4")]
    public void Offsets_out_of_order_with_overlaps_or_gaps_are_refused(long begin, long end, long secondBegin, long secondEnd, string expected) =>
        Assert.Contains(expected,
            RefusalOf(SafeTensorsBytes.Of($"{{\"a\":{Entry("[1]", begin, end)},\"b\":{Entry("[1]", secondBegin, secondEnd)}}}", 8)),
                StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "tensor 'w' ends at byte 8 of the data, but the file has 0 bytes of data")]
    [InlineData(7, "tensor 'w' ends at byte 8 of the data, but the file has 7 bytes of data")]
    [InlineData(9, "its tensors end after 8 bytes of data, but 9 bytes follow the header")]
    public void Data_cut_short_or_running_on_is_refused(int dataBytes, string expected) =>
        Assert.Contains(expected, RefusalOf(SafeTensorsBytes.Of($"{{\"w\":{Entry("[2]", 0, 8)}}}", dataBytes)), StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] whole = SafeTensorsBytes.Of($"{{\"__metadata__\":{{\"a\":\"b\"}},\"w\":{Entry("[2]", 0, 8)}}}  ", 8);
        Assert.Single(Read(whole).Tensors);
        for (int length = 0; length < whole.Length; length++)
            RefusalOf(whole[..length]);
    }

    [Theory]
    [InlineData("\"w\"")]
    [InlineData("\"\\u0077\"")] // the same name, escaped
    public void A_tensor_named_twice_is_refused(string second)
    {
        string message = RefusalOf(SafeTensorsBytes.Of($"{{\"w\":{Entry("[1]", 0, 4)},{second}:{Entry("[1]", 4, 8)}}}", 8));
        Assert.Contains("Duplicate property 'w'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"__metadata__":{"a":"1"},"__metadata__":{"a":"2"}}""")]
    [InlineData("""{"__metadata__":{"a":"1","\u0061":"2"}}""")]
    [InlineData("""{"w":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}}""")]
    public void Any_key_given_twice_is_refused(string header) =>
        Assert.Contains("Duplicate property", RefusalOf(SafeTensorsBytes.Of(header)), StringComparison.Ordinal);

    [Fact]
    public void Long_names_and_control_characters_stay_out_of_messages()
    {
        string message = RefusalOf(SafeTensorsBytes.Of($"{{\"\\u001b[31m{new string('x', 100_000)}\":3}}"));
        Assert.Contains("tensor '?[31mxxx", message, StringComparison.Ordinal);
        Assert.Contains("xxx...'", message, StringComparison.Ordinal);
        string twice = $"\"\\u001b{new string('x', 100_000)}\":3";
        Assert.DoesNotContain('\u001b', RefusalOf(SafeTensorsBytes.Of($"{{{twice},{twice}}}")));
    }

    [Fact]
    public void A_tensor_beyond_two_gigabytes_is_refused()
    {
        string path = Path.Combine(_folder, "big.safetensors");
        using (FileStream stream = File.Create(path))
        {
            stream.Write(SafeTensorsBytes.Of($"{{\"w\":{Entry("[1000000000,3]", 0, 3_000_000_000, "U8")}}}"));
            stream.SetLength(stream.Position + 3_000_000_000); // a hole, not bytes on the disk
        }

        Assert.Contains("tensor 'w' takes 3,000,000,000 bytes; a tensor of more than 2,147,483,591 bytes is not supported", MessageOfReading(path),
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_length_in_a_file_is_allocated_before_it_is_checked()
    {
        byte[][] attacks =
        [
            [.. Length(100_000_000), (byte)'{', (byte)'}'],
            SafeTensorsBytes.Of($"{{\"w\":{Entry("[500000000]", 0, 2_000_000_000)}}}", 4),
            SafeTensorsBytes.Of($"{{\"w\":{Entry("[1]", 0, 4)},\"v\":{Entry("[500000000]", 4, 2_000_000_004)}}}", 8),
        ];
        RefusalOf(attacks[1]); // warm: the first refusal loads code
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] attack in attacks)
            RefusalOf(attack);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void A_missing_tensor_is_refused_with_the_names_there_are()
    {
        SafeTensorsFile file = Read(SafeTensorsBytes.Of($"{{\"w\":{Entry("[2]", 0, 8)}}}", 8));
        string message = Assert.Throws<PlauditException>(() => { file.Floats("dense.weight", 2, 1); }).Message;
        Assert.Equal(
            "attack.safetensors does not fit the model being loaded: it has no tensor 'dense.weight', expected with shape [2, 1]; it has 'w'. "
            + "It is another model's file or was changed: use the file that was saved with this model.", message);
        SafeTensorsFile none = Read(SafeTensorsBytes.Of("{}"));
        Assert.Contains("it has no tensors", Assert.Throws<PlauditException>(() => { none.Floats("w", 2); }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_shape_than_asked_for_is_refused()
    {
        SafeTensorsFile file = Read(SafeTensorsBytes.Of($"{{\"w\":{Entry("[2,3]", 0, 24)}}}", 24));
        Assert.Equal(6, file.Floats("w", 2, 3).Length);
        foreach (int[] shape in new int[][] { [3, 2], [6], [2, 3, 1], [] })
            Assert.Contains("tensor 'w' has shape [2, 3]; expected [", Assert.Throws<PlauditException>(() => { file.Floats("w", shape); }).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_are_listed_but_refused_as_floats()
    {
        SafeTensorsFile file = Read(SafeTensorsBytes.Of($"{{\"ids\":{Entry("[1]", 0, 8, "I64")}}}", 8));
        Assert.Equal("I64", file.Tensors["ids"].Dtype);
        Assert.Contains("tensor 'ids' has dtype I64; expected F32, F16 or BF16",
            Assert.Throws<PlauditException>(() => { file.Floats("ids", 1); }).Message, StringComparison.Ordinal);
        file.RequireFinite();
    }

    [Theory]
    [InlineData("F32", 4, 0x7FC00000, "NaN")]
    [InlineData("F32", 4, 0x7F800000, "Infinity")]
    [InlineData("F32", 4, 0xFF800000, "-Infinity")]
    [InlineData("F16", 2, 0x7C00, "Infinity")]
    [InlineData("BF16", 2, 0x7FC0, "NaN")]
    public void Floats_that_are_not_finite_are_refused_by_tensor_and_place(string dtype, int size, uint bits, string shown)
    {
        byte[] data = new byte[5 * size];
        BitConverter.GetBytes(bits)[..size].CopyTo(data, 4 * size);
        string header = $"{{\"a\":{Entry("[2]", 0, 2 * size, dtype)},\"b\":{Entry("[3]", 2 * size, 5 * size, dtype)}}}";
        string message = Assert.Throws<PlauditException>(Read(SafeTensorsBytes.Of(Encoding.UTF8.GetBytes(header), data)).RequireFinite).Message;
        Assert.StartsWith($"attack.safetensors cannot be used: element 2 of tensor 'b' is {shown}; expected finite numbers.", message,
            StringComparison.Ordinal);
        Read(SafeTensorsBytes.Of(header, data.Length)).RequireFinite();
    }

    private static string MessageOfReading(string path) => Assert.Throws<PlauditException>(() => SafeTensors.Read(path)).Message;
}
