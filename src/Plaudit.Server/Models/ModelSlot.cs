namespace Plaudit.Server.Models;

/// <summary>The place of one name: the model that serves now, and what became of the last attempt to replace it.</summary>
internal sealed class ModelSlot(ModelAddress? address, ServedModel model)
{
    private volatile ServedModel _current = model;
    // The states that were loaded or refused last, and seen last: a file is loaded once it was the same at two looks.
    private FileStatus _tried = model.Stamp;
    private FileStatus _seen = model.Stamp;
    private bool _retry;

    /// <summary>The model that answers. A request that has taken it keeps it, whatever replaces it.</summary>
    public ServedModel Current => _current;

    /// <summary>Why the current file is not served; null if it is.</summary>
    public string? ReloadError { get; private set; }

    /// <summary>
    /// Loads the file beside the model that serves, tries it, and lets it take over, if the file has changed since the last attempt or that failed
    /// for a reason that may pass. A file that still changes is left for the next look.
    /// </summary>
    /// <returns>Whether there was an attempt with a new outcome.</returns>
    public bool TryReload()
    {
        if (address is null)
            return false;
        FileStatus stamp = FileStatus.Of(address.File);
        bool stoodStill = stamp == _seen;
        _seen = stamp;
        if (!stoodStill || stamp == _tried && !_retry)
            return false;
        string? before = ReloadError;
        bool again = _retry && stamp == _tried;
        if (!Attempt(address))
            return false;
        return !again || ReloadError != before;
    }

    /// <returns>Whether the file stood still meanwhile.</returns>
    private bool Attempt(ModelAddress address)
    {
        FileStatus before = _seen;
        try
        {
            ServedModel loaded = ServedModel.Load(address);
            if (loaded.Stamp != before)
            {
                _seen = loaded.Stamp;
                return false;
            }

            _current = loaded;
            ReloadError = null;
            _retry = false;
        }
        catch (Exception e)
        {
            // Whatever a broken file causes, the old model continues to serve.
            if (FileStatus.Of(address.File) != before)
                return false;
            ReloadError = e is PlauditException ? e.Message : $"{address.Path} cannot be loaded: unexpected {e.GetType().Name}: {e.Message}";
            _retry = e.InnerException is IOException or UnauthorizedAccessException;
        }

        _tried = before;
        return true;
    }
}
