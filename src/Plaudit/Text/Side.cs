namespace Plaudit.Text;

/// <summary>An end of a sequence: where tokens are cut off, or where padding is put.</summary>
public enum Side
{
    /// <summary>The beginning (Keras's <c>"pre"</c>, its default for both).</summary>
    Pre,

    /// <summary>The end (Keras's <c>"post"</c>).</summary>
    Post,
}
