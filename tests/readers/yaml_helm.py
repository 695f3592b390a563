"""Reads values with Helm itself: a chart of one template prints what Helm made of `.Values`.

All files go through one call, each below a key of its own; that indents its lines and changes nothing else.
The first is also read by itself, as it is.
"""

import base64
import json
import os
import subprocess
import tempfile

import canonical

TEMPLATE = "said: {{ .Values | toJson | b64enc | quote }}\n"


def render(folder, file):
    os.makedirs(folder + "/chart/templates", exist_ok=True)
    with open(folder + "/chart/Chart.yaml", "w", encoding="utf-8") as out:
        out.write("apiVersion: v2\nname: chart\nversion: 0.1.0\n")
    with open(folder + "/chart/templates/said.yaml", "w", encoding="utf-8") as out:
        out.write(TEMPLATE)
    result = subprocess.run(["helm", "template", folder + "/chart", "-f", file],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if result.returncode != 0:
        raise ValueError(result.stderr.decode("utf-8", "replace"))
    said = result.stdout.decode("utf-8").split("said: ")[1].strip().strip('"')
    # All numbers are floats here, and Helm writes those that are whole without a point.
    return json.loads(base64.b64decode(said), parse_int=float, object_pairs_hook=canonical.without_repeats)


def read_together(items):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/all.yaml", "w", encoding="utf-8", newline="") as file:
            for number, path in items:
                file.write("f%d:\n%s" % (number, canonical.indented(canonical.text_of(path))))
        read = render(folder, folder + "/all.yaml")
    return {number: read["f%d" % number] for number, _ in items}


def read_alone(path):
    with tempfile.TemporaryDirectory() as folder:
        return render(folder, path)


every = list(canonical.files())
canonical.say_together(every, read_together)
if every:
    canonical.check_alone(every[0], read_together, read_alone)
