#!/usr/bin/env python3
"""Golden numbers of whole networks and of optimisers, from PyTorch 1.13 in double precision (Debian 12: python3-torch).

    python3 tools/golden/layers_pytorch.py > tests/Plaudit.Tests/Golden/layers_pytorch.json

For each network and size: starting weights, a ragged batch, its logits and loss, the gradient of every parameter, the losses of ten training
steps with Adam on that batch (each before its step) and the weights after them. The optimisers' rules are Keras's, written out here, because
PyTorch's differ in where epsilon stands; PyTorch gives networks, loss and gradients.

Layout of the JSON: matrices as rows, as Keras has them: embedding [V][E]; LSTM w [E][4H], u [H][4H], b [4H], gates in the order i, f, g, o;
dense w [in][1], b [1]. ids holds each row's real ids only, longest row first. Starting weights have four digits, so they are exact in JSON.
The larger size crosses a boundary of 16 units; there the two larger networks keep ten losses, but not the weights after them.
"""

import json
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence

torch.set_default_dtype(torch.float64)
RATE = 0.01


def matrix(*shape, scale, shift=0.0):
    """Uniform in shift +- scale, to four digits."""
    return ((torch.rand(*shape) * 2 - 1) * scale + shift).mul(1e4).round().div(1e4)


def lstm_weights(name, inputs, units):
    b = matrix(4 * units, scale=0.3)
    b[units : 2 * units] = (b[units : 2 * units] + 1).mul(1e4).round().div(1e4)  # Keras starts forget gates at 1
    return {f"{name}.w": matrix(inputs, 4 * units, scale=0.5), f"{name}.u": matrix(units, 4 * units, scale=0.4), f"{name}.b": b}


def lstm(p, name, sequences):
    """(every state, packed; last state [row, H]) of PyTorch's LSTM with Keras's weights: one bias, so PyTorch's second is zero."""
    w, u, b = p[f"{name}.w"], p[f"{name}.u"], p[f"{name}.b"]
    zero = torch.zeros(1, int(sequences.batch_sizes[0]), u.shape[0])
    # What nn.LSTM calls, called directly so that gradients flow through the transposition.
    weights = [w.T.contiguous(), u.T.contiguous(), b, torch.zeros_like(b)]
    bias, layers, dropout, train, bidirectional = True, 1, 0.0, True, False
    states, last, _ = torch._VF.lstm(
        sequences.data, sequences.batch_sizes, (zero, zero), weights, bias, layers, dropout, train, bidirectional
    )
    return PackedSequence(states, sequences.batch_sizes), last[0]


def embed(p, ids):
    packed = pack_sequence(ids)  # longest first
    return PackedSequence(nn.functional.embedding(packed.data, p["embedding"]), packed.batch_sizes)


def dense(p, x):
    return (x @ p["dense.w"] + p["dense.b"])[:, 0]


class Baseline:
    def weights(self, v, e, h):
        return {"embedding": matrix(v, e, scale=1), **lstm_weights("lstm", e, h), "dense.w": matrix(h, 1, scale=1), "dense.b": matrix(1, scale=0.3)}

    def logits(self, p, ids):
        return dense(p, lstm(p, "lstm", embed(p, ids))[1])


class Bidirectional:
    """The backward direction reads each row from its own end, and its last state has read the first token last; forward stands first."""

    def weights(self, v, e, h):
        return {
            "embedding": matrix(v, e, scale=1),
            **lstm_weights("forward", e, h),
            **lstm_weights("backward", e, h),
            "dense.w": matrix(2 * h, 1, scale=1),
            "dense.b": matrix(1, scale=0.3),
        }

    def logits(self, p, ids):
        forward = lstm(p, "forward", embed(p, ids))[1]
        backward = lstm(p, "backward", embed(p, [row.flip(0) for row in ids]))[1]
        return dense(p, torch.cat([forward, backward], dim=1))


class Stacked:
    """LSTM (every state) -> batch normalisation over the real tokens, epsilon 1e-3 -> LSTM (last state) -> dense."""

    def weights(self, v, e, h):
        self.moving_mean, self.moving_variance = torch.zeros(h), torch.ones(h)
        return {
            "embedding": matrix(v, e, scale=1),
            **lstm_weights("lstm1", e, h),
            "gamma": matrix(h, scale=0.3, shift=1),
            "beta": matrix(h, scale=0.3),
            **lstm_weights("lstm2", h, h),
            "dense.w": matrix(h, 1, scale=1),
            "dense.b": matrix(1, scale=0.3),
        }

    def logits(self, p, ids, training=True):
        states, _ = lstm(p, "lstm1", embed(p, ids))
        x = states.data  # (N, H): real tokens alone
        moving = (self.moving_mean, self.moving_variance)
        y = nn.functional.batch_norm(x, *(m.clone() for m in moving), p["gamma"], p["beta"], training=training, eps=1e-3)
        if training:
            # Keras's rule: momentum 0.99, and the variance divided by n (PyTorch's own moving variance by n - 1).
            self.moving_mean = 0.99 * self.moving_mean + 0.01 * x.detach().mean(0)
            self.moving_variance = 0.99 * self.moving_variance + 0.01 * x.detach().var(0, unbiased=False)
        return dense(p, lstm(p, "lstm2", PackedSequence(y, states.batch_sizes))[1])


