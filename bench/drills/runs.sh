# Sourced after common.sh by drills about runs: a training, a tuning and an input that take about a second each, what they come to undisturbed, and checks.
export PLAUDIT_CACHE="$scratch/cache"
small=(--data sample --threads 1 --set layers.0.size=16 --set layers.1.units=16 --set text.maxLength=60 --set training.batchSize=16)
echo '{ "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] } }, "search": { "minEpochs": 1 } }' > "$scratch/space.json"
for _ in $(seq 20000); do echo "A moving film, over too soon, with a second half that I would gladly see again."; done > "$scratch/reviews.txt"

train() { plaudit train quickstart "${small[@]}" --set training.epochs=8 --run "$1"; }
tune() { plaudit tune quickstart "${small[@]}" --set training.epochs=4 --set split.validation=0.2 --space "$scratch/space.json" --trials 6 --parallel 1 --run "$1"; }
predict() { plaudit predict --input "$scratch/reviews.txt" --threads 1 --output "$1"; }

# The trials of a tuning and their figures, without times.
trials() { python3 -c 'import json, sys; print([(t["number"], t["status"], t["figures"]) for t in json.load(open(sys.argv[1] + "/results.json"))["trials"]])' "$1"; }

# What they come to when nothing happens.
undisturbed() {
    train "$scratch/whole" > "$scratch/log" 2>&1 && tune "$scratch/search" > "$scratch/log" 2>&1 && predict "$scratch/answers.txt" > "$scratch/log" 2>&1 \
        || fail "$(tail -n 3 "$scratch/log")"
}

same_run() {
    for file in model.safetensors predictions.csv recipe.json; do cmp -s "$1/$file" "$scratch/whole/$file" || fail "$2: $file is not that of an undisturbed run"; done
    [ -s "$1/report.html" ] && [ -s "$1/metrics.json" ] || fail "$2: report or metrics are missing"
}

same_search() {
    [ "$(trials "$1")" = "$(trials "$scratch/search")" ] && cmp -s "$1/best.json" "$scratch/search/best.json" || fail "$2: the trials are not those of an undisturbed tuning"
}

# No temporary file or folder under a path.
tidy() { [ -z "$(find "$1" -name '*.tmp')" ] || fail "$2: left $(find "$1" -name '*.tmp')"; }

# A failure as it should be: exit code 1 and one message that holds a text, no trace.
refused() {
    [ "$1" = 1 ] || fail "$3: ended with $1 instead of 1: $(tail -n 3 "$scratch/error")"
    [ "$(grep -c '^plaudit: ' "$scratch/error")" = 1 ] && grep -q "$2" "$scratch/error" && ! grep -q '^   at ' "$scratch/error" || fail "$3: expected one message with '$2', found: $(cat "$scratch/error")"
}
