#!/bin/sh
# Times NegMAS and demarche on the same domains, in one run. Usage: run.sh [SECONDS a domain]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
limit=${1:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "negmas==${NEGMAS:-0.16.0}"
(cd "$here/../.." && cargo bench --quiet --bench bargaining -- growth_everything five_everything) > "$work/bench.txt"
"$work/venv/bin/python" "$here/domains.py" "$work/bench.txt" "$limit"
