namespace Plaudit;

/// <summary>
/// A failure that a user can act on: its message says what is wrong, where, what was expected, what was found and what to do.
/// The command line prints only the message and exits with 1.
/// </summary>
public class PlauditException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do; shown to the user unchanged.</param>
    /// <param name="inner">The failure beneath, if there is one.</param>
    public PlauditException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What can be done next with the folder that the message is about, for a front end that offers it; or null.</summary>
    internal NextStep? NextStep { get; init; }
}
