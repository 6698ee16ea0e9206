namespace Plaudit.Baselines;

/// <summary>
/// Words that tell what a reviewer thinks, written for Plaudit: a few hundred that say it of films in most of their uses. Words that name what a
/// film shows (war, murder, death) are left out, since a good film may be about any of them. None has a hyphen: every tokenizer takes it for a
/// mark between two words.
/// </summary>
internal static class LexiconWords
{
    private static readonly (float Valence, string Words)[] s_valences =
    [
        (3, """
            masterpiece masterpieces masterful masterfully superb superbly brilliant brilliantly brilliance outstanding excellent excellently excellence
            magnificent magnificently phenomenal exceptional exceptionally extraordinary flawless flawlessly perfect perfectly perfection unforgettable
            wonderful wonderfully fantastic amazing amazingly awesome stunning stunningly breathtaking breathtakingly marvelous marvellous marvelously
            terrific incredible dazzling exquisite sublime spellbinding mesmerizing mesmerising riveting gripping impeccable unmissable splendid
            glorious gem gems treasure triumph triumphant stupendous
            """),
        (2, """
            great greatest loved lovely beautiful beautifully beauty best favorite favourite favorites favourites powerful powerfully moving touching
            touches delightful delightfully delight delights charming charm charms enchanting hilarious hilariously enjoyable enjoyed enjoy enjoying
            enjoys captivating captivated compelling engrossing engaging fascinating fascinated inspired inspiring inspirational impressive impressed
            impresses remarkable remarkably memorable refreshing refreshingly heartwarming heartfelt poignant thoughtful intelligent
            intelligently witty wit clever cleverly smart smartly original originality inventive imaginative creative stylish gorgeous elegant graceful
            subtle subtly nuanced authentic believable convincing convincingly effective effectively rewarding satisfying satisfied thrilling thrilled
            exciting suspenseful uplifting tender tenderly warmth sincere timeless classic classics recommend recommended recommends adore
            adored adorable love loves fun funniest laughed chilling haunting hauntingly haunted atmospheric underrated admirable
            admirably gifted talented talent talents sparkling vivid vividly rich richly wonder
            worth worthwhile worthy unique hooked polished crisp tight tightly ingenious stellar genius pleasure treat joy
            joyous cherish
            """),
        (1, """
            good nice nicely fine finely solid solidly decent well better entertaining entertained entertains entertainment funny amusing interesting
            interested likable likeable like liked pleasant pleasantly pleasing sweet cute competent competently capable watchable effortless
            effortlessly strong strongly strength strengths fresh honest honestly simple surprised surprising surprisingly unexpected realistic
            realistically natural naturally believably sympathetic genuine genuinely special lively energetic energy glad happy happily laugh laughs
            laughing smile smiling appreciate appreciated deserves deserved award awards highly definitely recommendable relaxed
            insight insightful depth deep deeply brave bold daring emotional emotionally stands accessible easy quirky
            """),
        (-1, """
            bland slow slowly weak weaker weakest weakly predictable predictably cliché cliche clichés cliches clichéd cliched cheap cheaply silly odd
            oddly forgettable flat shallow thin confusing confused confuses uneven average unoriginal overlong overly overrated unfunny
            underwhelming unconvincing unconvincingly unnecessary unnecessarily stereotypical stereotypes stereotype contrived forced obvious
            obviously sappy corny cheesy formulaic derivative dated problem problems flaw flaws flawed fault faults lack lacks lacked
            lacking unfortunately sadly supposed supposedly maybe apparently guess instead dumbed trying tries
            tried attempt attempts unclear unlikely unrealistic implausible improbable unbelievable rushed drag drags dragged dragging missed
            sentimental melodramatic excuse wooden amateur
            """),
        (-2, """
            bad badly boring bored bore bores boredom dull dullest disappointing disappointed disappointment disappoints disappointingly poor poorly poorest
            worse stupid stupidly stupidity dumb dumbest ridiculous ridiculously lame lamest annoying annoyed annoys annoyingly irritating irritated
            pointless mess messy nonsense nonsensical waste wasted wasting fail fails failed failing failure tedious tiresome tired lifeless soulless
            mindless brainless clumsy clumsily amateurish incoherent pretentious pompous preachy sloppy ludicrous laughable laughably absurd
            unwatchable unbearable unbearably painful painfully cringe cringing cringeworthy ugly hate hated hates dislike disliked inept ineptly
            incompetent incompetence hopeless hopelessly regret shame embarrassing embarrassed embarrassment embarrassingly insulting insult insults
            offensive disgusting disgusted sucks sucked suck crap crappy junk rubbish drivel turkey stinks stinker dreck dreary hollow empty
            insipid vapid trite uninspired uninteresting uninvolving unimaginative unappealing unlikable unlikeable unpleasant plodding muddled
            monotonous meandering gratuitous hackneyed forgettably charmless humorless humourless witless tasteless senseless worthless useless
            asleep yawn yawning snore lousy miscast disaster fiasco overacted overacting overacts avoid skip
            """),
        (-3, """
            awful awfully terrible terribly horrible horribly worst atrocious atrociously abysmal dreadful dreadfully appalling appallingly horrendous
            horrendously horrid pathetic pathetically garbage trash trashy abomination excruciating excruciatingly godawful unwatchably
            dire wretched travesty insufferable intolerable execrable despicable vile vomit nauseating putrid torture torturous
            """),
    ];

