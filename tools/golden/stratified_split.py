"""Class counts of scikit-learn's stratified split, for tests/Plaudit.Tests/Golden/stratified-split.json.

Run: python3 tools/golden/stratified_split.py > tests/Plaudit.Tests/Golden/stratified-split.json
Made with scikit-learn 1.2.1. Cases where two remainders tie are left out: scikit-learn draws those at random.
"""
import json

import numpy as np
from sklearn.model_selection import train_test_split

cases = []
for negative, positive in [(2, 2), (5, 8), (3, 97), (10, 11), (50, 49), (101, 300), (333, 667), (12500, 12500), (12432, 12472), (24698, 24884)]:
    for fraction in [0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.7]:
        labels = np.repeat([0, 1], [negative, positive])
        outcomes = set()
        try:
            for seed in range(8 if len(labels) < 1000 else 2):
                _, held = train_test_split(labels, test_size=fraction, stratify=labels, random_state=seed)
                outcomes.add(tuple(int(c) for c in np.bincount(held, minlength=2)))
        except ValueError:
            outcomes = {None}
        if len(outcomes) == 1:
            cases.append({"counts": [negative, positive], "fraction": fraction, "held": outcomes.pop()})
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
