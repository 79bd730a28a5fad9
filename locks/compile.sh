#!/usr/bin/env bash
# Writes every lock anew from pyproject.toml: exact versions and hashes, for every platform, Python 3.11 and later.
# Run it after each change of a dependency; tests/install/test_locks.py fails until you have.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}

compile() {  # compile NAME INPUT [OPTION...]
  local name=$1 input=$2
  shift 2
  echo "locks/$name.lock"
  "$UV" pip compile "$input" "$@" --universal --python-version 3.11 --generate-hashes --no-annotate \
    --custom-compile-command locks/compile.sh --quiet -o "locks/$name.lock"
}

# dev holds every dependency there is; the others take their versions from it.
compile dev pyproject.toml --extra dev "$@"
for role in edge county demo; do
  compile "$role" pyproject.toml --extra "$role" --constraint locks/dev.lock
done
# A terminal's venv holds its edge and its face.
for face in kiosk wall; do
  compile "$face" pyproject.toml --extra edge --extra "$face" --constraint locks/dev.lock
done
# Reading any text aloud is added to a terminal that wants it.
compile voice pyproject.toml --extra voice --constraint locks/dev.lock
# So are calls, by the one engine or the other.
compile call pyproject.toml --extra call --constraint locks/dev.lock
compile call-aiortc pyproject.toml --extra call-aiortc --constraint locks/dev.lock
compile build locks/build.in "$@"
compile uv locks/uv.in "$@"
