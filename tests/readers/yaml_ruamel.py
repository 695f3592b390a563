"""Reads YAML with ruamel.yaml, which follows YAML 1.2."""

import ruamel.yaml

import canonical

reader = ruamel.yaml.YAML(typ="safe", pure=True)
reader.allow_duplicate_keys = False


def read(path):
    return reader.load(canonical.text_of(path))


for number, path in canonical.files():
    canonical.say(number, read, path)
