# Sourced by every drill: the built tool, a scratch folder that is removed at the end, a service to attack, and how to report.
set -euo pipefail

drills="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$drills/../.." && pwd)"
tool="$root/src/Plaudit.Cli/bin/Release/net10.0"
[ -f "$tool/Plaudit.Cli.dll" ] || { echo "drill: no built tool at $tool: run 'dotnet build -c Release' first" >&2; exit 2; }

plaudit() { dotnet "$tool/Plaudit.Cli.dll" "$@"; }

scratch="$(mktemp -d "${TMPDIR:-/tmp}/plaudit-drill.XXXXXX")"
server=
descriptors=
finish() {
    status=$?
    if [ -n "$server" ]; then kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$scratch"
    exit "$status"
}
trap finish EXIT

# The drill's result, one line on standard output.
figure() { echo "$(basename "$0"): $*"; }

# Ends the drill: what was expected and what was seen.
fail() { echo "$(basename "$0") FAILED: $*" >&2; exit 1; }

# Starts the service on a free port with further options, with few file descriptors where $descriptors says how many; sets $server (its process), $port and $url; returns once it is ready.
serve() {
    port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
    url="http://127.0.0.1:$port"
    ( [ -z "$descriptors" ] || ulimit -n "$descriptors"; exec dotnet "$tool/Plaudit.Cli.dll" serve --urls "$url" "$@" ) > "$scratch/serve.log" 2>&1 &
    server=$!
    for _ in $(seq 150); do
        if curl -sf -o "$scratch/ready" "$url/health/ready"; then return; fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 20 "$scratch/serve.log" >&2
    fail "the service was not ready within 30 s"
}

# A process's resident memory in MB.
resident() { awk '/^VmRSS:/ { print int($2 / 1024) }' "/proc/$1/status"; }

# The processor time that a process has taken, in hundredths of a second.
processor() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# The most memory that a process has had, in MB.
peak() { awk '/^VmHWM:/ { print int($2 / 1024) }' "/proc/$1/status"; }

# A process's resident memory in MB once it has been idle for half a minute.
settled() { sleep 30; resident "$1"; }
