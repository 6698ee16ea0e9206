using System.Net.Http.Headers;

namespace Plaudit.Data;

/// <summary>Remembers beside an unfinished download where it came from, so that it only continues with bytes of the same file.</summary>
internal sealed class DownloadOrigin(Uri url, string path)
{
    /// <summary>True if the unfinished file is known to come from this address.</summary>
    public bool IsKnown => Lines() is [var known, ..] && known == url.AbsoluteUri;

    /// <summary>
    /// What the server said of the file's version, as the condition of a range; null where it said nothing: the SHA-256 then decides at the end.
    /// </summary>
    public RangeConditionHeaderValue? Condition()
    {
        if (Lines() is not [_, var version, ..] || version.Length == 0)
            return null;
        return version.StartsWith('"') ? new RangeConditionHeaderValue(new EntityTagHeaderValue(version))
            : DateTimeOffset.TryParse(version, out DateTimeOffset modified) ? new RangeConditionHeaderValue(modified) : null;
    }

    /// <summary>Remembers the answer that the file begins with.</summary>
    public void Remember(HttpResponseMessage response)
    {
        // A weak tag does not promise equal bytes and may not be used in a condition (RFC 9110, section 13.1.5).
        string? version = response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R");
        AtomicFile.WriteText(path, $"{url.AbsoluteUri}\n{version}\n");
    }

    /// <summary>Removes the note.</summary>
    public void Forget() => File.Delete(path);

    private string[] Lines() => File.Exists(path) ? File.ReadAllLines(path) : [];
}
