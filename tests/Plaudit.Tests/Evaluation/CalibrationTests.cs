using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

public class CalibrationTests
{
    [Theory]
    [MemberData(nameof(SklearnGolden.CaseNames), MemberType = typeof(SklearnGolden))]
    public void Bins_and_summaries_equal_scikit_learns(string name)
    {
        SklearnCase golden = SklearnGolden.Case(name);
        Calibration calibration = Calibration.Compute(golden.Labels, golden.Scores);
        Assert.Equal(golden.Numbers("binCounts"), calibration.Bins.Select(b => (double)b.Count));
        SklearnGolden.AssertClose(golden.Numbers("binShares"), calibration.Bins.Where(b => b.Count > 0).Select(b => b.PositiveShare));
        SklearnGolden.AssertClose(golden.Numbers("binMeans"), calibration.Bins.Where(b => b.Count > 0).Select(b => b.MeanScore));
        SklearnGolden.AssertClose(golden.Number("expectedCalibrationError"), calibration.ExpectedCalibrationError);
        SklearnGolden.AssertClose(golden.Number("brier"), calibration.BrierScore);
    }

    [Fact]
    public void Every_score_falls_into_the_bin_whose_bounds_hold_it()
    {
        foreach (int binCount in (int[])[1, 3, 7, 10, 49])
        {
            for (int edge = 0; edge <= binCount; edge++)
            {
                double at = (double)edge / binCount;
                foreach (double score in (double[])[Math.BitDecrement(at), at, Math.BitIncrement(at)])
                {
                    if (score is < 0 or > 1)
                        continue;
                    CalibrationBin bin = Assert.Single(Calibration.Compute([Label.Positive], [score], binCount).Bins, b => b.Count == 1);
                    Assert.True((score > bin.Lower || score == 0) && score <= bin.Upper, $"{score:R} in {bin}");
                }
            }
        }
    }

    [Fact]
    public void An_empty_bin_has_no_mean()
    {
        Calibration calibration = Calibration.Compute([Label.Positive], [0.95]);
        Assert.True(double.IsNaN(calibration.Bins[0].MeanScore) && double.IsNaN(calibration.Bins[0].PositiveShare));
        Assert.Equal(0.05, calibration.ExpectedCalibrationError, 12);
    }
}
