"""argocd.py - the Applications that an ApplicationSet gives for the repository it is run in.

    python3 argocd.py FILE TEMPLATES          shows them
    python3 argocd.py FILE TEMPLATES helm     renders each, and says what came

Does what Argo CD's controller does with a git file generator (argo-cd, applicationset/generators/git.go and
controllers/template): files are found as `git ls-files` finds them, whose `*` passes `/`; their content and their
`path` are parameters; a selector sees them flattened; every text of the template is evaluated; the patch, evaluated,
is merged over it. TEMPLATES is the program of template.go."""
import json
import os
import posixpath
import re
import subprocess
import sys

import yaml


def output_of(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def flatten(value, prefix=""):
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    flat = {}
    for key, item in pairs:
        if isinstance(item, (dict, list)):
            flat.update(flatten(item, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = str(item)
    return flat


def matches(selector, params):
    flat = flatten(params)
    for expression in selector.get("matchExpressions", []):
        is_in = expression["key"] in flat and flat[expression["key"]] in expression["values"]
        if is_in != {"In": True, "NotIn": False}[expression["operator"]]:
            return False
    return True


def parameters(generator):
    files = {}
    for entry in generator["git"]["files"]:
        assert set(entry) == {"path"}, "older versions of Argo CD know no other key"
        for path in output_of("git", "ls-files", "-z", "--", entry["path"]).split("\0")[:-1]:
            with open(path, encoding="utf-8") as file:
                files[path] = yaml.safe_load(file)
    for path in sorted(files):
        folder = posixpath.dirname(path)
        params = {**files[path], "path": {"path": folder, "basename": posixpath.basename(folder),
                                          "filename": posixpath.basename(path), "segments": folder.split("/")}}
        if matches(generator.get("selector", {}), params):
            yield params


def walk(value, change):
    """Keys are evaluated too."""
    if isinstance(value, dict):
        return {change(key): walk(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [walk(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def merge(below, above):
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: merge(below.get(key), item) for key, item in above.items()}}
    return above


def application(spec, params, templates):
    texts = []
    walk(spec["template"], lambda text: texts.append(text) or text)
    texts.append(spec.get("templatePatch", ""))
    asked = {"options": spec["goTemplateOptions"], "params": params, "texts": texts}
    results = iter(json.loads(output_of(templates, input=json.dumps(asked))))
    result = walk(spec["template"], lambda text: next(results))
    return merge(result, yaml.safe_load(next(results)) or {})


def look_at(result):
    """What Kubernetes and Argo CD refuse."""
    for name in (result["metadata"]["name"], *result["metadata"].get("labels", {}).values()):
        assert re.fullmatch(r"[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?", name), name
    assert ("source" in result["spec"]) != ("sources" in result["spec"])
    assert result["spec"]["destination"]["namespace"], "no namespace"


def render(result):
    """As the repository server calls Helm: a path that begins with `/` begins at the top of the repository."""
    source = result["spec"]["source"]
    values = [option for path in source["helm"]["valueFiles"] for option in ("--values", "." + path)]
    text = output_of("helm", "template", source["helm"]["releaseName"], source["path"],
                     "--namespace", result["spec"]["destination"]["namespace"], *values)
    found = [item for item in yaml.safe_load_all(text) if item]
    images = sorted({container["image"] for item in found if item["kind"] in ("Deployment", "Rollout")
                     for container in item["spec"]["template"]["spec"]["containers"]})
    kinds = sorted(item["kind"] for item in found)
    print(f"{result['metadata']['name']}: {', '.join(kinds)}; {', '.join(images)}")


def main(path, templates, mode="show"):
    with open(path, encoding="utf-8") as file:
        spec = yaml.safe_load(file)["spec"]
    results = [application(spec, params, templates) for generator in spec["generators"] for params in parameters(generator)]
    names = [result["metadata"]["name"] for result in results]
    assert len(set(names)) == len(names), "two Applications have one name"
    for result in results:
        look_at(result)
        if mode == "helm":
            render(result)
        else:
            print(json.dumps(result))
    steps = [expression["values"] for step in spec.get("strategy", {}).get("rollingSync", {}).get("steps", [])
             for expression in step["matchExpressions"]]
    print("steps:", steps)


os.environ["GIT_LITERAL_PATHSPECS"] = "0"
main(*sys.argv[1:])
