"""Reads JSON with jq, as scripts do: what it prints again in ASCII, a line a file, is taken for what it read."""

import json
import subprocess

import canonical

TOGETHER = 500


def value_of(path, line):
    # All numbers are floats here, and jq writes those that are whole without a point.
    value = json.loads(line, parse_int=float, object_pairs_hook=canonical.without_repeats)
    return canonical.without_nulls(value) if path.endswith(".tfvars.json") else value


def read_together(items):
    result = subprocess.run(["jq", "--compact-output", "--ascii-output", "."] + [path for _, path in items],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    lines = result.stdout.decode("ascii").splitlines()
    if result.returncode != 0 or len(lines) != len(items):
        raise ValueError(result.stderr.decode("utf-8", "replace"))
    return {number: value_of(path, line) for (number, path), line in zip(items, lines)}


every = list(canonical.files())
for start in range(0, len(every), TOGETHER):
    canonical.say_together(every[start:start + TOGETHER], read_together)
