using FsCheck;
using FsCheck.Fluent;
using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class TextEncoderProperties
{
    private static readonly string[] s_words = ["the", "film", "good", "bad", "dull"];

    private static readonly Arbitrary<TextOptions> s_options = (
        from clean in Gen.SubListOf(TextOptions.CleaningStepNames.ToArray())
        from tokenizer in Gen.Elements(TextOptions.TokenizerNames.ToArray())
        from size in Gen.Elements<int?>(null, 3, 4, 10)
        from token in Gen.Elements<string?>(null, "<UNK>")
        from length in Gen.Elements<int?>(null, 1, 2, 7, 30)
        from truncate in Gen.Elements(Side.Pre, Side.Post)
        from pad in Gen.Elements<Side?>(null, Side.Pre, Side.Post)
        select new TextOptions
        {
            Clean = [.. clean],
            Tokenizer = tokenizer,
            VocabularySize = size,
            OutOfVocabulary = token,
            MaxLength = length,
            Truncate = truncate,
            Pad = length is null ? null : pad,
        }).ToArbitrary();

    [Fact]
    public void Lengths_and_ids_keep_their_bounds_whatever_the_text() =>
        Prop.ForAll(s_options, RandomTexts.Any, (options, text) =>
        {
            TextEncoder encoder = EncoderOf(options);
            EncodedText encoded = encoder.Encode(text);
            Assert.InRange(encoded.Ids.Length, options.Pad is null ? 1 : options.MaxLength!.Value, options.MaxLength ?? Math.Max(1, text.Length * 2));
            Assert.All(encoded.Ids, id => Assert.InRange(id, 0, encoder.IdCount - 1));
            Assert.InRange(encoded.UnknownTokens, 0, encoded.Tokens);
            Assert.Equal(encoder.Tokenize(text).Count, encoded.Tokens);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_ids_are_the_named_end_of_the_untruncated_ids() =>
        Prop.ForAll(s_options, RandomTexts.Sentences, (options, text) =>
        {
            int[] all = EncoderOf(options with { MaxLength = null, Pad = null }).Encode(text).Ids.Where(id => id != 0).ToArray();
            EncodedText encoded = EncoderOf(options).Encode(text);
            int kept = Math.Min(all.Length, options.MaxLength ?? int.MaxValue);
            Assert.Equal(options.Truncate == Side.Pre ? all.TakeLast(kept) : all.Take(kept), encoded.Ids.Where(id => id != 0));
            Assert.Equal(kept < all.Length, encoded.Truncated);
            int[] padding = [.. Enumerable.Repeat(0, encoded.Ids.Length - kept)];
            Assert.Equal(padding, options.Pad == Side.Pre ? encoded.Ids.Take(padding.Length) : encoded.Ids.TakeLast(padding.Length));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decoding_gives_the_known_tokens_of_the_text() =>
        Prop.ForAll(RandomTexts.Sentences, text =>
        {
            TextEncoder encoder = EncoderOf(new TextOptions());
            string known = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => s_words.Contains(word)));
            return encoder.Decode(encoder.Encode(text).Ids) == known;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_threads_get_the_same_ids_as_one() =>
        Prop.ForAll(s_options, Gen.ArrayOf(RandomTexts.Any.Generator, 20).ToArbitrary(), (options, texts) =>
        {
            TextEncoder encoder = EncoderOf(options);
            int[][] alone = [.. texts.Select(text => encoder.Encode(text).Ids)];
            int[][] together = new int[texts.Length * 4][];
            var fourThreads = new ParallelOptions { MaxDegreeOfParallelism = 4 };
            Parallel.For(0, together.Length, fourThreads, i => together[i] = encoder.Encode(texts[i % texts.Length]).Ids);
            for (int i = 0; i < together.Length; i++)
                Assert.Equal(alone[i % texts.Length], together[i]);
        }).QuickCheckThrowOnFailure();

    private static TextEncoder EncoderOf(TextOptions options) =>
        TextPipeline.Encoder(options, options.OutOfVocabulary is string token ? [token, .. s_words] : s_words);
}
