#!/usr/bin/env python3
"""Makes tests/Plaudit.Tests/Golden/text_cases.json: what Python makes of tricky texts.

Cleaning is Python's own (str.lower, re.sub, str.translate). The rules of Keras's Tokenizer and pad_sequences are written out below as
keras/preprocessing/text.py and sequence.py state them, without Keras. The "words" tokenizer is Plaudit's own rule, stated here a second time.

Usage: python3 tools/golden/text_cases.py      (any Python 3.9 or later; made with 3.11)
"""
import json
import pathlib
import random
import re
import string
import unicodedata
from collections import OrderedDict

OUTPUT = pathlib.Path(__file__).parents[2] / "tests/Plaudit.Tests/Golden/text_cases.json"

STEPS = {
    "lowercase": str.lower,
    "remove-html": lambda text: re.sub(r"<.*?>", "", text),
    "html-to-space": lambda text: re.sub(r"<.*?>", " ", text),
    "remove-punctuation": lambda text: text.translate(str.maketrans("", "", string.punctuation)),
}
NOTEBOOK = ["lowercase", "remove-html", "remove-punctuation"]


def clean(text, steps):
    for step in steps:
        text = STEPS[step](text)
    return text


def keras_tokens(text, filters='!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n', split=" "):
    text = text.lower()
    text = text.translate(str.maketrans({c: split for c in filters}))
    return [word for word in text.split(split) if word]


def word_tokens(text):
    kinds = "".join(kind(c) for c in text)
    return [text[m.start():m.end()] for m in re.finditer(r"[wm]+(?:[af][wm]+)*|[sa]m*", kinds)]


def kind(c):
    category = unicodedata.category(c)
    if c in "'\u2019":
        return "a"
    if category == "Cf":
        return "f"
    if category[0] == "Z" or category in ("Cc", "Cs"):
        return " "
    return {"L": "w", "N": "w", "M": "m"}.get(category[0], "s")


TOKENIZERS = {"keras": keras_tokens, "words": word_tokens}


def keras_word_index(texts, oov_token):
    counts = OrderedDict()
    for tokens in texts:
        for word in tokens:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: pair[1], reverse=True)
    words = ([] if oov_token is None else [oov_token]) + [word for word, _ in ranked]
    return {word: i + 1 for i, word in enumerate(words)}


def keras_sequence(tokens, word_index, num_words, oov_token):
    ids = []
    for word in tokens:
        i = word_index.get(word)
        if i is not None and (num_words is None or i < num_words):
            ids.append(i)
        elif oov_token is not None:
            ids.append(word_index[oov_token])
    return ids


def keras_pad(ids, maxlen, padding, truncating):
    if maxlen is None:
        return ids
    ids = ids[-maxlen:] if truncating == "pre" else ids[:maxlen]
    fill = [] if padding is None else [0] * (maxlen - len(ids))
    return fill + ids if padding == "pre" else ids + fill


