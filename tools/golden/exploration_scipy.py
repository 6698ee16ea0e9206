#!/usr/bin/env python3
"""Golden numbers of the exploration, from NumPy, SciPy 1.10 and scikit-learn 1.2.1 (Debian 12: python3-sklearn).

    python3 tools/golden/exploration_scipy.py > tests/Plaudit.Tests/Golden/exploration_scipy.json

`describe` is pandas' own arithmetic in NumPy (mean, std with ddof=1, linear percentiles); `box` is matplotlib.cbook.boxplot_stats' with whis=1.5; the
histogram and its curve are seaborn's histplot(bins=50, kde=True), which takes both from numpy.histogram and scipy.stats.gaussian_kde; words are cleaned and counted
as in the notebook (lower case, tags and punctuation removed, CountVectorizer).
"""

import json
import re
import string
import sys

import numpy as np
from scipy import stats
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

PRIOR = 1000


def describe(x):
    std = float(np.std(x, ddof=1)) if len(x) > 1 else None
    q = np.percentile(x, [25, 50, 75])
    return [len(x), float(np.mean(x)), std, float(np.min(x)), *map(float, q), float(np.max(x))]


def box(x):
    q1, med, q3 = np.percentile(x, [25, 50, 75])
    low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
    above, below = x[x >= low], x[x <= high]
    whislo = q1 if len(above) == 0 or above.min() > q1 else above.min()
    whishi = q3 if len(below) == 0 or below.max() < q3 else below.max()
    fliers = x[(x < low) | (x > high)]
    return [float(v) for v in (whislo, q1, med, q3, whishi)] + [len(fliers)]


def lengths(name, x):
    x = np.asarray(x)
    counts, edges = np.histogram(x, np.histogram_bin_edges(x, 50))
    result = {"name": name, "lengths": x.tolist(), "describe": describe(x), "box": box(x), "counts": counts.tolist(), "edges": edges.tolist()}
    if np.ptp(x) > 0:
        support = np.linspace(x.min(), x.max(), 200)
        result["support"] = support.tolist()
        result["density"] = stats.gaussian_kde(x, bw_method="scott")(support).tolist()
    return result


def clean(text):
    text = re.sub(r"<.*?>", "", text.lower())
    return text.translate(str.maketrans("", "", string.punctuation))


def log_odds(positive, negative):
    """Monroe et al. 2008 on arrays of counts of the same words."""
    both = positive + negative
    prior = PRIOR * both / both.sum()
    odds = lambda y: np.log((y + prior) / (y.sum() + PRIOR - y - prior))
    delta = odds(positive) - odds(negative)
    return delta, delta / np.sqrt(1 / (positive + prior) + 1 / (negative + prior))


def words(reviews):
    texts = [clean(text) for text, _ in reviews]
    labels = np.array([label for _, label in reviews])
    result = {"reviews": [list(r) for r in reviews]}
    top = CountVectorizer(stop_words="english")
    counts = np.asarray(top.fit_transform(texts).todense())
    names = top.get_feature_names_out()
    for label, name in ((1, "positive"), (0, "negative")):
        sums = counts[labels == label].sum(axis=0)
        pairs = [(w, int(c)) for w, c in zip(names, sums) if c > 0]
        result[name] = [list(p) for p in sorted(pairs, key=lambda p: (-p[1], p[0]))]
    every = CountVectorizer()
    counts = np.asarray(every.fit_transform(texts).todense()).astype(float)
    positive, negative = counts[labels == 1].sum(axis=0), counts[labels == 0].sum(axis=0)
    delta, z = log_odds(positive, negative)
    result["words"] = [int(positive.sum()), int(negative.sum())]
    result["logOdds"] = {w: [float(d), float(s)] for w, d, s in zip(every.get_feature_names_out(), delta, z)}
    result["tokens"] = [len(text.split()) for text in texts]
    return result


SENTENCES = {
    1: ["A wonderful film, moving & clever.<br /><br />I loved it!", "Great acting; great story. It's great.", "The best comedy of the year: funny, sad, true.",
        "Un très beau film, naïve et drôle.", "不错的电影 really good", "I don't often cry, but this moved me."],
    0: ["Dull from start to finish.<br />I wanted my two hours back.", "Bad script, bad acting, bad film.", "The worst movie I've ever seen! Don't waste your time.",
        "Плохой фильм, очень плохой.", "It wasn't funny... not one joke_line in 90 minutes.", "Great cast, wasted: a terrible, boring story."],
}


def reviews():
    random = np.random.default_rng(5)
    made = []
    for i in range(60):
        label = int(random.integers(2))
        chosen = [SENTENCES[label if random.random() < 0.85 else 1 - label][int(random.integers(6))] for _ in range(int(random.integers(1, 6)))]
        made.append((f"{i}a " + " ".join(chosen), label))
    return made


random = np.random.default_rng(3)
cases = [
    lengths("log-normal", np.exp(random.normal(6.9, 0.65, 700)).astype(int) + 30),
    lengths("two humps", np.concatenate([random.integers(20, 60, 90), random.integers(900, 1100, 60)])),
    lengths("ten reviews", [12, 40, 41, 41, 55, 60, 73, 80, 95, 400]),
    lengths("two reviews", [7, 1000001]),
    lengths("one review", [30]),
    lengths("all the same", [25] * 8),
    lengths("a quartile beyond the whisker", [1, 1, 1, 100]),
]
json.dump({"stopWords": sorted(ENGLISH_STOP_WORDS), "lengths": cases, "text": words(reviews())}, sys.stdout, separators=(",", ":"), ensure_ascii=False)
sys.stdout.write("\n")
