namespace Plaudit.Server.Operation;

/// <summary>Headers that keep a browser from doing with an answer what it is not meant for (OWASP Secure Headers).</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// The page: its own scripts, styles and data, and nothing else; blobs and data URLs are files to download and images that charts make.
    /// </summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src "
            + "'self'; "
        + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The interactive documentation, which writes styles into its elements.</summary>
    public const string DocumentationPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Sets the headers of an answer that is data.</summary>
    public static void Set(IHeaderDictionary headers) => Set(headers, DataPolicy);

    /// <summary>Sets the headers of an answer under a policy.</summary>
    public static void Set(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
