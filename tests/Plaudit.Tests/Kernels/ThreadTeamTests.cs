using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1, 2_000)]
    [InlineData(2, 20_000)]
    [InlineData(3, 20_000)]
    public void Every_member_runs_every_job_exactly_once(int members, int jobs)
    {
        using var team = new ThreadTeam(members);
        Assert.Equal(members, team.Members);
        long[] runs = new long[members];
        for (int i = 0; i < jobs; i++)
        {
            var job = new Count(runs, members);
            team.Run(ref job);
            // Now and then long enough apart that the workers have fallen asleep.
            if (i % 4_000 == 0)
                Thread.Sleep(2);
            for (int member = 0; member < members; member++)
                Assert.Equal(i + 1, runs[member]);
        }
    }

    [Fact]
    public void Members_that_need_longer_than_the_caller_are_waited_for()
    {
        using var team = new ThreadTeam(3);
        for (int i = 0; i < 20; i++)
        {
            long[] runs = new long[3];
            var job = new SlowWorkers(runs);
            team.Run(ref job);
            Assert.Equal([1, 1, 1], runs);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failure_of_any_member_reaches_the_caller_and_the_team_goes_on(int failing)
    {
        using var team = new ThreadTeam(3);
        long[] runs = new long[3];
        for (int i = 0; i < 50; i++)
        {
            var failure = new Fail(failing);
            Exception thrown = Assert.ThrowsAny<Exception>(() => team.Run(ref failure));
            Exception cause = thrown is InvalidOperationException { InnerException: { } inner } ? inner : thrown;
            Assert.Equal($"member {failing}", Assert.IsType<FormatException>(cause).Message);
            var job = new Count(runs, 3);
            team.Run(ref job);
            Assert.Equal([i + 1, i + 1, i + 1], runs);
        }
    }

    [Fact]
    public void The_caller_is_member_0_and_workers_are_background_threads()
    {
        using var team = new ThreadTeam(2);
        var threads = new Thread[2];
        var job = new NoteThread(threads, together: true);
        team.Run(ref job);
        Assert.Same(Thread.CurrentThread, threads[0]);
        Assert.NotSame(threads[0], threads[1]);
        Assert.True(threads[1].IsBackground);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Disposal_ends_the_threads_awake_or_asleep(bool asleep)
    {
        var team = new ThreadTeam(3);
        var threads = new Thread[3];
        var job = new NoteThread(threads, together: true);
        team.Run(ref job);
        if (asleep)
            Thread.Sleep(20);
        team.Dispose();
        team.Dispose();
        Assert.True(threads[1].Join(10_000));
        Assert.True(threads[2].Join(10_000));
        Assert.Throws<ObjectDisposedException>(() => team.Run(ref job));
    }

    [Fact]
    public void The_caller_takes_a_part_that_no_worker_has_begun()
    {
        using var team = new ThreadTeam(2);
        bool taken = false;
        for (int i = 0; i < 1_000 && !taken; i++)
        {
            // The worker has fallen asleep by now, and a part without work is over before it wakes.
            Thread.Sleep(1);
            var threads = new Thread[2];
            var job = new NoteThread(threads, together: false);
            team.Run(ref job);
            taken = threads[1] == Thread.CurrentThread;
        }

        Assert.True(taken);
    }

    [Fact]
    public void A_team_needs_at_least_one_member() => Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(0));

    private readonly struct Count(long[] runs, int expectedMembers) : ITeamJob
    {
        public void Run(int member, int members)
        {
            Assert.Equal(expectedMembers, members);
            runs[member]++;
        }
    }

    private readonly struct SlowWorkers(long[] runs) : ITeamJob
    {
        public void Run(int member, int members)
        {
            if (member > 0)
                Thread.Sleep(member);
            runs[member]++;
        }
    }

    private readonly struct Fail(int failing) : ITeamJob
    {
        public void Run(int member, int members)
        {
            if (member == failing)
                throw new FormatException($"member {member}");
        }
    }

    /// <summary>Together: each part waits until all have begun, so that every one has a thread to itself.</summary>
    private readonly struct NoteThread(Thread[] threads, bool together) : ITeamJob
    {
        public void Run(int member, int members)
        {
            Volatile.Write(ref threads[member], Thread.CurrentThread);
            Thread[] all = threads;
            if (together)
                Assert.True(SpinWait.SpinUntil(() => Array.TrueForAll(all, thread => thread is not null), 10_000));
        }
    }
}
