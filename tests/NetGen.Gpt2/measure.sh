#!/usr/bin/env bash
# What the 124 M shape of GPT-2 costs: seconds it adds to a build, lines of C# it becomes, a training step.
set -euo pipefail
cd "$(dirname "$0")"
build() { dotnet build --configuration Release --no-restore --no-dependencies --no-incremental --nodereuse:false "$@" > /dev/null; }
seconds() { local start=$EPOCHREALTIME; "$@"; echo "$start $EPOCHREALTIME" | awk '{ print $2 - $1 }'; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

dotnet build --configuration Release --nodereuse:false > /dev/null
without=$(for _ in 1 2 3; do seconds build -p:WithoutNetwork=true; done | median)
with=$(for _ in 1 2 3; do seconds build; done | median)
lines=$(find obj/generated -name '*.cs' -exec cat {} + | wc -l)
step=$(bin/Release/net10.0/NetGen.Gpt2 "$@")
echo "{\"addedBuildSeconds\": $(echo "$with $without" | awk '{ printf "%.1f", $1 - $2 }'), \"generatedLines\": $lines, \"step\": $step}"
