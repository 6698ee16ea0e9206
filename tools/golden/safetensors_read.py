#!/usr/bin/env python3
"""The safetensors format in struct, json and numpy alone: an independent writer and reader to hold Plaudit's to.

    safetensors_read.py --golden FOLDER    writes the golden files of the tests into FOLDER
    safetensors_read.py FILE...            prints what a file holds
"""
import json
import math
import struct
import sys
from pathlib import Path

import numpy

DTYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I8": "i1", "U8": "u1"}


def write(path, metadata, tensors, alignment):
    header, data = {"__metadata__": metadata}, b""
    for name, dtype, array in tensors:
        raw = numpy.ascontiguousarray(array, DTYPES[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    text += b" " * (-(8 + len(text)) % alignment)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read(path):
    raw = path.read_bytes()
    (length,) = struct.unpack_from("<Q", raw)
    header, data = json.loads(raw[8:8 + length].decode("utf-8")), raw[8 + length:]
    metadata, tensors = header.pop("__metadata__", {}), {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(data[begin:end], DTYPES[entry["dtype"]])
        assert array.size == math.prod(entry["shape"]), name
        tensors[name] = (entry["dtype"], array.reshape(entry["shape"]))
    return 8 + length, metadata, tensors


def golden(folder):
    # What Plaudit writes itself: F32 alone, data at a multiple of 64.
    write(folder / "safetensors_f32.safetensors",
          {"format": "golden", "text": "café \"quoted\" ‰ 映画\nline two\\"},
          [("embedding", "F32", numpy.arange(12, dtype="f4").reshape(3, 4) / 8 - 0.5),
           ("lstm.bias", "F32", numpy.array([0, 1, -1e-38, 3.4e38], "f4")),
           ("scale", "F32", numpy.array(0.1, "f4")),
           ("nothing", "F32", numpy.zeros((0, 5), "f4"))], alignment=64)
    # What other tools write: other types, data at a multiple of 8.
    write(folder / "safetensors_mixed.safetensors",
          {"made by": "numpy"},
          [("half", "F16", numpy.array([[1, -2.5], [65504, 5.9604645e-8]], "f2")),
           # bfloat16 has no numpy type; these are the upper halves of 1, -2.5, 3.3895314e38.
           ("brain", "BF16", numpy.array([0x3F80, 0xC020, 0x7F7F], "u2")),
           ("counts", "I64", numpy.array([1, -2], "i8")),
           ("steps", "I8", numpy.array([1, -2, 3], "i1")),
           ("flags", "U8", numpy.array([0, 255], "u1")),
           ("unaligned", "F32", numpy.array([1.5], "f4"))], alignment=8)


def main(arguments):
    if arguments[:1] == ["--golden"]:
        golden(Path(arguments[1]))
        return
    for name in arguments:
        start, metadata, tensors = read(Path(name))
        print(f"{name}: data at byte {start}")
        for key, value in metadata.items():
            print(f"  {key} = {value[:100]!r}")
        for key, (dtype, array) in tensors.items():
            print(f"  {key} {dtype} {list(array.shape)} {array.ravel()[:6].tolist()}")


main(sys.argv[1:])