TEXTS = [
    "", " ", "\n", "...", "!?!?", "'", "''", "-", "_", "<>", "< >", "<<>>", "<a<b>c>", "><", "a<b", "a>b", "<unclosed tag and text", "text <",
    "One of the BEST films of 2004 -- truly!", "<br /><br />", "Great film.<br /><br />See it.", "a<br/>b<BR>c", "<i>so</i> <b class=\"x\">bold</b>",
    "3 < 5 and 7 > 6", "line <one\nline> two <three> four", "<a\n<b>c", "<a\nb<c\nd>e", "<a\rb>c", "<a\u2028b>c\u0085<d\u0085e>f", "<\n>", "<\n><>",
    "don't", "Don't  can't won't", "'quoted'", "rock 'n' roll", "dogs' owners", "it''s", "\u2018it\u2019s\u2019", "o'clock-ish", "mother-in-law's",
    "10/10", "1,000.50", "7.5/10 stars", "year2000", "2nd", "\u00bd star", "x\u00b2", "\u0663\u0664", "snake_case __init__", "e-mail@example.com",
    "http://example.com/?a=1&b=2", "C:\\films\\best", "tab\tand\tline\nfeed", "carriage\r\nreturn", "no\u00a0break", "thin\u2009space", "ideographic\u3000space",
    "zero\u200bwidth", "soft\u00adhyphen", "next\u0085line", "line\u2028separator", "\ufeffbyte order mark", "\u200bword\u200b", "null\0char", "bell\x07",
    "caf\u00e9 CAF\u00c9 cafe\u0301 CAFE\u0301", "na\u00efve \u00dcBER", "Stra\u00dfe STRASSE STRA\u1e9eE", "\u01c4ungla \u01c5ungla \u01c6ungla", "\u01cb \u01f2",
    "\u0130stanbul ISTANBUL \u0131\u015f\u0131k I\u0130", "\u0130", "\u0130\u0130\u0130\u0130", "a\u0130b\u0130 \u01301",
    "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3", "\u03a3", "\u03a3\u03a3", "\u0391\u03a3", "\u0391\u03a3\u0391", "\u0391\u03a3 \u0391", "\u0391\u03a3.\u0391", "\u0391\u03a3.",
    "\u0391'\u03a3", "\u0391\u03a3'", "\u0391\u03a3'\u0391", "1\u03a3", "\u0391\u03a31", "\u0391\u0301\u03a3\u0301", "\u0391\u03a3\u0301\u0391", "a\u03a3,a", "a\u03a3:a", "\u02b0\u03a3", "a\u02b0\u03a3",
    "\u00aa\u03a3", "\u24b6\u03a3", "\u2160\u03a3 \u03a3\u2160", "\U0001d400\u03a3", "\U00010400\u03a3\U00010400", "\U0001f130\u03a3", "a\U0001f600\u03a3", "\U0001f600\u03a3 \u03a3\U0001f600",
    "\u03a3<b>\u03a3</b>\u03a3", "\u03c3\u03c2 \u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "\u041e\u0442\u043b\u0438\u0447\u043d\u044b\u0439 \u0424\u0418\u041b\u042c\u041c!", "\u0424\u0418\u041b\u042c\u041c\u03a3",
    "\u10a0\u1c90 \u13a0", "\u212a \u212b \u2126", "\u1e9e \u1fbc \u1f88", "\uff21\uff22\uff23 \uff07", "\U00010400\U00010428 \U0001e900 \U00010c80", "\u2c00 \ua64a",
    "\U0001f600", "good \U0001f600\U0001f600 film", "\u2764\ufe0f love", "\U0001f468\u200d\U0001f469\u200d\U0001f467 family", "\U0001f44d\U0001f3fd", "1\ufe0f\u20e3", "\U0001f1e9\U0001f1ea",
    "\u7535\u5f71\u5f88\u597d\uff0c\u63a8\u8350\u3002", "\u6620\u753b\u306f\u7d20\u6674\u3089\u3057\u3044", "\ud55c\uad6d \uc601\ud654", "\u0939\u093f\u0928\u094d\u0926\u0940", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u05d2\u05f3\u05d5\u05d9\u05e1 \u05e6\u05d4\"\u05dc", "\u0e20\u0e32\u0e1e", "\u0301lead mark", "$\u0301", "a\u0301'\u0301b", "a'\u200db", "a\u200d'b", "\ue000 private", "\u20ac5 \u00a35 $5",
    "\u2026\u2014\u2013\u00ab\u00bb\u201c\u201d", "\u00a1Qu\u00e9!", "`code` ~tilde~ ^caret^ |pipe|", "a+b=c", "100%", "#1 @home", "{x}[y](z)",
]

PIECES = [
    "a", "B", "film", "Great", "don't", "'", "\u2019", "<", ">", "<br />", "\n", "\t", "\r", " ", "  ", "\u00a0", ".", ",", "-", "_", "!", "1", "20", "\u03a3", "\u0391", "\u03b1\u03a3",
    "\u0130", "I", "\u0131", "\u00df", "\u1e9e", "\u01c5", "\u0301", "\u200d", "\u00ad", "\u0085", "\u3000", "\U0001f600", "\ufe0f", "\U00010400", "\u7535", "\u24b6", "\u02b0", ":", "\u00b7", "\0",
]

