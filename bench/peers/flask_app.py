"""The usual way to serve such a model: Flask's own server, one process, PyTorch's LSTM in the notebook's size. Answers POST /predict {"review": "..."}.

    flask_app.py PORT WORDS

WORDS: a file of the vocabulary, a word a line, most frequent first. Weights are drawn: the time does not depend on them.
Debian: apt-get install --no-install-recommends python3-flask python3-torch libopenblas0-openmp
"""
import logging
import os
import re
import sys

if "avx512f" in open("/proc/cpuinfo").read():
    os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch
from flask import Flask, jsonify, request
from torch import nn

LENGTH = 200
SEPARATORS = re.compile(r"[\s!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~]+")

torch.set_num_threads(1)  # requests come side by side: a thread each is the better setting
torch.set_flush_denormal(True)
torch.manual_seed(0)
logging.getLogger("werkzeug").setLevel(logging.ERROR)
app = Flask(__name__)
words = {word: i + 1 for i, word in enumerate(open(sys.argv[2], encoding="utf-8").read().split("\n")) if i < 9999}
embedding, lstm, dense = nn.Embedding(10000, 100), nn.LSTM(100, 128, batch_first=True), nn.Linear(128, 1)


@app.route("/predict", methods=["POST"])
def predict():
    review = request.get_json().get("review", "").strip()
    if not review:
        return jsonify({"error": "Empty review"}), 400
    ids = [words[word] for word in SEPARATORS.split(review.lower()) if word in words][:LENGTH]
    with torch.no_grad():
        states, _ = lstm(embedding(torch.tensor([ids + [0] * (LENGTH - len(ids))])))
        score = torch.sigmoid(dense(states[:, -1])).item()
    return jsonify({"sentiment": "Positive" if score > 0.5 else "Negative", "score": score})


app.run(port=int(sys.argv[1]))
