"""Reads YAML with kubectl, in two ways: as `kubectl apply` and Helm do (sigs.k8s.io/yaml), and as
Kustomize does (go-yaml 3).

No file of ours but a ConfigMap is an object of Kubernetes, so each stands as `spec` in one that is; that
indents its lines and changes nothing else. All files go through one call.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import canonical

# Kustomize says what it read as YAML again, which `kubectl` reads: these characters it cannot write so that they
# come back, and files that hold them are for the other readers. So are those with keys beyond 1,000 characters, which
# it reads by way of JSON on one line and does not find the end of. It also drops every key `<<`, in quotes or not.
LOST = re.compile(r'\\x(7F|[89])|\\u(FFF[EF]|FD[DE].|202[89])|\\U00..FFF|"<<":|\n *\? ')
HEAD = "apiVersion: rung.test/v1\nkind: File\nmetadata:\n  name: f%d\nspec:\n"


def run(*command, **options):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **options)
    if result.returncode != 0:
        raise ValueError(result.stderr.decode("utf-8", "replace"))
    return result.stdout.decode("utf-8")


def read_objects(text):
    decoder = json.JSONDecoder()
    at = 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        while at < len(text) and text[at].isspace():
            at += 1
        yield from value["items"] if value["kind"] == "List" else [value]


def as_kubectl(file):
    return read_objects(run("kubectl", "annotate", "--local", "-f", file, "rung.test=1", "-o", "json"))


def as_kustomize(file):
    folder = os.path.dirname(file)
    with open(folder + "/kustomization.yaml", "w", encoding="utf-8") as out:
        out.write("resources:\n- all.yaml\n")
    with open(folder + "/again.yaml", "w", encoding="utf-8") as out:
        out.write(run("kubectl", "kustomize", folder))
    return as_kubectl(folder + "/again.yaml")


def numbers_of_go(value):
    """A whole number beyond 64 bits is a float, and a float that is whole is printed without a point."""
    if isinstance(value, list):
        return [numbers_of_go(item) for item in value]
    if isinstance(value, dict):
        return {key: numbers_of_go(member) for key, member in value.items()}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        is_small = -2 ** 63 <= value < 2 ** 63
        return int(value) if is_small and value == int(value) else float(value)
    return value


def read_together(items, way):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/all.yaml", "w", encoding="utf-8", newline="") as file:
            for number, path in items:
                file.write(HEAD % number + canonical.indented(canonical.text_of(path)) + "---\n")
        read = {item["metadata"]["name"]: item["spec"] for item in way(folder + "/all.yaml")}
    return {number: numbers_of_go(read["f%d" % number]) for number, _ in items}


def main(way):
    items = list(canonical.files())
    lost = [item for item in items if way is as_kustomize and LOST.search(canonical.text_of(item[1]))]
    canonical.say_together([item for item in items if item not in lost], lambda some: read_together(some, way))
    for number, _ in lost:
        print("%d\t?" % number)


main(as_kustomize if sys.argv[2] == "kustomize" else as_kubectl)
