#!/usr/bin/env python3
"""Golden numbers of the evaluation, from scikit-learn 1.2.1, SciPy 1.10 and NumPy (Debian 12: python3-sklearn).

    python3 tools/golden/evaluation_sklearn.py > tests/Plaudit.Tests/Golden/evaluation_sklearn.json

Three things are not taken over as they are. roc_curve begins at the threshold infinity, as since 1.3 (1.2 wrote max + 1). The report has its
accuracy line also when labels and predictions are all of one class, as later versions do (1.2 wrote a micro average there). It counts reviews
in whole numbers everywhere (scikit-learn writes a support of 2 as 2.0 when not one prediction is right).
Long cases are not stored: `generate` makes them here and in the tests alike.
"""

import json
import math
import re
import sys
import warnings

import numpy as np
from scipy import stats
from sklearn import calibration, metrics

warnings.simplefilter("ignore")
TARGETS = dict(labels=[0, 1], target_names=["negative", "positive"], digits=4, zero_division=0)


def generate(count, steps, seed):
    """Labels and scores k / steps from the generator x = (1103515245 x + 12345) mod 2^31; a high score makes a positive label likely."""
    labels, scores = [], []
    x = seed
    for _ in range(count):
        x = (1103515245 * x + 12345) % 2**31
        score = (x >> 8) % (steps + 1) / steps
        x = (1103515245 * x + 12345) % 2**31
        labels.append(int((x >> 8) / 2**23 < score))
        scores.append(score)
    return labels, scores


def finite(values):
    """Numbers as JSON has them: NaN becomes null, infinity the text "inf"."""
    return [None if math.isnan(v) else "inf" if math.isinf(v) else float(v) for v in values]


def case(name, labels, scores, stored=True, generator=None):
    y, s = np.array(labels), np.array(scores, dtype=np.float64)
    predicted = (s > 0.5).astype(int)
    matrix = metrics.confusion_matrix(y, predicted, labels=[0, 1])
    fpr, tpr, thresholds = metrics.roc_curve(y, s, pos_label=1)
    thresholds = np.r_[np.inf, thresholds[1:]]
    precision, recall, pr_thresholds = metrics.precision_recall_curve(y, s, pos_label=1)
    share, mean = calibration.calibration_curve(y, s, n_bins=10, pos_label=1)
    # Weights of the non-empty bins, in calibration_curve's own binning.
    bins = np.searchsorted(np.linspace(0.0, 1.0, 11)[1:-1], s)
    counts = np.bincount(bins, minlength=10)
    weights = counts[counts > 0] / len(y)
    both = len(set(labels)) == 2
    result = {
        "name": name,
        "accuracy": metrics.accuracy_score(y, predicted),
        "precision": metrics.precision_score(y, predicted, zero_division=0),
        "recall": metrics.recall_score(y, predicted, zero_division=0),
        "f1": metrics.f1_score(y, predicted, zero_division=0),
        "confusion": [int(v) for v in matrix.ravel()],  # true negative, false positive, false negative, true positive
        "rocAuc": float(metrics.roc_auc_score(y, s)) if both else None,
        "logLoss": float(metrics.log_loss(y, s, eps=1e-7, labels=[0, 1])),
        "brier": float(np.mean((s - y) ** 2)),
        "expectedCalibrationError": float(np.sum(weights * np.abs(share - mean))),
        "binCounts": counts.tolist(),
        "binShares": share.tolist(),
        "binMeans": mean.tolist(),
        "report": report_text(y, predicted),
        "rocPoints": len(fpr),
        "precisionRecallPoints": len(precision),
    }
    if stored:
        result |= {
            "labels": labels,
            "scores": scores,
            "roc": [finite(fpr), finite(tpr), finite(thresholds)],
            "precisionRecall": [finite(precision), finite(recall), finite(pr_thresholds)],
        }
    else:
        count, steps, seed = generator
        result |= {"count": count, "steps": steps, "seed": seed}
        result["rocSums"] = [float(fpr.sum()), float(tpr.sum()), float(thresholds[1:].sum())]
        result["precisionRecallSums"] = [float(precision.sum()), float(recall.sum()), float(pr_thresholds.sum())]
    return result


