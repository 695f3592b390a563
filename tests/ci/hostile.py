"""hostile.py - a pull request that tries everything, and what became of it.

    python3 hostile.py write base|head|mistakes|broken DIRECTORY     sources, each of which adds to the last
    python3 hostile.py judge DIRECTORY                               the reports of a run, read as their readers read them

Every name and value that a stranger may choose holds something that a shell, Markdown, HTML, a terminal, SARIF, or
GitHub's and GitLab's logs would act on."""
import html.parser
import json
import os
import re
import subprocess
import sys
import urllib.parse

SHELL = ["$(touch pwned)", "`touch pwned`", '"; touch pwned #', "'; touch pwned #", "|| touch pwned", "$IFS${PATH}",
         "${{ github.token }}", "$(cat ../../.git/config)"]
MARKUP = ["</details><script>alert(1)</script>", "<!-- rung diff -->", "@everyone and @octocat", "![x](//evil.example/x.png)",
          "[x](https://evil.example)", "| a | b |", "```", "``` `` `", "\n\n# A heading\n", "<img src=x onerror=alert(1)>",
          "https://evil.example", "#1 and !1", "/close", "--><h1>x</h1>", "[see](1)", "\\`a\\`", "&lt;b&gt;", "a\\"]
LOGS = ["::error::forged", "\n::error file=x::forged\n", "##[error]forged", "##[add-mask]rung", "::add-mask::rung",
        "::set-output name=changed::no", "::stop-commands::x", "##[group]x", "\r::warning::forged",
        "\nsection_start:1:x\r\x1b[0K", "##vso[task.setvariable variable=x]y", "%0A::error::forged"]
TERMINAL = ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "\u202eright to left", "\u200bnothing", "\ufeff"]
ALL = SHELL + MARKUP + LOGS + TERMINAL
# Names of files hold no `/`, and no NUL.
NAMES = [name.replace("/", "_") for name in ALL]


def quote(text):
    """A string of the language; what steers a terminal has to be written as an escape there."""
    def one(character):
        if character in '\\"':
            return "\\" + character
        return character if character.isprintable() else f"\\u{{{ord(character):x}}}"
    return '"' + "".join(map(one, text)).replace("${", "$${") + '"'


HEAD = """strategy shop {
  rung = "0.1"
%s}

ladder dev -> staging -> prod

environments | dev           | staging       | prod {
  class      | nonproduction | nonproduction | production
  region     | %s            | "eu"          | "eu"
}
"""


def sources(is_head):
    """Path and text of each."""
    emit = '  emit yaml to "config/${env}/%s/${unit}.yaml"\n' % "a'b `x` $(touch pwned)" if is_head else ""
    yield "strategy.rung", HEAD % (emit, quote(LOGS[1]) if is_head else '"eu"')
    lines = []
    for index, text in enumerate(ALL):
        value = quote(text) if is_head else '"old"'
        lines.append(f"    v{index} = {value}")
        lines.append(f"    m{index} = {{ {quote(text)} = {value} }}")
    comments = "".join(f"# {line}\n" for text in ALL for line in text.splitlines() if line.isprintable())
    image = "registry.example/x@sha256:" + ("2" if is_head else "1") * 64
    yield "service.rung", f"""{comments}service evil {{
  image = "{image}"
  chart = "charts/web"

  yaml {{
""" + "\n".join(lines) + "\n  }\n}\n"
    yield "charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n"
    for name in NAMES:
        yield f"charts/web/templates/{name}.yaml", "kind: List\n" + ("# new\n" if is_head else "")


def mistakes():
    """Sources that break rules, each in a file of a name of its own."""
    for index, name in enumerate(NAMES):
        text = quote(ALL[index])
        yield f"{name}.rung", f"""stack bad{index} {{
  yaml {{
    a: int = {text}
    b: enum(x, y) = {text}
    c: string(matches '^x') = {text}
    feature d: string {{ dev = {text}, staging = "b", prod = "c" }}
    e: string {{ dev = {text}, staging = "b", prod = "c" }}
  }}
}}
"""


def broken():
    """Sources that do not parse."""
    for index, name in enumerate(NAMES):
        yield f"syntax/{name}.rung", f"stack broken{index} {{\n  yaml {{\n    {ALL[index]}\n    a = \"{ALL[index]}\n  }}\n}}\n"