class Adam:
    """Keras: w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + 1e-7)."""

    def __init__(self, rate=RATE):
        self.rate, self.t, self.m, self.v = rate, 0, {}, {}

    def step(self, name, value, gradient):
        m = self.m[name] = 0.9 * self.m.get(name, 0) + 0.1 * gradient
        v = self.v[name] = 0.999 * self.v.get(name, 0) + 0.001 * gradient**2
        corrected = self.rate * (1 - 0.999**self.t) ** 0.5 / (1 - 0.9**self.t)
        return value - corrected * m / (v.sqrt() + 1e-7)


class Sgd:
    """Keras: velocity = momentum velocity - rate g; w += velocity."""

    def __init__(self, rate, momentum):
        self.rate, self.momentum, self.velocity = rate, momentum, {}

    def step(self, name, value, gradient):
        self.velocity[name] = self.momentum * self.velocity.get(name, 0) - self.rate * gradient
        return value + self.velocity[name]


class RmsProp:
    """Keras: v = rho v + (1 - rho) g^2; w -= rate g / sqrt(v + 1e-7), with epsilon under the root."""

    def __init__(self, rate, rho):
        self.rate, self.rho, self.v = rate, rho, {}

    def step(self, name, value, gradient):
        self.v[name] = self.rho * self.v.get(name, 0) + (1 - self.rho) * gradient**2
        return value - self.rate * gradient / (self.v[name] + 1e-7).sqrt()


def numbers(tensor, digits=9):
    """Nine digits behind the point: more than a test at 1e-7 needs, and far below what single precision tells apart."""
    if tensor.dim() == 0:
        return round(float(tensor), digits) + 0.0
    return [numbers(row, digits) for row in tensor]


def table(tensors):
    return {name: numbers(t) for name, t in tensors.items()}


def network_case(name, network, size, v, e, h, lengths, keep_final):
    values = network.weights(v, e, h)
    ids = [torch.randint(0, v, (n,)) for n in lengths]
    labels = torch.tensor([float((row * 7 + 1) % 3 == 1) for row in range(len(lengths))])
    case = {"name": f"{name} {size}", "network": name, "size": {"vocabulary": v, "embedding": e, "units": h}}
    case |= {"ids": [row.tolist() for row in ids], "labels": [int(y) for y in labels], "weights": table(values)}

    losses = []
    adam = Adam()
    for step in range(10):
        p = {k: w.clone().requires_grad_() for k, w in values.items()}
        logits = network.logits(p, ids)
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels)
        loss.backward()
        losses.append(loss.detach())
        if step == 0:
            case |= {"logits": numbers(logits), "loss": numbers(loss), "gradients": table({k: w.grad for k, w in p.items()})}
        adam.t += 1
        values = {k: adam.step(k, values[k], w.grad) for k, w in p.items()}

    case |= {"rate": RATE, "losses": numbers(torch.stack(losses))}
    if keep_final:
        case["finalWeights"] = table(values)
    if isinstance(network, Stacked):
        case |= {"movingMean": numbers(network.moving_mean), "movingVariance": numbers(network.moving_variance)}
        case["inferenceLogits"] = numbers(network.logits(values, ids, training=False))
    else:
        case["inferenceLogits"] = numbers(network.logits(values, ids))
    return case


def optimizer_case(name, optimizer, options):
    """Gradients of very different sizes, some as small as the root of epsilon, so that epsilon's place shows."""
    values = torch.tensor([0.5, -0.25, 1.0, 0.0])
    gradients = torch.tensor([[1.0, 0.3, -2e-4, 0.0], [0.5, -0.2, 1e-4, 0.0], [-0.7, 0.1, -3e-4, 1e-6], [0.2, -0.4, -1e-4, -1e-6]] * 2)
    trajectory = []
    case = {"name": name, **options, "values": values.tolist(), "gradients": gradients.tolist()}
    for t, gradient in enumerate(gradients):
        optimizer.t = t + 1
        values = optimizer.step("w", values, gradient)
        trajectory.append(values)
    return case | {"trajectory": [numbers(v, 12) for v in trajectory]}


torch.manual_seed(42)
networks = []
for size, v, e, h, lengths in [("small", 23, 7, 5, [6, 5, 3, 1]), ("large", 23, 9, 20, [7, 4, 4, 2, 1])]:
    for name, network in [("baseline", Baseline()), ("bidirectional", Bidirectional()), ("stacked", Stacked())]:
        keep_final = size == "small" or name == "baseline"
        networks.append(network_case(name, network, size, v, e, h, lengths, keep_final))
optimizers = [
    optimizer_case("sgd", Sgd(0.1, 0.0), {"rate": 0.1, "momentum": 0.0}),
    optimizer_case("sgd with momentum", Sgd(0.1, 0.9), {"rate": 0.1, "momentum": 0.9}),
    optimizer_case("rmsprop", RmsProp(0.01, 0.9), {"rate": 0.01, "rho": 0.9}),
    optimizer_case("adam", Adam(0.01), {"rate": 0.01}),
]
json.dump({"networks": networks, "optimizers": optimizers}, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
