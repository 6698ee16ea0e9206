#!/usr/bin/env python3
"""Golden numbers of the baselines, from scikit-learn 1.2.1 and NumPy (Debian 12: python3-sklearn).

    python3 tools/golden/baselines_sklearn.py > tests/Plaudit.Tests/Golden/baselines_sklearn.json

Linear models are solved far beyond scikit-learn's own tolerance, so that what is compared is the objective and not where a solver stopped.
Weights are stored by n-gram. Those of nb-logistic are what an n-gram adds to the logit: the coefficient times the n-gram's log-count ratio.
"""

import json
import sys

import numpy as np
from sklearn.calibration import _sigmoid_calibration
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

POSITIVE = """\
A good film with a good heart, and I would see it again.
The acting is superb and the story is a joy from start to end.
I loved every minute of it; the music is lovely and the jokes are good.
A small film, a great cast, and an end that I did not see coming.
It is not a bad film at all. It is funny, warm and well told.
The best film of the year: a story with a heart and a brain.
Great music, great acting, and a story that stays with you.
I did not want it to end. The cast is superb, the jokes are great.
A funny and warm story about two sisters; the acting is lovely.
See it for the music, see it again for the story!
The start is slow, but the end is superb. A good film.
Café scenes that are a joy, and a cast that is never dull.
I laughed from start to end, and so did everyone in the cinema.
A lovely old film. The story is simple and the acting is great.
It was a joy to see this cast again; the best jokes are at the end.
Not one dull minute. A great story and a superb cast.
Warm, funny, well told: a film that I would see every year.
The story of the two brothers is great and the music is good.
I would not miss it: the acting is good and the end is lovely.
They told me it was good. It is great! Two hours that are a joy.
"""
NEGATIVE = """\
A bad film with a bad story, and I would not see it again.
The acting is awful and the story is dull from start to end.
I hated every minute of it; the music is loud and the jokes are old.
A big film, a great cast, and not one good minute in it.
It is not a good film at all. It is slow, loud and badly told.
The worst film of the year: a story with no heart and no brain.
Awful music, awful acting, and a story that goes nowhere.
I wanted it to end. The cast is bored, the jokes are awful.
A slow and dull story about two robots; the acting is wooden.
Miss it for the music, miss it again for the story!
The start is good, but the end is awful. A bad film.
Café scenes that are a bore, and a cast that is never funny.
I slept from start to end, and so did everyone in the cinema.
A dull old film. The story is thin and the acting is bad.
It was a pain to see this cast again; the worst jokes are at the end.
Not one funny minute. A dull story and a bored cast.
Slow, loud, badly told: a film that I would not wish on you.
The story of the two robots is dull and the music is bad.
I would miss it: the acting is bad and the end is awful.
They told me it was bad. It is worse! Two hours that are a pain.
"""
HELD_OUT = """\
A good story and a great cast.
The acting is awful, the music is worse.
It is not a bad film, but the end is dull.
Two sisters told me to see it again and again and again.
Zebras quarrel quietly.
I would not see this slow film, the worst of the year!
x
Café jokes are LOVELY
"""
TOKENS = [
    "It's a well-made film, isn't it? 10/10!",
    "a I am x yz",
    "snake_case __ _ _a ÀÉÎ Straße ΟΔΟΣ İstanbul",
    "e\u0301te\u0301 na\u00efve ﬁne",
    "\u0661\u0662 \u00bd\u00bc \u2167\u2168 x\u00b2 \u2460\u2461",
    "電影很好看 映画 \u0e2b\u0e19\u0e31\u0e07\u0e14\u0e35",
    "\U0001f600\U0001f600 \U00010400\U00010401 \U0001d7d8\U0001d7d9",
    "zero\u200bwidth zero\u200djoiner soft\u00adhyphen no\u00a0break",
    "tab\tand\nline\r\nends",
    "",
    "!",
    "ab",
    "a b c",
]

texts = POSITIVE.splitlines() + NEGATIVE.splitlines()
labels = np.array([1] * len(POSITIVE.splitlines()) + [0] * len(NEGATIVE.splitlines()))
held_out = HELD_OUT.splitlines()


def model(name, options, vectorizer, weights, intercept, decisions, probabilities=None):
    names = vectorizer.get_feature_names_out()
    result = {
        "model": name,
        "options": options,
        "weights": {str(n): float(w) for n, w in sorted(zip(names, np.ravel(weights)))},
        "bias": float(np.ravel([intercept])[0]),
        "decisions": [float(v) for v in decisions],
    }
    if hasattr(vectorizer, "idf_"):
        result["idf"] = {str(n): float(v) for n, v in sorted(zip(names, vectorizer.idf_))}
    if probabilities is not None:
        result["probabilities"] = [float(v) for v in probabilities]
    return result


