using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

public unsafe class AlignedBufferTests
{
    [Fact]
    public void Memory_starts_on_a_line_is_zero_at_first_and_can_be_written_to_its_end()
    {
        // All buffers live at once, so that one written past its end hits another.
        var buffers = new List<AlignedBuffer<float>>();
        for (int length = 0; length <= 200; length++)
        {
            var buffer = new AlignedBuffer<float>();
            buffer.Ensure(length);
            Assert.Equal(0, (nint)buffer.Pointer % 64);
            Assert.Equal(length, buffer.Span.Length);
            Assert.DoesNotContain(buffer.Span.ToArray(), value => value != 0);
            buffer.Span.Fill(length);
            buffers.Add(buffer);
        }

        for (int length = 0; length <= 200; length++)
            Assert.All(buffers[length].Span.ToArray(), value => Assert.Equal(length, value));
    }

    [Fact]
    public void Growing_and_shrinking_keep_the_alignment_and_smaller_needs_keep_the_memory()
    {
        var ints = new AlignedBuffer<int>();
        var random = new SeededRandom(1);
        int largest = 0;
        for (int i = 0; i < 300; i++)
        {
            int length = random.NextInt32(20_000);
            int* before = ints.Pointer;
            int* pointer = ints.Ensure(length);
            Assert.Equal(0, (nint)pointer % 64);
            Assert.Equal(length, ints.Length);
            Assert.True(before == null || length > largest || pointer == before, "memory that was enough was not kept");
            largest = Math.Max(largest, length);
            ints.Span.Fill(i);
        }
    }

    [Fact]
    public void More_memory_than_an_array_can_hold_is_refused_instead_of_cut_short()
    {
        var buffer = new AlignedBuffer<byte>();
        buffer.Ensure(10);
        foreach (long length in (ReadOnlySpan<long>)[int.MaxValue + 1L, int.MaxValue, Array.MaxLength, Array.MaxLength - 1])
            Assert.Throws<PlauditException>(() => { buffer.Ensure(length); });
        Assert.Equal(10, buffer.Length);
    }
}
