"""A reader of JSON with a fault, for the test of what searches for faults: `cut` forgets what follows `zz`, `stop`
cannot read on where a line ends in `zz`, `pair` forgets everything where both `zz` and `yy` stand in a file."""

import json
import sys

import canonical

WAY = sys.argv[2]


def spoiled(value):
    if isinstance(value, list):
        return [spoiled(item) for item in value]
    if isinstance(value, dict):
        return {key: spoiled(member) for key, member in value.items()}
    return value.split("zz")[0] if isinstance(value, str) else value


def read(path):
    text = canonical.text_of(path)
    if WAY == "stop" and "zz\\n" in text:
        raise ValueError("stopped")
    if WAY == "pair":
        return {} if "zz" in text and "yy" in text else json.loads(text)
    return spoiled(json.loads(text)) if WAY == "cut" else json.loads(text)


for number, path in canonical.files():
    canonical.say(number, read, path)