    /// <summary>Turn what follows, and make it weaker: "not great" is not as bad as "awful".</summary>
    private static readonly (float Factor, string Words)[] s_negations =
    [
        (-0.75f, """
            not no never neither nor none nothing nobody nowhere without cannot hardly scarcely barely rarely seldom
            """),
    ];

    /// <summary>Verbs whose negation is written in one word: "isn't", "isn’t" and "isnt".</summary>
    private const string NegatedVerbs = "is are was were do does did has have had wo ca could should would need must ai";

    /// <summary>Words that make the next one count more or less.</summary>
    private static readonly (float Factor, string Words)[] s_intensities =
    [
        (1.4f, "very really so extremely incredibly absolutely truly totally utterly completely thoroughly hugely immensely such too"),
        (0.6f, "somewhat slightly fairly rather pretty mildly partly moderately reasonably kinda sorta"),
    ];

    /// <summary>What ends the reach of a negation.</summary>
    private const string ClauseEnds = ". , ; : ! ? ( ) \" - – — … but however although though yet because";

    /// <summary>Every word once, with what it does; the first list that names it counts.</summary>
    public static IReadOnlyList<LexiconEntry> All { get; } = [.. Entries().DistinctBy(entry => entry.Word, StringComparer.Ordinal)];

    private static IEnumerable<LexiconEntry> Entries()
    {
        foreach (string word in Split(ClauseEnds))
            yield return new LexiconEntry(word) { EndsClause = true };
        foreach ((float factor, string words) in s_negations)
        {
            foreach (string word in Split(words))
                yield return new LexiconEntry(word) { Negation = factor };
            foreach (string verb in Split(NegatedVerbs))
            {
                foreach (string ending in (string[])["n't", "n\u2019t", "nt"])
                    yield return new LexiconEntry(verb + ending) { Negation = factor };
            }
        }

        foreach ((float factor, string words) in s_intensities)
        {
            foreach (string word in Split(words))
                yield return new LexiconEntry(word) { Intensity = factor };
        }

        foreach ((float valence, string words) in s_valences)
        {
            foreach (string word in Split(words))
                yield return new LexiconEntry(word) { Valence = valence };
        }
    }

    private static string[] Split(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>What a word does to a lexicon's sum.</summary>
/// <param name="Word">The word, in lower case.</param>
internal readonly record struct LexiconEntry(string Word)
{
    /// <summary>How good it is, from -3 to 3; 0 says nothing.</summary>
    public float Valence { get; init; }

    /// <summary>The factor of the valences after it, below 0; 0 if it is not a negation.</summary>
    public float Negation { get; init; }

    /// <summary>The factor of the next valence, above 0; 0 where it is none.</summary>
    public float Intensity { get; init; }

    /// <summary>Whether a negation before it ends here.</summary>
    public bool EndsClause { get; init; }
}
