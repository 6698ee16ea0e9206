"""Small imdb.npz files as NumPy writes them, and hostile ones, for tests/Plaudit.Tests/Data/KerasImdbReaderTests.cs.

Run: /usr/bin/python3 tools/golden/keras_imdb.py > tests/Plaudit.Tests/Golden/keras_imdb.json
Made with NumPy 1.24 and Python 3.11. Each file is given in base64: "good" ones hold the reviews and labels under "reviews"; "refused" ones
must be refused, and what they would run is never unpickled here either.
"""
import base64
import io
import json
import os
import pickle
import struct
import zipfile

import numpy as np

TRAIN = [[1, 2, 3], [4, 300, 70000], [2], [1, 1, 5, 2, 3, 1]]
TEST = [[3, 2], [5, 5, 1]]


def objects(rows):
    array = np.empty(len(rows), dtype=object)
    array[:] = rows
    return array


def npy(array, protocol=None):
    out = io.BytesIO()
    if protocol is None:
        np.lib.format.write_array(out, array, allow_pickle=True)
    else:
        np.lib.format.write_array_header_1_0(out, np.lib.format.header_data_from_array_1_0(array))
        out.write(pickle.dumps(array, protocol=protocol))
    return out.getvalue()


def npy_of(payload, count=2):
    """An .npy header for an object array in front of any bytes."""
    out = io.BytesIO()
    np.lib.format.write_array_header_1_0(out, {"descr": "|O", "fortran_order": False, "shape": (count,)})
    return out.getvalue() + payload


