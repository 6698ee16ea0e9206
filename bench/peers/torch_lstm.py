"""Times the notebook's three models in PyTorch: a training step (forward, backward, Adam) and inference of 1 and 64 reviews.

    torch_lstm.py THREADS IDS [MODEL...]

IDS: a file of 64 x 200 little-endian int32 token ids below 10,000. Prints one line a figure: MODEL<TAB>WHAT<TAB>milliseconds (medians).
Debian: apt-get install --no-install-recommends python3-torch libopenblas0-openmp
Denormal numbers are flushed to zero: gradients decay into them over 200 steps, and some CPUs then take ten times as long.
"""
import os
import sys
import time
from statistics import median

if "avx512f" in open("/proc/cpuinfo").read():
    os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")  # OpenBLAS does not know every CPU; its AVX-512 kernels are the fast ones

import numpy
import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]))
torch.set_flush_denormal(True)
torch.manual_seed(0)


class Sentiment(nn.Module):
    """Embedding 100, then the LSTM of the name, dropout, one logit from the last state."""

    def __init__(self, name):
        super().__init__()
        self.embedding = nn.Embedding(10000, 100)
        self.lstm = nn.LSTM(100, 128, batch_first=True, bidirectional=name == "bidirectional")
        self.norm = self.second = None
        width = 256 if name == "bidirectional" else 128
        if name == "stacked":
            self.norm = nn.BatchNorm1d(128)
            self.second = nn.LSTM(128, 64, batch_first=True)
            width = 64
        self.dropout = nn.Dropout(0.5 if name == "baseline" else 0.3)
        self.dense = nn.Linear(width, 1)

    def forward(self, ids):
        states, _ = self.lstm(self.embedding(ids))
        if self.second is not None:
            states, _ = self.second(self.norm(states.transpose(1, 2)).transpose(1, 2))
        return self.dense(self.dropout(states[:, -1])).squeeze(-1)


def timed(work, runs, warm=2):
    for _ in range(warm):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return median(times)


ids = torch.from_numpy(numpy.fromfile(sys.argv[2], dtype="<i4").reshape(64, 200).astype("int64"))
labels = (torch.arange(64) % 2).float()
for name in sys.argv[3:] or ["baseline", "bidirectional", "stacked"]:
    model = Sentiment(name)
    optimizer = torch.optim.Adam(model.parameters())
    loss = nn.BCEWithLogitsLoss()

    def step():
        optimizer.zero_grad()
        loss(model(ids), labels).backward()
        optimizer.step()

    print(f"{name}\ttrain\t{timed(step, 7):.3f}", flush=True)
    model.eval()
    with torch.no_grad():
        print(f"{name}\tone\t{timed(lambda: model(ids[:1]), 25):.3f}", flush=True)
        print(f"{name}\tbatch\t{timed(lambda: model(ids), 9):.3f}", flush=True)
