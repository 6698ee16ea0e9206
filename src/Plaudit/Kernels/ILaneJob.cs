namespace Plaudit.Kernels;

/// <summary>A team's job whose kernel is written for any register width.</summary>
internal interface ILaneJob : ITeamJob
{
    /// <summary>The member's part, with registers of <typeparamref name="TLane"/>.</summary>
    void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>;
}
