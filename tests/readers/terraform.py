"""Reads variables with Terraform: `terraform console` says what it makes of them.

A call takes a fifth of a second, and longer than in proportion with much to read, so some files are read
together: each is the value of one variable, an object whose members are its lines. The first file of each form
is also read by itself, as it is.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

import canonical


def put_together(value):
    if isinstance(value, list):
        return [put_together(item) for item in value]
    if isinstance(value, dict):
        return {put_together(key): put_together(member) for key, member in value.items()}
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def console(folder, variables, file, expression):
    with open(folder + "/main.tf", "w", encoding="utf-8") as out:
        for name in variables:
            out.write('variable "%s" {\n  type = any\n}\n' % name)
    result = subprocess.run(
        ["terraform", "console", "-var-file=" + file],
        input="base64encode(jsonencode(%s))\n" % expression,
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, check=False,
        timeout=40,  # it can take forever to say what is wrong with a large file
        env=dict(os.environ, CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1"))
    if result.returncode != 0 or not result.stdout.startswith('"'):
        raise ValueError(result.stderr or result.stdout)
    said = base64.b64decode(result.stdout.strip().strip('"')).decode("utf-8")
    # Terraform normalises what `jsonencode` gives as it does every text, so that an `n` of its `\\n` and an accent
    # behind it become one character. Taken apart again they are what they were.
    value = json.loads(unicodedata.normalize("NFD", said), object_pairs_hook=canonical.without_repeats)
    return canonical.without_nulls(put_together(value))


def joined(paths):
    """All files as one; objects have the syntax of a file, but the name `for` begins an expression."""
    if paths[0][1].endswith(".json"):
        members = ['"f%d": %s' % (number, canonical.text_of(path)) for number, path in paths]
        return "{" + ",\n".join(members) + "}"
    lines = []
    for number, path in paths:
        body = "\n".join('"for"' + line[3:] if line.startswith("for ") else line
                         for line in canonical.text_of(path).split("\n"))
        lines.append("f%d = {\n%s}\n" % (number, body))
    return "".join(lines)


def read_together(paths):
    ending = ".tfvars.json" if paths[0][1].endswith(".json") else ".tfvars"
    names = ["f%d" % number for number, _ in paths]
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/all" + ending, "w", encoding="utf-8", newline="") as file:
            file.write(joined(paths))
        expression = "{%s}" % ", ".join("%s = var.%s" % (name, name) for name in names)
        read = console(folder, names, "all" + ending, expression)
    return {number: read["f%d" % number] for number, _ in paths}


def read_alone(path):
    """Every member is a variable of its own here."""
    names = list(read_together([(0, path)])[0])
    with tempfile.TemporaryDirectory() as folder:
        expression = "{%s}" % ", ".join('"%s" = var.%s' % (name, name) for name in names)
        return console(folder, names, os.path.abspath(path), expression) if names else {}


TOGETHER = 48


def main():
    every = list(canonical.files())
    for is_json in (False, True):
        paths = [item for item in every if item[1].endswith(".json") == is_json]
        for start in range(0, len(paths), TOGETHER):
            canonical.say_together(paths[start:start + TOGETHER], read_together)
        if paths:
            canonical.check_alone(paths[0], read_together, read_alone)


def check_format():
    """`terraform fmt` names the files that it would change."""
    paths = {os.path.abspath(path): number for number, path in canonical.files()}
    result = subprocess.run(["terraform", "fmt", "-check", "-list=true"] + list(paths),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, check=False)
    changed = {os.path.abspath(line) for line in result.stdout.split("\n") if line}
    for path, number in paths.items():
        print("%d\t%s" % (number, "!`terraform fmt` would change it" if path in changed else ""))
    if result.returncode not in (0, 3) or bool(changed) != bool(result.returncode):
        print("0\t!" + " ".join(result.stderr.split()))


check_format() if sys.argv[2] == "format" else main()
