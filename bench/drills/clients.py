"""The clients of the service's drills: clients.py KIND PORT NUMBER. Prints what was seen; ends with 1 if the service failed them."""
import http.client
import json
import socket
import sys
import threading
import time

REVIEW = "A moving film, over too soon, with a second half that I would gladly see again. "
SHORT = json.dumps({"review": REVIEW}).encode()


def fail(message):
    print(message)
    sys.exit(1)


def post(port, path, body, kind="application/json", timeout=60):
    """Status, answer and seconds of one request on a connection of its own."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("POST", path, body, {"Content-Type": kind})
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, text, time.monotonic() - start
    finally:
        connection.close()


def times(port, seconds, path="/predict", body=SHORT):
    """Sorted seconds of requests, one after the other; every one must be answered with 200."""
    taken = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, text, elapsed = post(port, path, body)
        if status != 200:
            fail(f"{path} answered {status}: {text[:200]!r}")
        taken.append(elapsed)
    return sorted(taken)


def p99(taken):
    return taken[len(taken) * 99 // 100]


def milliseconds(taken):
    return f"p50 {1000 * taken[len(taken) // 2]:.1f} ms, p99 {1000 * p99(taken):.1f} ms, longest {1000 * taken[-1]:.0f} ms"


def require_prompt(taken, what, limit=0.1):
    """99 of 100 requests must be answered within the limit, in seconds: one may have met a pause of the machine."""
    if p99(taken) > limit:
        fail(f"{what}: {milliseconds(taken)}; expected a p99 of at most {1000 * limit:.0f} ms")


def started(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    return thread


def connected(port, receive_buffer=None):
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", port))
    return connection


def head(path, length, kind="application/json"):
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n{size}\r\n\r\n".encode()


def slow(port, count):
    """Connections that send a byte a second."""
    connections = [connected(port) for _ in range(count)]
    request = head("/predict", 1000) + b"{"
    refused = 0
    taken = []
    for byte in request[:20]:
        for connection in connections:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                refused += 1
        taken += times(port, 1)
    taken.sort()
    require_prompt(taken, f"predictions beside {count} slow connections")
    print(f"{count} slow connections ({refused} bytes refused), {len(taken):,} predictions beside them, {milliseconds(taken)}")


def crowd(port, count):
    """More connections than the service can hold, kept open for ten seconds; those that it has taken are answered afterwards."""
    connections = []
    for _ in range(count):
        try:
            connections.append(connected(port))
        except OSError:
            break
    time.sleep(10)
    answered = 0
    for connection in connections:
        try:
            connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            answered += connection.recv(100).startswith(b"HTTP/1.1 200")
        except OSError:
            pass  # One of those beyond the limit.
        connection.close()
    if answered == 0:
        fail(f"none of {count} connections was answered")
    time.sleep(1)
    after = times(port, 1)
    print(f"{count} connections, {answered} of them answered; {len(after):,} predictions after them, {milliseconds(after)}")


def opening(port, count):
    """A connection per request until the service is gone; what is connected must be answered."""
    request = head("/predict", len(SHORT)) + SHORT
    answered = [0] * count
    wrong = []

    def ask(number):
        while not wrong:
            try:
                connection = connected(port)
            except ConnectionRefusedError:
                return  # The service is gone.
            try:
                connection.sendall(request)
                answer = connection.recv(1000)
                if not answer.startswith(b"HTTP/1.1 200"):
                    wrong.append(f"answered {answer[:100]!r}")
                answered[number] += 1
            except OSError as error:
                wrong.append(f"a connection that was open broke: {error!r}")
            connection.close()

    for client in [started(ask, number) for number in range(count)]:
        client.join()
    if wrong:
        fail(f"{len(wrong)} of {sum(answered):,}: {wrong[0]}")
    print(f"{sum(answered):,} connections until the service was gone: each answered or refused")


def unread(port, count):
    """Streams whose answers nobody reads: the service must stop reading them, and what it holds must not grow."""
    lines = b'"a"\n' * 16384
    chunk = b"%x\r\n%s\r\n" % (len(lines), lines)
    limit = 32 << 20
    sent = [0] * count

    def send(number):
        connection = connected(port, receive_buffer=4096)
        connection.settimeout(3)
        try:
            connection.sendall(head("/predict/batch", None, "application/x-ndjson"))
            while sent[number] < limit:
                connection.sendall(chunk)
                sent[number] += len(chunk)
        except OSError:
            pass  # The service has stopped reading, or closed the connection.
        while not over.is_set():
            time.sleep(0.1)
        connection.close()

    over = threading.Event()
    senders = [started(send, number) for number in range(count)]
    during = times(port, 15)
    over.set()
    for sender in senders:
        sender.join()
    if max(sent) >= limit:
        fail(f"a client sent {limit >> 20} MB of lines without reading an answer, and was never made to wait")
    require_prompt(during, f"predictions beside {count} unread streams")
    print(f"{count} streams that nobody reads (stopped after at most {max(sent) / 2**20:.1f} MB), {len(during):,} predictions beside them, {milliseconds(during)}")


def trickle(port, count):
    """Explanations of 300 KB whose answers are read at 400 bytes per second."""
    body = json.dumps({"review": "word " * 60_000}).encode()
    over = threading.Event()

    def read():
        connection = connected(port, receive_buffer=4096)
        try:
            connection.sendall(head("/explain", len(body)) + body)
            while not over.is_set():
                connection.recv(200)
                time.sleep(0.5)
        except OSError:
            pass  # The service may close it: it reads too slowly.
        connection.close()

    readers = [started(read) for _ in range(count)]
    during = times(port, 20)
    over.set()
    for reader in readers:
        reader.join()
    require_prompt(during, f"predictions beside {count} slow readers")
    print(f"{count} clients that read an explanation of 300 KB at 400 bytes/s, {len(during):,} predictions beside them, {milliseconds(during)}")


def dear(port, count):
    """The dearest legal request, from several clients without a pause, beside single predictions and batches."""
    body = json.dumps({"review": "a " * 523_000})
    over = threading.Event()
    statuses = {}
    longest = [0.0]

    def explain():
        while not over.is_set():
            status, _, elapsed = post(port, "/explain", body)
            statuses[status] = statuses.get(status, 0) + 1
            longest[0] = max(longest[0], elapsed)

    clients = [started(explain) for _ in range(count)]
    batches = []
    batch = started(lambda: batches.extend(times(port, 20, "/predict/batch", json.dumps([REVIEW] * 50))))
    single = times(port, 20)
    batch.join()
    over.set()
    for client in clients:
        client.join()
    if not batches:
        fail("a batch was refused")
    if set(statuses) - {200, 503, 504}:
        fail(f"explanations answered {statuses}")
    require_prompt(single, f"predictions beside {count} dear explanations")
    require_prompt(batches, f"batches of 50 beside {count} dear explanations", 0.5)
    answered = ", ".join(f"{number} with {status}" for status, number in sorted(statuses.items()))
    print(f"{count} clients with explanations of 1 MB ({answered}, longest {longest[0]:.1f} s); {len(single):,} predictions, {milliseconds(single)}; "
          f"{len(batches):,} batches of 50, {milliseconds(batches)}")


KINDS = {
    "predict": ("/predict", json.dumps({"review": REVIEW}), "application/json", 200),
    "batch": ("/predict/batch", json.dumps([REVIEW] * 50), "application/json", 200),
    "stream": ("/predict/batch", (json.dumps({"review": REVIEW}) + "\n") * 50, "application/x-ndjson", 200),
    "explain": ("/explain", json.dumps({"review": REVIEW}), "application/json", 200),
    "long": ("/predict", json.dumps({"review": REVIEW * 5000}), "application/json", 200),
    "not JSON": ("/predict", "{", "application/json", 400),
}


def mixed(port, seconds):
    """Requests of every kind, two clients each."""
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

    threads = [started(client, kind) for kind in KINDS for _ in range(2)]
    for thread in threads:
        thread.join()
    if wrong:
        fail(wrong[0])
    print(f"{sum(counts.values()):,} requests ({', '.join(f'{count:,} {kind}' for kind, count in counts.items())})")


if __name__ == "__main__":
    {"slow": slow, "crowd": crowd, "opening": opening, "unread": unread, "trickle": trickle, "dear": dear, "mixed": mixed}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