TRAINING = [
    "The film was great, the cast was great and the end was sad.",
    "A sad film<br /><br />but not a BAD film: don't miss it!",
    "\u039f\u0394\u039f\u03a3 \u03bf\u03b4\u03cc\u03c2, \u0130stanbul. Don't, don't...",
    "",
    "bad bad bad 10/10 <unclosed",
]
UNSEEN = ["", "!!!", "zebra", "The zebra was great", TRAINING[0], TRAINING[1], "don't don't DON'T dont", "\u03bf\u03b4\u03bf\u03c2 \u039f\u0394\u039f\u03a3", "i\u0307stanbul \u0130STANBUL", "was " * 12]

ENCODERS = [
    {},
    {"clean": NOTEBOOK},
    {"clean": NOTEBOOK, "vocabularySize": 6},
    {"clean": NOTEBOOK, "vocabularySize": 6, "outOfVocabulary": "<UNK>"},
    {"clean": ["html-to-space"], "vocabularySize": None, "outOfVocabulary": "<UNK>"},
    {"vocabularySize": 2},
    {"vocabularySize": 3, "outOfVocabulary": "oov"},
    *({"clean": NOTEBOOK, "maxLength": 4, "truncate": truncate, "pad": pad} for truncate in ("pre", "post") for pad in ("pre", "post", None)),
    {"clean": NOTEBOOK, "vocabularySize": 8, "outOfVocabulary": "<UNK>", "maxLength": 5, "truncate": "post", "pad": "pre"},
    {"tokenizer": "words", "clean": ["html-to-space"], "vocabularySize": 12, "outOfVocabulary": "<UNK>", "maxLength": 7, "truncate": "pre", "pad": None},
    {"tokenizer": "words", "vocabularySize": None},
]


def encoder_case(given):
    options = {"clean": [], "tokenizer": "keras", "vocabularySize": 10000, "outOfVocabulary": None, "maxLength": None, "truncate": "pre", "pad": None, **given}
    oov, size, limit = options["outOfVocabulary"], options["vocabularySize"], options["maxLength"]

    def tokens_of(text):
        return TOKENIZERS[options["tokenizer"]](clean(text, options["clean"]))

    word_index = keras_word_index([tokens_of(text) for text in TRAINING], oov)
    texts = []
    for text in UNSEEN:
        tokens = tokens_of(text)
        known = [word for word in tokens if word in word_index and word != oov and (size is None or word_index[word] < size)]
        sequence = keras_sequence(tokens, word_index, size, oov)
        # Keras leaves a sequence without ids empty; Plaudit reads one padding id instead.
        ids = keras_pad(sequence, limit, options["pad"], options["truncate"]) or [0]
        texts.append({"text": text, "ids": ids, "tokens": len(tokens), "unknownTokens": len(tokens) - len(known), "truncated": limit is not None and len(sequence) > limit})
    words = [word for word, i in word_index.items() if size is None or i < size]
    return {"options": options, "training": TRAINING, "words": words, "texts": texts}


def main():
    draw = random.Random(1)
    texts = TEXTS + ["".join(draw.choices(PIECES, k=draw.randint(2, 30))) for _ in range(150)]
    golden = {
        "texts": [
            {
                "text": text,
                "cleaned": {step: clean(text, [step]) for step in STEPS},
                "notebook": clean(text, NOTEBOOK),
                "keras": keras_tokens(text),
                "notebookKeras": keras_tokens(clean(text, NOTEBOOK)),
                "words": word_tokens(text),
            }
            for text in texts
        ],
        "encoders": [encoder_case(options) for options in ENCODERS],
    }
    lines = []
    for key, cases in golden.items():
        rows = ",\n".join(json.dumps(case) for case in cases)
        lines.append(f"{json.dumps(key)}: [\n{rows}\n]")
    OUTPUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