def generated(name, count, steps, seed):
    return case(name, *generate(count, steps, seed), stored=False, generator=(count, steps, seed))


def report_text(y, predicted):
    text = metrics.classification_report(y, predicted, **TARGETS)
    text = re.sub(r"(\d+)\.0\n", r"  \1\n", text)
    return re.sub(r"   micro avg( +[\d.]+){2}", "    accuracy" + 21 * " ", text)


def report_of(tn, fp, fn, tp):
    y = np.repeat([0, 0, 1, 1], [tn, fp, fn, tp])
    predicted = np.repeat([0, 1, 0, 1], [tn, fp, fn, tp])
    return {"confusion": [tn, fp, fn, tp], "report": report_text(y, predicted)}


def reports():
    """Shares that fall exactly between two 4-digit numbers (in 32nds), near such a place (of 160, 4000, 20000), and others."""
    random = np.random.default_rng(7)
    for total in [32] * 12 + [160] * 12 + [4000] * 12 + [20000] * 12 + [3, 11, 97, 777, 9917]:
        shares = random.dirichlet([2, 1, 1, 2])
        yield report_of(*(int(v) for v in random.multinomial(total, shares)))


def mcnemar(first_only, second_only):
    n = first_only + second_only
    if n < 25:
        p = stats.binomtest(min(first_only, second_only), n, 0.5).pvalue if n else 1.0
        return {"firstOnly": first_only, "secondOnly": second_only, "exact": True, "pValue": float(min(p, 1.0))}
    statistic = max(abs(first_only - second_only) - 1, 0) ** 2 / n
    return {
        "firstOnly": first_only,
        "secondOnly": second_only,
        "exact": False,
        "statistic": statistic,
        "pValue": float(stats.chi2.sf(statistic, 1)),
    }


cases = [
    case("perfect", [0, 0, 1, 1, 0, 1], [0.1, 0.2, 0.9, 0.8, 0.3, 0.7]),
    case("all wrong", [1, 1, 0, 0], [0.1, 0.2, 0.9, 0.8]),
    case("only positives", [1, 1, 1], [0.4, 0.6, 0.9]),
    case("only negatives", [0, 0, 0, 0], [0.4, 0.6, 0.9, 0.4]),
    case("never predicted positive", [0, 1, 1, 0], [0.5, 0.25, 0.5, 0.0]),
    case("all scores tied", [0, 1, 1, 0, 1], [0.75] * 5),
    case("ties across the classes", [0, 1, 1, 0, 1, 0, 0, 1, 1, 0], [0.1, 0.4, 0.4, 0.4, 0.8, 0.8, 0.6, 0.6, 0.9, 0.2]),
    case("a single review", [1], [0.9]),
    case("two reviews", [0, 1], [0.4, 0.35]),
    case("certain and wrong", [0, 1, 1, 0], [1.0, 0.0, 1.0, 0.0]),
    case("on the edges of bins", [0, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
    case("collinear points", [1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0], [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.45, 0.4, 0.35]),
    generated("25000 reviews", 25000, 2**20, 42),
    generated("25000 reviews with many ties", 25000, 64, 7),
    generated("401 reviews", 401, 1000, 3),
]
pairs = [(0, 0), (1, 0), (0, 5), (3, 9), (10, 2), (7, 7), (12, 12), (4, 20)]
pairs += [(12, 13), (20, 20), (5, 25), (40, 60), (30, 56), (30, 58), (59, 121), (300, 500), (1000, 400)]
json.dump({"cases": cases, "reports": list(reports()), "mcnemar": [mcnemar(*p) for p in pairs]}, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
