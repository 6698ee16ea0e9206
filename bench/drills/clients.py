"""The clients of the service's drills: clients.py slow PORT COUNT | unread PORT COUNT | mixed PORT SECONDS. Prints what was seen; ends with 1 if the service failed them."""
import http.client
import json
import socket
import sys
import threading
import time

REVIEW = "A moving film, over too soon, with a second half that I would gladly see again. "


def post(port, path, body, kind="application/json"):
    """Status, answer and seconds of one request on a connection of its own."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", path, body, {"Content-Type": kind})
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, text, time.monotonic() - start
    finally:
        connection.close()


def predictions(port, seconds):
    """Times of single predictions, one after the other; every one must be answered."""
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, text, elapsed = post(port, "/predict", json.dumps({"review": REVIEW}))
        if status != 200:
            sys.exit(print(f"/predict answered {status}: {text[:200]!r}") or 1)
        times.append(elapsed)
    return sorted(times)


def opened(port, count):
    return [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(count)]


def milliseconds(times):
    return f"p50 {1000 * times[len(times) // 2]:.1f} ms, longest {1000 * times[-1]:.0f} ms"


def slow(port, count):
    connections = opened(port, count)
    request = b"POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    refused = 0
    times = []
    for byte in request[:20]:
        for connection in connections:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                refused += 1
        times += predictions(port, 1)
    for connection in connections:
        connection.close()
    times.sort()
    print(f"{count} slow connections ({refused} bytes refused), {len(times)} predictions beside them, {milliseconds(times)}")


def unread(port, count):
    body = json.dumps([REVIEW] * 1000).encode()
    head = f"POST /predict/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    connections = []
    for _ in range(count):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", port))
        connections.append(connection)
        threading.Thread(target=send_unread, args=(connection, head + body), daemon=True).start()
    during = predictions(port, 15)
    for connection in connections:
        connection.close()
    time.sleep(1)
    after = predictions(port, 2)
    print(f"{count} clients that never read, {len(during)} predictions beside them, {milliseconds(during)}; after them {milliseconds(after)}")


def send_unread(connection, request):
    try:
        connection.sendall(request)
    except OSError:
        pass  # The service may close it; that is one right way to treat such a client.


KINDS = {
    "predict": ("/predict", json.dumps({"review": REVIEW}), "application/json", 200),
    "batch": ("/predict/batch", json.dumps([REVIEW] * 50), "application/json", 200),
    "stream": ("/predict/batch", (json.dumps({"review": REVIEW}) + "\n") * 50, "application/x-ndjson", 200),
    "explain": ("/explain", json.dumps({"review": REVIEW}), "application/json", 200),
    "not JSON": ("/predict", "{", "application/json", 400),
}


def mixed(port, seconds):
    end = time.monotonic() + seconds
    counts = dict.fromkeys(KINDS, 0)
    wrong = []

    def client(kind):
        path, body, content, expected = KINDS[kind]
        while time.monotonic() < end and not wrong:
            try:
                status, text, _ = post(port, path, body, content)
            except OSError as error:
                wrong.append(f"{kind}: {error!r}")
                return
            if status != expected:
                wrong.append(f"{kind} answered {status} instead of {expected}: {text[:200]!r}")
            counts[kind] += 1

    threads = [threading.Thread(target=client, args=(kind,)) for kind in KINDS for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        print(wrong[0])
        sys.exit(1)
    print(f"{sum(counts.values()):,} requests ({', '.join(f'{count:,} {kind}' for kind, count in counts.items())})")


if __name__ == "__main__":
    {"slow": slow, "unread": unread, "mixed": mixed}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
