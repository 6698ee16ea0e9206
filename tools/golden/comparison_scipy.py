#!/usr/bin/env python3
"""Golden numbers of comparisons, from scikit-learn 1.2.1, SciPy 1.10 and NumPy 1.24 (Debian 12: python3-sklearn).

    python3 tools/golden/comparison_scipy.py > tests/Plaudit.Tests/Golden/comparison_scipy.json

Three models of different quality on the same reviews. Of each pair: McNemar's test, SciPy's paired percentile bootstrap of the accuracy difference, and the
quantiles that a bootstrap of infinitely many resamples has. The latter are exact: a resampled difference is the sum of N independent draws from {-1, 0, 1},
so its distribution is an N-fold convolution.
"""

import itertools
import json
import sys

import numpy as np
from scipy import stats
from sklearn import metrics


def scores_of(random, labels, strength):
    """Whole percents: what is stored is what is computed with."""
    noise = random.normal(0, 1, len(labels))
    return np.rint(100 / (1 + np.exp(-(strength * (2 * labels - 1) + noise)))).astype(int)


def exact_quantiles(first_only, second_only, count, confidence):
    one = np.array([second_only, count - first_only - second_only, first_only]) / count
    whole, power, left = np.array([1.0]), one, count
    while left:
        if left & 1:
            whole = np.convolve(whole, power)
        power, left = np.convolve(power, power), left >> 1
    below = np.cumsum(whole)
    tail = (1 - confidence) / 2
    return [int(np.searchsorted(below, share) - count) / count for share in (tail, 1 - tail)]


def pair(labels, names, scores, confidence):
    first, second = (((scores[name] > 50).astype(int) == labels).astype(int) for name in names)
    first_only, second_only = int(np.sum(first > second)), int(np.sum(first < second))
    n = first_only + second_only
    exact = n < 25
    statistic = max(abs(first_only - second_only) - 1, 0) ** 2 / n if n else 0.0
    p = stats.binomtest(min(first_only, second_only), n, 0.5).pvalue if exact and n else stats.chi2.sf(statistic, 1)
    sampled = stats.bootstrap(
        (first, second), lambda a, b, axis=-1: np.mean(a, axis=axis) - np.mean(b, axis=axis), paired=True, vectorized=True, method="percentile",
        n_resamples=20_000, confidence_level=confidence, batch=500, random_state=np.random.default_rng(1)).confidence_interval
    return {
        "first": names[0],
        "second": names[1],
        "firstOnly": first_only,
        "secondOnly": second_only,
        "exact": exact,
        "pValue": float(min(p, 1.0)),
        "estimate": float(np.mean(first) - np.mean(second)),
        "sampled": [float(sampled.low), float(sampled.high)],
        "infinite": exact_quantiles(first_only, second_only, len(labels), confidence),
    }


def case(count, confidence, seed):
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, count)
    scores = {name: scores_of(random, labels, strength) for name, strength in (("good", 1.3), ("fair", 0.9), ("poor", 0.3))}
    # A model that is nearly another: few reviews tell them apart, and McNemar's test is exact.
    scores["twin"] = np.where(random.random(count) < 0.03, 100 - scores["good"], scores["good"])
    return {
        "confidence": confidence,
        "labels": labels.tolist(),
        "models": [{
            "name": name,
            "percents": percents.tolist(),
            "accuracy": metrics.accuracy_score(labels, percents > 50),
            "rocAuc": metrics.roc_auc_score(labels, percents),
            "logLoss": metrics.log_loss(labels, (percents / 100).astype(np.float32).astype(np.float64), eps=1e-7),
        } for name, percents in scores.items()],
        "pairs": [pair(labels, names, scores, confidence) for names in itertools.combinations(scores, 2)],
    }


json.dump({"cases": [case(60, 0.95, 1), case(401, 0.95, 2), case(401, 0.8, 3), case(1500, 0.99, 4)]}, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
