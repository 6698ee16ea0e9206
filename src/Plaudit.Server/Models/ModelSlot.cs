namespace Plaudit.Server.Models;

/// <summary>The place of one name: the model that serves now, and what became of the last attempt to replace it.</summary>
internal sealed class ModelSlot(ModelAddress? address, ServedModel model)
{
    private volatile ServedModel _current = model;
    private FileStamp _tried = FileStamp.Of(address);

    /// <summary>The model that answers. Whoever has taken it goes on with it, whatever replaces it.</summary>
    public ServedModel Current => _current;

    /// <summary>Why the file as it now stands is not served; null where it is.</summary>
    public string? ReloadError { get; private set; }

    /// <summary>Loads the file beside the model that serves, tries it, and lets it take over, if the file has changed since the last attempt.</summary>
    /// <returns>Whether there was an attempt.</returns>
    public bool TryReload()
    {
        FileStamp stamp = FileStamp.Of(address);
        if (address is null || stamp == _tried)
            return false;
        _tried = stamp;
        try
        {
            _current = ServedModel.Load(address);
            ReloadError = null;
        }
        catch (PlauditException e)
        {
            ReloadError = e.Message;
        }
        catch (Exception e)
        {
            // Whatever a broken file brings about: the old model serves on.
            ReloadError = $"{address.Path} cannot be loaded: unexpected {e.GetType().Name}: {e.Message}";
        }

        return true;
    }

    /// <summary>What tells one state of a file from another.</summary>
    private readonly record struct FileStamp(DateTime Written, long Length)
    {
        public static FileStamp Of(ModelAddress? address)
        {
            try
            {
                // Behind a symbolic link, which is how some deployments swap files, what counts is the file it leads to.
                FileInfo? file = address is null ? null : new FileInfo(address.File);
                file = file?.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
                return file is { Exists: true } ? new FileStamp(file.LastWriteTimeUtc, file.Length) : default;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return default;
            }
        }
    }
}
