using Plaudit.Inference;

namespace Plaudit.Server.Tests;

/// <summary>Who else asks does not change an answer by a bit.</summary>
public class ConcurrencyTests(TestModels models)
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 16)]
    [InlineData(4, 5)]
    public async Task Many_clients_at_a_time_get_the_bits_of_one(int workers, int group)
    {
        var options = new PlauditServerOptions
        {
            Models = [$"first={models.First}", $"second={models.Second}", $"bayes={models.Baseline}"],
            Workers = workers,
            MaxGroup = group
        };
        await using RunningServer server = await RunningServer.Start(options);
        (string Name, float[] Scores)[] alone = [Alone("first", models.First), Alone("second", models.Second), Alone("bayes", models.Baseline)];
        Assert.True(alone[0].Scores.Distinct().Count() > models.Reviews.Count / 2, "the scores hardly differ: nothing would be checked");
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async client =>
        {
            var random = new SeededRandom(client);
            for (int i = 0; i < 40; i++)
            {
                int review = random.NextInt32(models.Reviews.Count);
                (string name, float[] scores) = alone[random.NextInt32(3)];
                Reply reply = await server.Predict(models.Reviews[review], $"?model={name}");
                Assert.Equal(200, reply.Code);
                Assert.Equal(scores[review], reply.Score);
            }
        }));
        string grouped = (await server.Get("/metrics")).Body.Split('\n')
            .Single(line => line.StartsWith("plaudit_group_reviews_bucket{le=\"1\"}", StringComparison.Ordinal));
        Assert.True(long.Parse(grouped.Split(' ')[1]) < 64 * 40, "no two reviews were ever answered together: nothing was checked");
    }

    private (string, float[]) Alone(string name, string file)
    {
        var predictor = SentimentPredictor.Load(file);
        return (name, [.. models.Reviews.Select(review => (float)predictor.Predict(review).Score)]);
    }
}