def npz(arrays, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in arrays.items():
            info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
            info.compress_type = compression
            archive.writestr(info, content)
    return out.getvalue()


def archive(x_train=None, y_train=None, compression=zipfile.ZIP_DEFLATED):
    return npz({
        "x_train": npy(objects(TRAIN)) if x_train is None else x_train,
        "y_train": npy(np.array([1, 0, 0, 1])) if y_train is None else y_train,
        "x_test": npy(objects(TEST)),
        "y_test": npy(np.array([0, 1])),
    }, compression)


class Runs:
    """Unpickled, it would call what it is given."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


PROTO = b"\x80\x03"
ENVELOPE = (b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R"
            b"(K\x01K\x02\x85cnumpy\ndtype\nX\x02\x00\x00\x00O8\x89\x88\x87R(K\x03X\x01\x00\x00\x00|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb\x89")


def array_of(content):
    """The pickle of an array of two objects around the opcodes of its list."""
    return npy_of(PROTO + ENVELOPE + content + b"tb.")


shared = [1, 2]
big_endian = np.array([1, 0, 0, 1], dtype=">i4")
ok = array_of(b"](](K\x01K\x02e](K\x03ee")
two = npy(np.array([1, 0]))

good = {
    "savez_compressed": archive(),
    "savez": archive(compression=zipfile.ZIP_STORED),
    "protocol 2": archive(x_train=npy(objects(TRAIN), 2)),
    "protocol 4": archive(x_train=npy(objects(TRAIN), 4)),
    "protocol 5": archive(x_train=npy(objects(TRAIN), 5)),
    "Python 2": archive(x_train=npy_of(
        b"\x80\x02cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85U\x01b\x87Rq\x03(K\x01K\x04\x85cnumpy\ndtype\nq\x04U\x02O8K\x00K\x01\x87R"
        b"q\x05(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb\x89](" + b"".join(
            b"](" + b"".join(b"J" + struct.pack("<i", rank) if rank > 255 else b"K" + bytes([rank]) for rank in row) + b"e" for row in TRAIN) + b"etb.", 4)),
    "NumPy 2": archive(x_train=npy(objects(TRAIN), 4).replace(b"\x8c\x15numpy.core.multiarray", b"\x8c\x16numpy._core.multiarray").replace(b"\x95", b"\x95", 1)),
    "labels as booleans": archive(y_train=npy(np.array([True, False, False, True]))),
    "labels in big-endian": archive(y_train=npy(big_endian)),
    "labels in bytes": archive(y_train=npy(np.array([1, 0, 0, 1], dtype=np.uint8))),
}

memo_bomb = b"]q\x01" + b"".join(b"](h" + bytes([i]) + b"h" + bytes([i]) + b"eq" + bytes([i + 1]) for i in range(1, 60))
x_train = npy(objects(TRAIN))
refused = {
    # what: (the array that takes x_train's place, or the whole file; what the message says)
    "os.system by reduce": (npy(objects([Runs(os.system, "echo owned"), [1]])), "posix.system, which may be code"),
    "os.system in protocol 4": (npy(objects([Runs(os.system, "echo owned"), [1]]), 4), "posix.system, which may be code"),
    "eval within a list": (npy(objects([[1, Runs(eval, "1")], [1]])), "builtins.eval, which may be code"),
    "another function of NumPy": (npy(objects([Runs(np.fromfile, "/etc/passwd"), [1]])), "fromfile, which may be code"),
    "another encoding": (npy_of(PROTO + b"c_codecs\nencode\nX\x01\x00\x00\x00bX\x06\x00\x00\x00base64\x86R."), "it calls _codecs.encode with other arguments"),
    "reconstruct of a list": (npy_of(PROTO + b"cnumpy.core.multiarray\n_reconstruct\nK\x00K\x00C\x01b\x87R."), "with other arguments than an array of lists has"),
    "inst": (npy_of(PROTO + b"(X\x02\x00\x00\x00hiios\nsystem\n."), "opcode 0x69: this opcode has no place"),
    "obj": (npy_of(PROTO + b"(cnumpy\nndarray\no."), "opcode 0x6F: this opcode has no place"),
    "newobj": (npy_of(PROTO + b"cnumpy\nndarray\n)\x81."), "opcode 0x81: this opcode has no place"),
    "persistent id": (npy_of(PROTO + b"Pid\n."), "opcode 0x50: this opcode has no place"),
    "extension": (npy_of(PROTO + b"\x82\x01."), "opcode 0x82: this opcode has no place"),
    "dictionary": (npy(objects([{"a": 1}, [1]])), "opcode 0x7D: this opcode has no place"),
    "floats": (npy(objects([[0.5], [1]])), "opcode 0x47: this opcode has no place"),
    "texts": (npy(objects([["film"], [1]])), "found a text in a list of numbers"),
    "tuples": (npy(objects([(1, 2), [1]])), "found a tuple in a list of numbers"),
    "lists of lists": (npy(objects([[[1], [2]], [1]])), "a review is a list of lists"),
    "arrays in place of lists": (npy(objects([np.array([1, 2]), np.array([1])])), "refused at byte"),
    "numbers in place of lists": (npy(objects([1, 2])), "the array holds numbers, not lists"),
    "numbers beside lists": (array_of(b"](](K\x01eK\x01e"), "found the number 1 in a list of lists"),
    "a number too great": (npy(objects([[2**40], [1]])), "found the number 1099511627776"),
    "a number of many bytes": (npy(objects([[2**100], [1]])), "a number of 13 bytes"),
    "None": (npy(objects([[None], [1]])), "found None"),
    "memo bomb": (array_of(memo_bomb + b"ee"), "refused at byte"),
    "a list within itself": (array_of(b"]q\x01h\x01ah\x01ae"), "refused at byte"),
    "a value that was never remembered": (array_of(b"]h\x07a"), "asks for value 7, which it never remembered"),
    "a million lists": (array_of(b"](" + b"]" * (1 << 20) + b"e"), "it makes more than 1,048,576"),
    "a million tuples": (npy_of(PROTO + b")" + b"\x85" * (1 << 20) + b"."), "it makes more than 1,048,576"),
    "a million memories": (npy_of(PROTO + b"K\x01" + b"\x94" * ((1 << 20) + 1) + b"."), "it remembers more than 1,048,576"),
    "a million marks": (npy_of(PROTO + b"(" * ((1 << 20) + 1) + b"."), "its stack holds more than 1,048,576"),
    "a text of 4 GB": (npy_of(PROTO + b"X\xff\xff\xff\xff"), "a text of 4,294,967,295 bytes"),
    "a text of many bytes": (npy_of(PROTO + b"X\x00\x01\x00\x00" + b"a" * 256 + b"."), "a text of 256 bytes"),
    "a name of many bytes": (npy_of(PROTO + b"c" + b"a" * 1000 + b"\nb\n."), "a text of 1,000 bytes"),
    "a name without an end": (npy_of(PROTO + b"cnumpy"), "cut in the middle of a name"),
    "a frame beyond the end": (npy_of(b"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xff."), "a frame reaches beyond its end"),
    "protocol 0": (npy(objects(TRAIN), 0), "refused at byte"),
    "protocol 9": (npy_of(b"\x80\x09."), "it is of protocol 9"),
    "an empty pickle": (npy_of(b""), "it is cut"),
    "a stack that is empty": (npy_of(PROTO + b"a."), "takes a value off its stack where there is none"),
    "a list that is no array": (npy_of(PROTO + b"]."), "leaves no array of lists"),
    "an array without a state": (npy_of(PROTO + b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R."), "leaves no array of lists"),
    "bytes behind its end": (ok + b"K\x01.", "3 bytes follow its end"),
    "fewer lists than its shape": (array_of(b"](](K\x01K\x02ee"), "shape says 2 elements, its list holds 1"),
    "another count in its header": (npy_of(ok[ok.index(PROTO):], 3), "its header says 3 lists, its pickle holds 2"),
    "numbers in a table": (npy(np.array([[1, 2], [3, 4]])), "expected an array of one dimension, found the shape (2, 2)"),
    "numbers": (npy(np.array([1, 2])), "expected an array of lists (NumPy's type |O), found the type <i8"),
    "records": (npy(np.array([(1, 2)], dtype=[("a", "i4"), ("b", "i4")])), "expected a header with 'descr' and 'shape' of a plain array"),
    "no array": (b"hello, this is no array", "expected a NumPy array (the bytes 0x93 NUMPY first)"),
    "version 9": (b"\x93NUMPY\x09" + x_train[7:], ".npy version 9; versions 1 to 3 are read"),
    "a header beyond the end": (x_train[:8] + b"\xff\xff" + x_train[10:], "claims a header of 65,535 bytes"),
}
refused = {name: (archive(x_train=content, y_train=two), says) for name, (content, says) in refused.items()}

whole = archive(compression=zipfile.ZIP_STORED)
flipped = bytearray(whole)
flipped[whole.index(b"](K\x01K\x02K\x03e") + 3 if b"](K\x01K\x02K\x03e" in whole else whole.index(b"K\x02K\x03e") + 1] ^= 4
liar = bytearray(archive())
entry = liar.rindex(b"PK\x01\x02", 0, liar.rindex(b"x_test.npy"))
struct.pack_into("<I", liar, entry + 24, struct.unpack_from("<I", liar, entry + 24)[0] - 40)
giant = bytearray(archive())
entry = giant.index(b"PK\x01\x02")
struct.pack_into("<I", giant, entry + 24, 0xF0000000)
refused |= {
    "cut": (whole[:-30], "is not a NumPy .npz file (a zip of .npy arrays), or it is truncated"),
    "nothing": (b"", "is empty"),
    "no zip": (b"hello, this is no zip file", "is not a NumPy .npz file"),
    "a zip without arrays": (npz({}), "expected one array x_train.npy, found nothing"),
    "an array that is missing": (npz({"x_train": x_train, "x_test": x_train}), "expected one array y_train.npy, found x_train.npy, x_test.npy"),
    "a bit that flipped": (bytes(flipped), "is damaged"),
    "an entry longer than it claims": (bytes(liar), "x_test.npy is damaged"),
    "an entry that claims gigabytes": (bytes(giant), "claims 4,026,531,840 bytes unpacked; at most 134,217,728 are read"),
    "more reviews than labels": (archive(y_train=two), "x_train holds 4 reviews and y_train 2 labels"),
    "labels as floats": (archive(y_train=npy(np.array([1.0, 0, 0, 1]))), "expected whole numbers (a NumPy type such as <i8), found the type <f8"),
    "labels in a table": (archive(y_train=npy(np.array([[1, 0], [0, 1]]))), "expected an array of one dimension, found the shape (2, 2)"),
    "labels cut": (archive(y_train=npy(np.array([1, 0, 0, 1]))[:-3]), "4 numbers of type <i8 take 32 bytes; 29 follow"),
    "labels as objects": (archive(y_train=npy(objects([1, 0, 0, 1]))), "found the type |O"),
}


def text(content):
    return base64.b64encode(content).decode()


def document():
    return {
        "reviews": {"train": TRAIN, "test": TEST, "trainLabels": [1, 0, 0, 1], "testLabels": [0, 1]},
        "good": {name: text(content) for name, content in good.items()},
        "refused": {name: {"says": says, "file": text(content)} for name, (content, says) in refused.items()},
    }


if __name__ == "__main__":
    print(json.dumps(document(), indent=1))
