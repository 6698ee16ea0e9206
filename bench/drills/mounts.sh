# Sourced before common.sh by drills that mount file systems: starts the drill again where its mounts are its own.
if [ -z "${PLAUDIT_DRILL_MOUNTS:-}" ]; then
    export PLAUDIT_DRILL_MOUNTS=1
    for as in -m -rm; do
        if unshare "$as" true 2>/dev/null; then exec unshare "$as" "$0" "$@"; fi
    done
    echo "drill: this machine lets nobody mount file systems (unshare -m)" >&2
    exit 2
fi
