using Plaudit.Models;

namespace Plaudit.Tests.Models;

/// <summary>Files that tools/golden/safetensors_read.py wrote with struct, json and numpy.</summary>
public class SafeTensorsGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Fact]
    public void A_file_written_by_numpy_is_read()
    {
        SafeTensorsFile file = SafeTensors.Read(Path.Combine(Folder, "safetensors_f32.safetensors"));
        Assert.Equal("golden", file.Metadata["format"]);
        Assert.Equal("café \"quoted\" ‰ 映画\nline two\\", file.Metadata["text"]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (i / 8f) - 0.5f), file.Floats("embedding", 3, 4).ToArray());
        Assert.Equal([0, 1, -1e-38f, 3.4e38f], file.Floats("lstm.bias", 4).ToArray());
        Assert.Equal([0.1f], file.Floats("scale").ToArray());
        Assert.Equal(0, file.Floats("nothing", 0, 5).Length);
    }

    [Fact]
    public void Plaudit_writes_the_same_bytes_as_numpy()
    {
        string golden = Path.Combine(Folder, "safetensors_f32.safetensors");
        string folder = Directory.CreateTempSubdirectory("plaudit-").FullName;
        string path = Path.Combine(folder, "again.safetensors");
        SafeTensorsFile file = SafeTensors.Read(golden);
        SafeTensors.Write(path, file.Metadata,
            [.. file.Tensors.Values.Select(tensor => new TensorToWrite(tensor.Name, tensor.Shape, tensor.Floats))]);
        Assert.Equal(File.ReadAllBytes(golden), File.ReadAllBytes(path));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Types_that_other_tools_write_are_listed_and_half_floats_converted()
    {
        SafeTensorsFile file = SafeTensors.Read(Path.Combine(Folder, "safetensors_mixed.safetensors"));
        Assert.Equal(["half F16", "brain BF16", "counts I64", "steps I8", "flags U8", "unaligned F32"],
            file.Tensors.Values.Select(tensor => $"{tensor.Name} {tensor.Dtype}"));
        Assert.Equal([1, -2.5f, 65504, 5.9604645e-8f], file.Floats("half", 2, 2).ToArray());
        Assert.Equal([1, -2.5f, 3.3895314e38f], file.Floats("brain", 3).ToArray());
        Assert.Equal([1.5f], file.Floats("unaligned", 1).ToArray());
        Assert.Equal([1, 0xFE, 3], file.Tensors["steps"].Bytes.ToArray());
        file.RequireFinite();
    }
}
