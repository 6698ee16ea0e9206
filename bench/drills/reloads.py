"""The storm of drill reload-storm: reloads.py PORT SECONDS LIVE FIRST SECOND. LIVE is what the service serves; the others take its place in turn."""
import hashlib
import http.client
import json
import os
import sys
import threading
import time

from clients import REVIEW, fail, post, started

port, seconds, live = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
good = [open(path, "rb").read() for path in sys.argv[4:6]]
versions = [hashlib.sha256(content).hexdigest()[:12] for content in good]
body = json.dumps({"review": REVIEW})


def replace(content):
    with open(live + ".new", "wb") as file:
        file.write(content)
    os.replace(live + ".new", live)


def served():
    status, text, _ = post(port, "/predict", body)
    if status != 200:
        fail(f"/predict answered {status}: {text[:200]!r}")
    return json.loads(text)


def score_of(number):
    """The score of a version, once it serves alone and undisturbed."""
    replace(good[number])
    end = time.monotonic() + 20
    while (answer := served())["version"] != versions[number]:
        if time.monotonic() > end:
            fail(f"version {versions[number]} does not serve within 20 s; {answer['version']} does")
        time.sleep(0.05)
    return answer["score"]


scores = {versions[number]: score_of(number) for number in (0, 1)}
if len(set(scores.values())) < 2:
    fail("both models give the same score: nothing would be checked")
counts = dict.fromkeys(versions, 0)
wrong = []
over = threading.Event()
counted = threading.Lock()


def ask():
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not over.is_set() and not wrong:
        try:
            connection.request("POST", "/predict", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read()
        except OSError as error:
            wrong.append(f"a request was lost: {error!r}")
            return
        answer = json.loads(text)
        if response.status != 200 or scores.get(answer.get("version")) != answer.get("score"):
            wrong.append(f"answered {response.status}: {text[:300]!r}; expected {scores}")
            return
        with counted:
            counts[answer["version"]] += 1


clients = [started(ask) for _ in range(4)]
files = [good[1], b"not a model", good[0], good[1][:-1000], good[1], b"", good[0][:5000]]
replaced = 0
end = time.monotonic() + seconds
while time.monotonic() < end and not wrong:
    replace(files[replaced % len(files)])
    replaced += 1
    # Long enough, now and then, to stand still for two looks.
    time.sleep(0.016 if replaced % 4 else 0.25)
over.set()
for client in clients:
    client.join()
if wrong:
    fail(wrong[0])
if not all(counts.values()):
    fail(f"only one version ever answered: {counts}")
for number in (0, 1):
    score_of(number)
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
connection.request("GET", "/metrics")
metrics = dict(line.rsplit(" ", 1) for line in connection.getresponse().read().decode().splitlines() if not line.startswith("#"))
print(f"{replaced:,} replacements ({metrics['plaudit_model_reloads_total']} taken over, {metrics['plaudit_model_reload_failures_total']} refused) under {sum(counts.values()):,} requests: "
      f"none lost, every answer that of its version")