def naive_bayes(ngrams, minimum, alpha):
    v = CountVectorizer(ngram_range=(1, ngrams), min_df=minimum)
    x = v.fit_transform(texts)
    m = MultinomialNB(alpha=alpha).fit(x, labels)
    h = v.transform(held_out)
    joint = m._joint_log_likelihood(h)
    return model(
        "naive-bayes",
        {"ngrams": ngrams, "minimumReviews": minimum, "smoothing": alpha},
        v,
        m.feature_log_prob_[1] - m.feature_log_prob_[0],
        m.class_log_prior_[1] - m.class_log_prior_[0],
        joint[:, 1] - joint[:, 0],
        m.predict_proba(h)[:, 1],
    )


def tfidf_logistic(ngrams, minimum, cost):
    v = TfidfVectorizer(ngram_range=(1, ngrams), min_df=minimum)
    x = v.fit_transform(texts)
    m = LogisticRegression(C=cost, solver="liblinear", tol=1e-12, max_iter=100000).fit(x, labels)
    h = v.transform(held_out)
    options = {"ngrams": ngrams, "minimumReviews": minimum, "cost": cost}
    return model("tfidf-logistic", options, v, m.coef_, m.intercept_, m.decision_function(h), m.predict_proba(h)[:, 1])


def tfidf_svm(ngrams, minimum, cost):
    v = TfidfVectorizer(ngram_range=(1, ngrams), min_df=minimum)
    x = v.fit_transform(texts)
    m = LinearSVC(C=cost, tol=1e-12, max_iter=1000000, random_state=0).fit(x, labels)
    options = {"ngrams": ngrams, "minimumReviews": minimum, "cost": cost}
    return model("tfidf-svm", options, v, m.coef_, m.intercept_, m.decision_function(v.transform(held_out)))


def nb_logistic(ngrams, minimum, alpha, cost):
    v = CountVectorizer(ngram_range=(1, ngrams), min_df=minimum, binary=True)
    x = v.fit_transform(texts)
    p = np.ravel(x[labels == 1].sum(0)) + alpha
    q = np.ravel(x[labels == 0].sum(0)) + alpha
    r = np.log((p / p.sum()) / (q / q.sum()))
    m = LogisticRegression(C=cost, solver="liblinear", tol=1e-12, max_iter=100000).fit(x.multiply(r).tocsr(), labels)
    h = v.transform(held_out).multiply(r).tocsr()
    options = {"ngrams": ngrams, "minimumReviews": minimum, "smoothing": alpha, "cost": cost}
    return model("nb-logistic", options, v, m.coef_[0] * r, m.intercept_, m.decision_function(h), m.predict_proba(h)[:, 1])


def platt(count, shift, seed):
    random = np.random.default_rng(seed)
    y = np.arange(count) % 3 > 0
    margins = np.round(random.normal(0, 1, count) + np.where(y, shift, -shift), 6)
    a, b = _sigmoid_calibration(margins, y.astype(int))
    # scikit-learn gives 1 / (1 + exp(a f + b)).
    return {"margins": margins.tolist(), "labels": y.astype(int).tolist(), "slope": -a, "offset": -b}


analyzer = CountVectorizer().build_analyzer()
json.dump(
    {
        "texts": texts,
        "labels": labels.tolist(),
        "heldOut": held_out,
        "models": [
            naive_bayes(1, 1, 1.0),
            naive_bayes(2, 2, 1.0),
            naive_bayes(1, 3, 0.1),
            tfidf_logistic(1, 1, 1.0),
            tfidf_logistic(2, 2, 30.0),
            tfidf_svm(1, 1, 1.0),
            tfidf_svm(2, 2, 0.3),
            tfidf_svm(3, 1, 10.0),
            nb_logistic(3, 2, 1.0, 4.0),
            nb_logistic(2, 1, 0.5, 1.0),
            nb_logistic(5, 2, 1.0, 0.1),
        ],
        "platt": [platt(30, 0.8, 1), platt(200, 0.3, 2), platt(60, 0.0, 3)],
        "tokens": [{"text": t, "tokens": analyzer(t)} for t in TOKENS],
    },
    sys.stdout,
    indent=None,
    separators=(",", ":"),
    ensure_ascii=False,
)
sys.stdout.write("\n")
