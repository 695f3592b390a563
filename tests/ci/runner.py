"""runner.py - as much of GitHub's runner as a workflow with our action needs.

    python3 runner.py WORKFLOW DIRECTORY EVENT [NAME=VALUE ...]

Runs the jobs of a workflow file, in their order and one after the other: `actions/checkout` is a clone of
DIRECTORY/origin with the depth that is asked for, `__OWNER__/rung@__COMMIT__`, which stands for a place of the
reader's and can be nobody's name, is the action.yml of $PROJECT, every `run:` of which is run as the runner does
it. EVENT is `pull_request`, with the number 7, or another, on main. NAME=VALUE are inputs of the action besides
those of the workflow. What is printed is read by the runner's own rules (actions/runner, ActionCommand.cs):
`::name key=value::` at the beginning of a line, `##[name key=value]` anywhere in one, until `stop-commands` stops
that. Shown are the steps, their commands, the outputs and the summary; a command that is none of ours is FORGED,
and a token that is seen is named as well."""
import json
import os
import re
import subprocess
import sys

import yaml

# The runner knows no others: what looks like one of another name is text.
KNOWN = {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "set-output", "set-env", "add-path",
         "save-state", "echo", "add-matcher", "remove-matcher", "internal-set-repo-path", "stop-commands"}
OURS = {"error", "warning", "notice"}
ACTION = ("__OWNER__/rung", "__COMMIT__")
SUMMARY_MOST = 1024 * 1024


# --- Commands ---------------------------------------------------------------------------------------------

def unescape(text, marks):
    for mark, character in marks:
        text = text.replace(mark, character)
    return text.replace("%25", "%")


DATA = [("%0D", "\r"), ("%0A", "\n")]
PROPERTY = DATA + [("%3A", ":"), ("%2C", ",")]


def parse_new(line, known):
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    if name.lower() not in known:
        return None
    pairs = (pair.split("=", 1) for pair in rest.strip().split(",") if "=" in pair)
    return name.lower(), {key: unescape(value, PROPERTY) for key, value in pairs}, unescape(line[end + 2:], DATA)


def parse_old(line, known):
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name = line[start + 3:end].split(" ")[0]
    return (name.lower(), {}, line[end + 1:]) if name.lower() in known else None


class Log:
    """What a step prints, taken apart."""

    def __init__(self):
        self.known, self.stopped, self.groups, self.shown = set(KNOWN), None, 0, []

    def read(self, line):
        if any(ord(character) < 32 and character != "\t" for character in line):
            self.shown.append(f"STEERS A TERMINAL: {line!r}")
        command = parse_new(line, self.known) or parse_old(line, self.known)
        if command is None:
            return
        name, properties, data = command
        if self.stopped:
            if name == self.stopped:
                self.known.discard(self.stopped)
                self.stopped = None
        elif name == "stop-commands":
            if not re.fullmatch("[0-9a-f]{32}", data):
                self.shown.append(f"FORGED: {line!r}")
            self.stopped = data.lower()
            self.known.add(self.stopped)
        elif name in ("group", "endgroup"):
            self.groups += 1 if name == "group" else -1
        elif name in OURS and re.fullmatch(r"rung|[SNTPFR]\d{4} [a-z-]+", properties.get("title", "")):
            place = ":".join(properties[key] for key in ("file", "line") if key in properties)
            self.shown.append(f"{name}: {properties['title']} {place!r} {data!r}")
        else:
            self.shown.append(f"FORGED: {line!r}")

    def end(self):
        if self.stopped or self.groups:
            self.shown.append("LEFT OPEN")
        return self.shown


# --- Steps ------------------------------------------------------------------------------------------------

