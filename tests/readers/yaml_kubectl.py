"""Reads YAML with kubectl, in two ways: as `kubectl apply` and Helm do (sigs.k8s.io/yaml), and as
Kustomize does (go-yaml 3).

No file of ours but a ConfigMap is an object of Kubernetes, so each stands as `spec` in one that is; that
indents its lines and changes nothing else. All files go through one call.
"""

import json
import re
import subprocess
import sys
import tempfile

import yaml

import canonical

# Kustomize says what it read as YAML again, and these characters it cannot write so that they come back;
# files that hold them are for the other readers. It also drops every key `<<`, in quotes or not.
LOST = re.compile(r'\\x(7F|[89])|\\u(FFF[EF]|FD[DE].|202[89])|\\U00..FFF|"<<":')
HEAD = "apiVersion: rung.test/v1\nkind: File\nmetadata:\n  name: f%d\nspec:\n"


class Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):
    """Go writes floats such as `1e+20`, which YAML 1.1 takes for text."""


Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile("^-?[0-9]+e[-+][0-9]+$"), list("-0123456789"))
# What is text to Go, and plain in what it writes, would be a date or something stranger here.
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if not tag.endswith((":timestamp", ":merge", ":value"))]
    for first, resolvers in Loader.yaml_implicit_resolvers.items()
}


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


def as_kubectl(folder):
    text = run("kubectl", "annotate", "--local", "-f", folder + "/all.yaml", "rung.test=1", "-o", "json")
    return read_objects(text)


def as_kustomize(folder):
    with open(folder + "/kustomization.yaml", "w", encoding="utf-8") as file:
        file.write("resources:\n- all.yaml\n")
    return yaml.load_all(run("kubectl", "kustomize", folder), Loader)


def read_together(items, way):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/all.yaml", "w", encoding="utf-8", newline="") as file:
            for number, path in items:
                file.write(HEAD % number + canonical.indented(canonical.text_of(path)) + "---\n")
        read = {item["metadata"]["name"]: item["spec"] for item in way(folder)}
    return {number: read["f%d" % number] for number, _ in items}


def main(way):
    items = list(canonical.files())
    lost = [item for item in items if way is as_kustomize and LOST.search(canonical.text_of(item[1]))]
    canonical.say_together([item for item in items if item not in lost], lambda some: read_together(some, way))
    for number, _ in lost:
        print("%d\t?" % number)


main(as_kustomize if sys.argv[2] == "kustomize" else as_kubectl)
