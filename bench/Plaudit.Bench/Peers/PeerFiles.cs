using System.Runtime.InteropServices;

namespace Plaudit.Bench.Peers;

/// <summary>The work as files that scripts can read, in a folder that goes when this does.</summary>
internal sealed class PeerFiles : IDisposable
{
    public PeerFiles(Workload workload)
    {
        Folder = Directory.CreateTempSubdirectory("plaudit-bench-").FullName;
        WriteInts(Ids, workload.Batch.SelectMany(ids => ids));
        WriteInts(Reviews, workload.Ragged.SelectMany(ids => ids.Prepend(ids.Length)));
        File.WriteAllLines(FastText, workload.Reviews.Select(review =>
            $"__label__{(review.Label == Label.Positive ? "pos" : "neg")} {string.Join(' ', workload.Encoder.Tokenize(review.Text))}"));
    }

    public string Folder { get; }

    /// <summary>64 x 200 int32.</summary>
    public string Ids => Path.Combine(Folder, "ids.bin");

    /// <summary>For each review its length and its ids, int32.</summary>
    public string Reviews => Path.Combine(Folder, "reviews.bin");

    /// <summary>A labelled review a line.</summary>
    public string FastText => Path.Combine(Folder, "reviews.txt");

    /// <summary>bench/peers, found from the current folder upwards.</summary>
    public static string Scripts
    {
        get
        {
            for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            {
                string scripts = Path.Combine(folder.FullName, "bench", "peers");
                if (Directory.Exists(scripts))
                    return scripts;
            }

            throw new PlauditException("the peers' scripts are in bench/peers: run this from a checkout of Plaudit");
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void WriteInts(string path, IEnumerable<int> values) =>
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<int>(values.ToArray()).ToArray());
}
