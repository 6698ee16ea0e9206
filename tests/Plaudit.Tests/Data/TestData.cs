using Plaudit.Data;

namespace Plaudit.Tests.Data;

/// <summary>Opens data so that a cancelled test run stops reading.</summary>
internal static class TestData
{
    public static ReviewSet Open(string data, ReviewReadOptions? options = null, IProgress<DataProgress>? progress = null) =>
        ReviewData.Open(data, options, progress, TestContext.Current.CancellationToken);
}
