"""Times NB-weighted logistic regression on binary 1- to 3-grams with scikit-learn (Wang and Manning 2012): counting, weighting, fitting.

    nb_logistic.py TRAIN.txt     (one review a line behind its label, __label__pos or __label__neg; Debian: python3-sklearn)
Prints: nb-logistic<TAB>train<TAB>milliseconds
"""
import sys
import time

import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

texts, labels = [], []
for line in open(sys.argv[1], encoding="utf-8"):
    label, text = line.rstrip("\n").split(" ", 1)
    texts.append(text)
    labels.append(label == "__label__pos")
labels = numpy.array(labels, dtype=int)

start = time.perf_counter()
vectorizer = CountVectorizer(ngram_range=(1, 3), token_pattern=r"\S+", binary=True, min_df=2, lowercase=False, dtype=numpy.float32)
counts = vectorizer.fit_transform(texts)
positive = counts[labels == 1].sum(0) + 1
negative = counts[labels == 0].sum(0) + 1
ratio = numpy.log((positive / positive.sum()) / (negative / negative.sum()))
LogisticRegression(C=4, solver="liblinear", dual=True, max_iter=100).fit(counts.multiply(ratio).tocsr(), labels)
print(f"nb-logistic\ttrain\t{(time.perf_counter() - start) * 1e3:.0f}")
