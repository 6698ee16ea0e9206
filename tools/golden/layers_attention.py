#!/usr/bin/env python3
"""Golden numbers of attention pooling and of the transformer layer, from PyTorch 1.13 in double precision (Debian 12: python3-torch).

    python3 tools/golden/layers_attention.py > tests/Plaudit.Tests/Golden/layers_attention.json

The transformer layer is PyTorch's own nn.TransformerEncoderLayer (norm_first, relu, epsilon 1e-3) on a padded batch with a mask over the padding;
attention pooling is written out with a masked softmax. For each: weights in Plaudit's layout (kernels [in][out]), a ragged input (one list of rows a
review), its output, the gradient given to the output, and what it comes to for the input and every weight.
"""

import json
import sys

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(42)


def digits(tensor):
    """Four digits, so that the numbers are exact in JSON."""
    return tensor.mul(1e4).round().div(1e4)


def random(*shape, scale=1.0, shift=0.0):
    return digits((torch.rand(*shape) * 2 - 1) * scale + shift)


def numbers(tensor):
    return round(float(tensor), 10) + 0.0 if tensor.dim() == 0 else [numbers(row) for row in tensor]


def padded(rows):
    return nn.utils.rnn.pad_sequence(rows, batch_first=True)


def mask(rows):
    """True where there is padding."""
    longest = max(len(row) for row in rows)
    return torch.tensor([[t >= len(row) for t in range(longest)] for row in rows])


def case(name, options, rows, weights, forward, ragged_output):
    """forward(rows, weights) gives one tensor a review: (L, F), or (F) where the layer pools."""
    rows = [row.requires_grad_() for row in rows]
    weights = {key: value.requires_grad_() for key, value in weights.items()}
    output = forward(rows, weights)
    gradients = [random(*y.shape) for y in output]
    sum((y * g).sum() for y, g in zip(output, gradients)).backward()
    return {
        "name": name,
        **options,
        "weights": {key: numbers(value) for key, value in weights.items()},
        "input": [numbers(row) for row in rows],
        "output": [numbers(y if ragged_output else y[None]) for y in output],
        "outputGradient": [numbers(g if ragged_output else g[None]) for g in gradients],
        "inputGradient": [numbers(row.grad) for row in rows],
        "gradients": {key: numbers(value.grad) for key, value in weights.items()},
    }


def attention(rows, w):
    x = padded(rows)
    scores = (torch.tanh(x @ w["kernel"] + w["bias"]) @ w["context"])[..., 0].masked_fill(mask(rows), -torch.inf)
    return list((torch.softmax(scores, dim=1)[..., None] * x).sum(dim=1))


def attention_case(name, lengths, features, units):
    weights = {"kernel": random(features, units), "bias": random(units, scale=0.3), "context": random(units, 1, scale=2)}
    return case(name, {"units": units}, [random(n, features) for n in lengths], weights, attention, ragged_output=False)


def transformer_case(name, lengths, features, heads, hidden):
    layer = nn.TransformerEncoderLayer(
        features, heads, hidden, dropout=0.0, activation="relu", layer_norm_eps=1e-3, batch_first=True, norm_first=True
    )
    layer.train()  # no dropout, and not the fused path of inference
    weights = {
        "attention.norm.gamma": random(features, scale=0.3, shift=1),
        "attention.norm.beta": random(features, scale=0.3),
        "attention.qkv.kernel": random(features, 3 * features, scale=0.8),
        "attention.qkv.bias": random(3 * features, scale=0.3),
        "attention.output.kernel": random(features, features, scale=0.5),
        "attention.output.bias": random(features, scale=0.3),
        "feed_forward.norm.gamma": random(features, scale=0.3, shift=1),
        "feed_forward.norm.beta": random(features, scale=0.3),
        "feed_forward.expand.kernel": random(features, hidden, scale=0.5),
        "feed_forward.expand.bias": random(hidden, scale=0.3),
        "feed_forward.contract.kernel": random(hidden, features, scale=0.5),
        "feed_forward.contract.bias": random(features, scale=0.3),
    }
    names = {
        "norm1.weight": "attention.norm.gamma",
        "norm1.bias": "attention.norm.beta",
        "self_attn.in_proj_weight": "attention.qkv.kernel",
        "self_attn.in_proj_bias": "attention.qkv.bias",
        "self_attn.out_proj.weight": "attention.output.kernel",
        "self_attn.out_proj.bias": "attention.output.bias",
        "norm2.weight": "feed_forward.norm.gamma",
        "norm2.bias": "feed_forward.norm.beta",
        "linear1.weight": "feed_forward.expand.kernel",
        "linear1.bias": "feed_forward.expand.bias",
        "linear2.weight": "feed_forward.contract.kernel",
        "linear2.bias": "feed_forward.contract.bias",
    }
    assert set(names) == {key for key, _ in layer.named_parameters()}

    def forward(rows, w):
        parameters = {key: w[ours].T if w[ours].dim() == 2 else w[ours] for key, ours in names.items()}
        y = nn.utils.stateless.functional_call(layer, parameters, padded(rows), {"src_key_padding_mask": mask(rows)})
        return [y[i, : len(row)] for i, row in enumerate(rows)]

    rows = [random(n, features) for n in lengths]
    return case(name, {"heads": heads, "feedForward": hidden}, rows, weights, forward, ragged_output=True)


cases = [
    attention_case("attention small", [5, 3, 1], 4, 3),
    attention_case("attention large", [9, 9, 4, 2, 1], 20, 18),
    transformer_case("transformer small", [5, 3, 1], 4, 2, 6),
    transformer_case("transformer large", [9, 7, 7, 2, 1], 18, 3, 20),
]
json.dump(cases, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
