"""gitlab.py - as much of GitLab's runner as our template needs.

    python3 gitlab.py TEMPLATE NAME=VALUE ...

Shows which jobs a pipeline of these predefined variables has, by their `rules`, and runs them as the runner does:
`before_script` and `script` in one shell that stops at the first failure, `after_script` in another one, whose
status is nobody's. What is printed is shown; a line that steers a terminal, as a forged section of a log would,
is named, and so is a token that is seen."""
import os
import re
import subprocess
import sys

import yaml


def merge(below, above):
    """What `extends` does: maps are joined, everything else is replaced."""
    return {**below, **{key: merge(below.get(key, {}), value) if isinstance(value, dict) else value
                        for key, value in above.items()}}


def holds(rule, variables):
    """`$NAME == "value"` or `$NAME == $OTHER`; a template that says more needs a better reader."""
    match = re.fullmatch(r'\$(\w+) == (?:"([^"]*)"|\$(\w+))', rule["if"])
    left, right = variables.get(match[1]), match[2] if match[2] is not None else variables.get(match[3])
    return left is not None and left == right


def expand(variables):
    """The runner puts variables into variables, in no deeper way than ours need."""
    return {name: re.sub(r"\$(\w+)", lambda match: variables.get(match[1], ""), value)
            for name, value in variables.items()}


def run(lines, environment):
    result = subprocess.run(["bash", "-c", "set -eo pipefail\n" + "\n".join(lines)], env=environment,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = result.stdout.decode("utf-8", "strict")
    for line in text.splitlines():
        print("    " + line)
        if any(ord(character) < 32 and character != "\t" for character in line):
            print(f"    STEERS A TERMINAL: {line!r}")
    if os.environ["TOKEN"] in text:
        print("    THE TOKEN IS SEEN")
    return result.returncode


def main(template, *given):
    with open(template, encoding="utf-8") as file:
        content = yaml.safe_load(file)
    predefined = dict(pair.split("=", 1) for pair in given)
    jobs = {name: merge(content.get(job["extends"], {}), job) for name, job in content.items()
            if isinstance(job, dict) and "script" in job}
    for name, job in jobs.items():
        variables = {**content["variables"], **job.get("variables", {}), **predefined}
        if not any(holds(rule, variables) for rule in job["rules"]):
            continue
        environment = {**{key: os.environ[key] for key in ("PATH", "HOME")}, **expand(variables)}
        print(f"  {name}: stage {job['stage']}")
        status = run(job.get("before_script", []) + job["script"], environment)
        run(job.get("after_script", []), environment)
        report = job["artifacts"]["reports"]["codequality"]
        print(f"  [exit {status}] {report} is {'there' if os.path.exists(report) else 'not there'}")


main(*sys.argv[1:])
