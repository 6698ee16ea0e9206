"""Makes files that claim or unpack to more than anybody has, and has `plaudit explore` or `plaudit info` read each."""
import gzip
import os
import resource
import struct
import subprocess
import sys
import time

MOST_SECONDS = 60
MOST_MEGABYTES = 4096
MEGABYTE = 1 << 20


def header(name, size, kind=b"0"):
    """A tar header: name, size in octal, type, checksum."""
    block = bytearray(512)
    block[0:len(name)] = name
    block[100:108] = block[108:116] = b"0000644\0"
    block[116:124] = b"0000000\0"
    block[124:136] = b"%011o\0" % size
    block[136:148] = b"00000000000\0"
    block[156:157] = kind
    block[257:265] = b"ustar\00000"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def archive(write):
    write(header(b"aclImdb/train/neg/0_1.txt", 4) + b"Dull" + bytes(508))


def reviews_of(megabytes, count):
    def fill(write):
        archive(write)
        for i in range(count):
            write(header(b"aclImdb/train/pos/%d_9.txt" % i, megabytes * MEGABYTE))
            for _ in range(megabytes):
                write(b"a " * (MEGABYTE // 2))
        write(bytes(1024))
    return fill


def names_of(kind, size):
    def fill(write):
        archive(write)
        write(header(b"././@LongLink", size, kind))
        for _ in range(min(size, 1 << 30) // MEGABYTE):
            write(b"a" * MEGABYTE)
        write(bytes(1024))
    return fill


def long_rows(write):
    write(b"review,sentiment\n")
    for _ in range(150):
        write(b"a" * (8 * MEGABYTE) + b",1\n")


def dimensions(write):
    text = b'{"a":{"dtype":"F32","shape":[' + b"0," * 49_000_000 + b'0],"data_offsets":[0,0]}}'
    write(struct.pack("<Q", len(text)) + text)


FILES = [
    ("60-times-60-mb.tar.gz", reviews_of(60, 60), "a review has at most 16,777,216"),
    ("80-times-16-mb.tar.gz", reviews_of(16, 80), "more than 1,073,741,824 characters in all its reviews"),
    ("name-of-1-gb.tar.gz", names_of(b"L", 1 << 30), "is cut or corrupt"),
    ("attributes-of-3-gb.tar.gz", names_of(b"x", 3 << 30), "is cut or corrupt"),
    ("rows-of-8-mb.csv.gz", long_rows, "more than 1,073,741,824 characters in all its reviews"),
    ("commas.csv", lambda write: write(b"," * 100_000_000), "longer than 16,777,216 characters"),
    ("fields.csv", lambda write: write(b"," * 10_000_000), "more than 10,000 fields"),
    ("dimensions.safetensors", dimensions, "shapes of at most 64 dimensions"),
]


def main(folder):
    slowest, largest = (0, ""), (0, "")
    for name, fill, expected in FILES:
        path = os.path.join(folder, name)
        with (gzip.open(path, "wb", 1) if name.endswith(".gz") else open(path, "wb")) as file:
            fill(file.write)
        command = ["info", path] if name.endswith(".safetensors") else ["explore", "--data", path]
        began = time.monotonic()
        process = subprocess.Popen(["dotnet", os.environ["DRILL_TOOL"], *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        message = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds, megabytes = time.monotonic() - began, usage.ru_maxrss // 1024
        os.remove(path)
        if os.waitstatus_to_exitcode(status) != 1 or expected not in message or seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
            print(f"{name}: ended with {os.waitstatus_to_exitcode(status)} after {seconds:.1f} s and {megabytes} MB; expected '{expected}', found: {message[:500]}")
            return 1
        slowest, largest = max(slowest, (seconds, name)), max(largest, (megabytes, name))
    print(f"{len(FILES)} files refused; slowest {slowest[1]} in {slowest[0]:.1f} s, largest {largest[1]} with {largest[0]} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
