namespace Plaudit.Data;

/// <summary>How far reading or downloading has come.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Done">How much is done: bytes, or files where a folder is read.</param>
/// <param name="Total">How much there is in all, in the same unit, or null where unknown.</param>
public readonly record struct DataProgress(DataActivity Activity, long Done, long? Total);

/// <summary>What takes the time that a <see cref="DataProgress"/> reports.</summary>
public enum DataActivity
{
    /// <summary>The archive is on its way from the network; counted in bytes.</summary>
    Downloading = 0,

    /// <summary>Reviews are read from a file; counted in bytes of the file as stored.</summary>
    ReadingFile = 1,

    /// <summary>Reviews are read from a folder; counted in files.</summary>
    ReadingFolder = 2,
}
