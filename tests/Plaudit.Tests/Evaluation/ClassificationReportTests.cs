using System.Text.Json;
using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

public class ClassificationReportTests
{
    [Theory]
    [MemberData(nameof(SklearnGolden.CaseNames), MemberType = typeof(SklearnGolden))]
    public void The_report_is_scikit_learns_byte_for_byte(string name)
    {
        SklearnCase golden = SklearnGolden.Case(name);
        string report = ClassificationReport.Format(ConfusionMatrix.Compute(golden.Labels, golden.Scores));
        Assert.Equal(golden.Expected.GetProperty("report").GetString(), report);
    }

    [Fact]
    public void Shares_halfway_between_two_numbers_of_four_digits_are_rounded_as_Python_does()
    {
        int checkedReports = 0;
        foreach (JsonElement golden in SklearnGolden.Root.GetProperty("reports").EnumerateArray())
        {
            long[] c = [.. golden.GetProperty("confusion").EnumerateArray().Select(e => e.GetInt64())];
            var confusion = new ConfusionMatrix(TrueNegative: c[0], FalsePositive: c[1], FalseNegative: c[2], TruePositive: c[3]);
            Assert.Equal(golden.GetProperty("report").GetString(), ClassificationReport.Format(confusion));
            checkedReports++;
        }

        Assert.True(checkedReports > 50);
    }
}
