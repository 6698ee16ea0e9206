namespace Plaudit.Kernels;

/// <summary>A matrix that owns its memory and is resized for each batch.</summary>
internal sealed unsafe class MatrixBuffer
{
    private readonly AlignedBuffer<float> _memory = new();

    public Matrix View { get; private set; }

    /// <summary>Makes it (<paramref name="rows"/>, <paramref name="columns"/>); the content is undefined.</summary>
    public Matrix Ensure(int rows, int columns)
    {
        int stride = Matrix.PaddedStride(columns);
        return View = new Matrix(_memory.Ensure((long)rows * stride), rows, columns, stride);
    }
}
