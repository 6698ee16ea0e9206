"""Writes the notebook's baseline and bidirectional model, with random weights, as baseline.onnx and bidirectional.onnx into a folder.

    export_onnx.py FOLDER        (Debian: python3-torch)
"""
import os
import sys

import torch
from torch import nn


class Sentiment(nn.Module):
    def __init__(self, bidirectional):
        super().__init__()
        self.embedding = nn.Embedding(10000, 100)
        self.lstm = nn.LSTM(100, 128, batch_first=True, bidirectional=bidirectional)
        self.dense = nn.Linear(256 if bidirectional else 128, 1)

    def forward(self, ids):
        states, _ = self.lstm(self.embedding(ids))
        return torch.sigmoid(self.dense(states[:, -1]))


for name in ("baseline", "bidirectional"):
    torch.onnx.export(
        Sentiment(name == "bidirectional").eval(), torch.randint(0, 10000, (2, 200)), os.path.join(sys.argv[1], f"{name}.onnx"),
        input_names=["ids"], output_names=["score"], dynamic_axes={"ids": {0: "rows", 1: "tokens"}, "score": {0: "rows"}}, opset_version=14)