class Job:
    def __init__(self, directory, event, repository):
        self.directory, self.event, self.repository = directory, event, repository
        self.work = os.path.join(directory, "work")
        self.temporary = os.path.join(directory, "temporary")
        self.steps, self.secret, self.printed, self.variables = {}, os.environ["TOKEN"], "", {}
        os.makedirs(self.temporary, exist_ok=True)

    def ref(self):
        return "refs/pull/7/merge" if self.event.startswith("pull_request") else "refs/heads/main"

    def head(self):
        return subprocess.run(["git", "-C", self.work, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()

    def environment(self):
        return {**{name: os.environ[name] for name in ("PATH", "HOME", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL")},
                "GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_REPOSITORY": self.repository,
                "GITHUB_EVENT_NAME": self.event, "GITHUB_HEAD_REF": os.environ.get("HEAD_REF", "change"),
                "GITHUB_REF": self.ref(), "GITHUB_SHA": self.head(),
                "GITHUB_WORKSPACE": self.work, "RUNNER_TEMP": self.temporary,
                "GITHUB_ACTION_PATH": os.environ["PROJECT"], "GIT_CONFIG_NOSYSTEM": "1"}

    def resolve(self, text, names):
        """Expressions: those that our files use, and no others. A text that is one of them keeps its type."""
        text = str(text)
        whole = re.fullmatch(r"\$\{\{(.*?)\}\}", text)
        if whole:
            return self.evaluate(whole[1], names)
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(self.evaluate(match[1], names)), text)

    def evaluate(self, expression, names):
        is_pull = self.event.startswith("pull_request")
        values = {"github.token": self.secret, "github.ref": self.ref(), "github.event_name": self.event,
                  "github.repository": self.repository, "github.event.before": "" if is_pull else os.environ.get("BEFORE", ""),
                  "github.event.pull_request.number": "7" if is_pull else "",
                  "github.event.pull_request.head.repo.full_name": os.environ.get("HEAD_REPOSITORY", self.repository), **names}
        values.update({f"steps.{step}.outputs.{name}": value
                       for step, outputs in self.steps.items() for name, value in outputs.items()})

        def one(match):
            word = match[0]
            if word.startswith("'"):
                return repr(word[1:-1])
            if word == "fromJSON":
                return "json.loads"
            known = re.fullmatch(r"(inputs|matrix|steps\.\w+\.outputs)\.[\w-]+", word)
            return repr(values.get(word, "") if known else values[word])
        translated = re.sub(r"'[^']*'|[A-Za-z_][\w.-]*", one, expression)
        return eval(translated.replace("&&", " and ").replace("||", " or ").strip(), {"json": json})

    def checkout(self, step):
        depth = step.get("with", {}).get("fetch-depth", 1)
        origin = "file://" + os.path.join(self.directory, "origin")
        subprocess.run(["rm", "-rf", self.work], check=True)
        limit = [f"--depth={depth}"] if int(depth) else []
        for command in (["init", "-q", self.work], ["-C", self.work, "fetch", "-q", *limit, origin, self.ref()],
                        ["-C", self.work, "checkout", "-q", "FETCH_HEAD"]):
            subprocess.run(["git", *command], check=True)

    def run(self, step, names):
        """One `run:`, as the runner has it; its outputs, and whether it went well."""
        if "${{" in step["run"]:
            print("    AN EXPRESSION STANDS IN WHAT A SHELL RUNS")
        name = step.get("id", step.get("name", "run"))
        paths = {kind: os.path.join(self.temporary, f"{kind}-{len(self.steps)}") for kind in ("output", "summary")}
        for path in paths.values():
            open(path, "w").close()
        script = os.path.join(self.temporary, "step.sh")
        with open(script, "w", encoding="utf-8") as file:
            file.write(step["run"] + "\n")
        environment = {**self.environment(), "GITHUB_OUTPUT": paths["output"], "GITHUB_STEP_SUMMARY": paths["summary"],
                       **{key: str(self.resolve(value, names)) for part in (self.variables, step.get("env", {}))
                          for key, value in part.items()}}
        result = subprocess.run([step.get("shell", "bash"), "-e", script], cwd=self.work, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.show(step, result)
        outputs = {}
        for line in open(paths["output"], encoding="utf-8").read().splitlines():
            key, _, value = line.partition("=")
            outputs[key] = value
        self.steps[name] = outputs
        summary = open(paths["summary"], encoding="utf-8").read()
        self.printed += summary
        with open(os.path.join(self.directory, "summary.md"), "a", encoding="utf-8") as file:
            file.write(summary)
        if len(summary.encode()) > SUMMARY_MOST:
            print(f"    A SUMMARY OF {len(summary.encode())} BYTES")
        return result.returncode

    def show(self, step, result):
        """The commands of its log; no more than six of a kind, for a report is not what is tested here."""
        text = result.stdout.decode("utf-8", "strict")
        self.printed += text
        log = Log()
        for line in re.split("\r\n|\n|\r", text):
            log.read(line)
        print(f"  {step.get('name', 'run')}: {result.returncode}")
        kinds = {}
        for line in log.end():
            kind = line.split(" ")[0]
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= 6:
                print(f"    {line}")

    def act(self, step, given, names):
        """Our action; its outputs are those of the step."""
        with open(os.path.join(os.environ["PROJECT"], "action.yml"), encoding="utf-8") as file:
            action = yaml.safe_load(file)
        unknown = set(given) - set(action["inputs"])
        assert not unknown, f"the action has no inputs {unknown}"
        inputs = {f"inputs.{name}": self.resolve(facts.get("default", ""), {}) for name, facts in action["inputs"].items()}
        inputs.update({f"inputs.{name}": text(self.resolve(text(value), names)) for name, value in given.items()})
        outer, self.steps, status = self.steps, {}, 0
        for part in action["runs"]["steps"]:
            assert part["shell"] == "sh"
            status = self.run(part, inputs)
            if status:
                break
        outputs = {name: self.resolve(facts["value"], inputs) for name, facts in action["outputs"].items()}
        for name, value in outputs.items():
            print(f"  output {name}: {value}")
        self.steps = {**outer, step.get("id", "action"): outputs}
        return status

    def look_for_secret(self):
        places = [self.printed] + [open(os.path.join(folder, name), "rb").read().decode("utf-8", "replace")
                                   for folder, _, names in os.walk(self.temporary) for name in names]
        if any(self.secret in place for place in places):
            print("  THE TOKEN IS SEEN")


def text(value):
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def run_step(job, step, given, names):
    action, _, revision = step.get("uses", "").partition("@")
    if "run" in step:
        return job.run(step, names)
    if (action, revision) != ACTION and not re.fullmatch("[0-9a-f]{40}", revision):
        print(f"  {action} CAN BE MOVED")
    if action == "actions/checkout":
        return job.checkout(step) or 0
    if (action, revision) == ACTION:
        return job.act(step, {**step.get("with", {}), **dict(pair.split("=", 1) for pair in given)}, names)
    assert action == "hashicorp/setup-terraform", f"a step that this runner does not know: {json.dumps(step)}"
    return 0


def run_steps(job, content, entry, given, names):
    job.steps, job.variables = {}, {**content.get("env", {}), **entry.get("env", {})}
    for step in entry["steps"]:
        status = run_step(job, step, given, names)
        if status:
            return status
    return 0


def main(workflow, directory, event, *given):
    with open(workflow, encoding="utf-8") as file:
        content = yaml.safe_load(file)
    job, needs, worst = Job(directory, event, "shop/config"), {}, 0
    for name, entry in content["jobs"].items():
        if worst or not job.evaluate(entry.get("if", "1 == 1"), needs):
            continue
        matrix = entry.get("strategy", {}).get("matrix", {}).get("include", "")
        for member in job.resolve(matrix, needs) or [{}]:
            names = {**needs, **{f"matrix.{key}": value for key, value in member.items()}}
            if len(content["jobs"]) > 1:
                print(f" {name} {' '.join(member.values())}".rstrip())
            worst = worst or run_steps(job, content, entry, given, names)
        needs.update({f"needs.{name}.outputs.{key}": job.resolve(value, needs) for key, value in entry.get("outputs", {}).items()})
    job.look_for_secret()
    print(f"[exit {worst}]")


main(*sys.argv[1:])