def write(side, directory):
    made = {"base": lambda: sources(False), "head": lambda: sources(True), "mistakes": mistakes, "broken": broken}
    for path, text in made[side]():
        whole = os.path.join(directory, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8", newline="") as file:
            file.write(text)


# --- What became of it ------------------------------------------------------------------------------------

class Page(html.parser.HTMLParser):
    """A comment as it is rendered. Text of the program stands in code only."""
    HARMLESS = {"p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "details", "summary", "ul", "li"}

    def __init__(self):
        super().__init__()
        self.inside, self.wrong, self.comments = [], [], 0

    def handle_starttag(self, tag, attributes):
        if tag not in self.HARMLESS or any(pair not in (("open", None), ("class", "language-text")) for pair in attributes):
            self.wrong.append(f"<{tag} {attributes}>")
        self.inside.append(tag)

    def handle_endtag(self, tag):
        if not self.inside or self.inside.pop() != tag:
            self.wrong.append(f"</{tag}> closes another")

    def handle_comment(self, text):
        self.comments += 1
        if text not in (" rung diff ", " rung check "):
            self.wrong.append(f"<!--{text}-->")

    def handle_data(self, text):
        if {"code", "pre"} & set(self.inside):
            return
        if re.search(r"[@<>`\[\]#|\\$!]|://|touch|forged|evil\.", text):
            self.wrong.append(f"live: {text!r}")


def read(directory, name):
    with open(os.path.join(directory, name), "rb") as file:
        return file.read().decode("utf-8", "strict")


def steers(text):
    return sorted({f"U+{ord(character):04X}" for character in text
                   if not character.isprintable() and character not in "\n"})


def judge_json(directory, name):
    """Valid, and nothing in it steers what shows it as it is; names of files are escaped by JSON itself."""
    text = read(directory, name)
    sentences = [item for key in ("description", "message") for item in values_of(json.loads(text), key)]
    return steers("".join(sentences)) + sorted({f"U+{ord(character):04X}" for character in text
                                                if character < " " and character != "\n"})


def values_of(value, wanted):
    """Every text below this key."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if key == wanted and isinstance(item, str):
            yield item
        elif isinstance(item, (dict, list)):
            yield from values_of(item, wanted)


def judge_markdown(directory, name):
    text = read(directory, name)
    page = Page()
    command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tagfilter"]
    page.feed(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode())
    wrong = page.wrong + (["another comment"] if page.comments != 1 else []) + (["too long"] if len(text) > 65536 else [])
    # Quick actions of GitLab stand at the beginning of a line, outside of code.
    wrong += [line for line in re.sub(r"(?ms)^````*.*?^````*$", "", text).splitlines() if line.startswith("/")]
    return wrong + steers(text)


def judge_sarif(directory):
    report = json.loads(read(directory, "check.sarif"))
    wrong = []
    for result in report["runs"][0]["results"]:
        for text in values_of({**result, "fixes": []}, "text"):
            if re.search(r"\[[^\]]*\]\([^)]*\)", text):
                wrong.append(f"a link: {text[:80]!r}")
            wrong += steers(text)
        for place in result["locations"] + result["relatedLocations"]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            if not re.fullmatch(r"([A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri) or uri.startswith("/") or ".." in uri.split("/"):
                wrong.append(f"an address: {uri}")
            if not os.path.exists(urllib.parse.unquote(uri)):
                wrong.append(f"no file: {uri}")
    return wrong


def judge(directory):
    said = {name: judge_markdown(directory, name) for name in ("check.md", "diff.md")
            if os.path.exists(os.path.join(directory, name))}
    said["check.sarif"] = judge_sarif(directory)
    for name in ("check.txt", "diff.txt", "annotations.txt"):
        if os.path.exists(os.path.join(directory, name)):
            said[name] = steers(read(directory, name))
    for name in ("quality.json", "check.json", "affected.json"):
        if os.path.exists(os.path.join(directory, name)):
            said[name] = judge_json(directory, name)
    for name, wrong in said.items():
        print(f"  {name}: {'nothing acts' if not wrong else sorted(set(wrong))[:8]}")


if sys.argv[1] == "write":
    write(sys.argv[2], sys.argv[3])
else:
    judge(sys.argv[2])
