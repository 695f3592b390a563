"""fake_api.py - as much of the APIs of GitHub and GitLab as our scripts use, on loopback, with their rules.

    python3 fake_api.py DIRECTORY &

DIRECTORY/port says where it listens. Every request is a line of DIRECTORY/requests, and what was wrong with
it stands behind: credentials that are not those of DIRECTORY/token, a body that is no JSON, a comment that is
too long, a report that is no report. DIRECTORY/comments.json is what there is, and may be written by a test.
DIRECTORY/faults has lines `METHOD PATH STATUS TIMES [HEADER: VALUE]` of answers that are given instead."""
import base64
import gzip
import http.server
import json
import os
import re
import signal
import sys
import urllib.parse

HERE = sys.argv[1]
BODY_MOST = 65536


def path_of(name):
    return os.path.join(HERE, name)


def read(name, otherwise=""):
    try:
        with open(path_of(name), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return otherwise


def write(name, text):
    with open(path_of(name), "w", encoding="utf-8") as file:
        file.write(text)


def take_fault(method, path):
    """The answer that is to be given instead of the true one; it is used up."""
    lines = read("faults").splitlines()
    for index, line in enumerate(lines):
        wanted, pattern, status, times, *header = line.split(" ", 4)
        if wanted != method or not re.fullmatch(pattern, path) or int(times) == 0:
            continue
        lines[index] = " ".join([wanted, pattern, status, str(int(times) - 1), *header])
        write("faults", "\n".join(lines) + "\n")
        return int(status), header[0] if header else ""
    return None


class Api(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wrongs = ()

    # --- What is asked ---------------------------------------------------------------------------------

    def who(self):
        """The name that the token has; None where it is not ours."""
        token = read("token").strip()
        if self.headers.get("Authorization") == f"Bearer {token}":
            return read("login", "github-actions[bot]").strip()
        if self.headers.get("PRIVATE-TOKEN") == token:
            return read("login", "42").strip()
        return None

    def body(self):
        length = int(self.headers.get("Content-Length", 0))
        text = self.rfile.read(length)
        if not length:
            return None
        if self.headers.get("Content-Type") != "application/json":
            self.wrongs.append("its type is not JSON")
        try:
            return json.loads(text.decode("utf-8", "strict"))
        except ValueError:
            self.wrongs.append("it is no JSON")
            return None

    # --- What is answered ------------------------------------------------------------------------------

    def answer(self, status, value, *headers):
        text = json.dumps(value).encode() if not isinstance(value, bytes) else value
        shown = self.path.split("?")
        note = "".join(f"  WRONG: {wrong}" for wrong in self.wrongs)
        with open(path_of("requests"), "a", encoding="utf-8") as file:
            file.write(f"{self.command} {shown[0]}{'?' + shown[1] if len(shown) > 1 else ''} {status}{note}\n")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        for header in headers:
            if header:
                name, _, content = header.partition(": ")
                self.send_header(name, content)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass

    def handle_one(self):
        self.wrongs = []
        path = urllib.parse.urlsplit(self.path).path
        body = self.body()
        fault = take_fault(self.command, path)
        if fault:
            return self.answer(fault[0], {"message": f"\n::error::{read('token')}\x1b[31m"}, fault[1])
        if self.who() is None:
            return self.answer(401, {"message": "Bad credentials"})
        for method, pattern, act in ROUTES:
            match = re.fullmatch(pattern, path)
            if method == self.command and match:
                return act(self, body, *match.groups())
        return self.answer(404, {"message": "Not Found"})

    do_GET = do_POST = do_PATCH = do_PUT = handle_one

    # --- Comments --------------------------------------------------------------------------------------

    def comments(self):
        return json.loads(read("comments.json", "[]"))

    def list_comments(self, _):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        page, size = int(query.get("page", 1)), int(query.get("per_page", 30))
        if size > 100:
            self.wrongs.append("a page has 100 at the most")
        comments = self.comments()
        rest = comments[page * size:]
        link = f'Link: <http://elsewhere.example/?page={page + 1}>; rel="next"' if rest else ""
        self.answer(200, comments[(page - 1) * size:page * size], link)

    def check_comment(self, body):
        text = (body or {}).get("body")
        if not isinstance(text, str) or list(body) != ["body"]:
            self.wrongs.append("a comment has a `body` and nothing else")
        elif len(text) > BODY_MOST:
            self.wrongs.append(f"a comment of {len(text)} characters")
        return not self.wrongs

    def author(self):
        who = self.who()
        return {"author": {"id": int(who)}} if who.isdigit() else {"user": {"login": who}}

    def create_comment(self, body):
        if os.path.exists(path_of("readonly")):
            return self.answer(403, {"message": "Resource not accessible by integration"})
        if not self.check_comment(body):
            return self.answer(422, {"message": "Validation Failed"})
        comments = self.comments()
        comments.append({"id": 1000 + len(comments), "body": body["body"], **self.author()})
        write("comments.json", json.dumps(comments))
        return self.answer(201, comments[-1])

    def update_comment(self, body, number):
        if os.path.exists(path_of("readonly")):
            return self.answer(403, {"message": "Resource not accessible by integration"})
        comments = self.comments()
        for comment in comments:
            if comment["id"] == int(number) and self.check_comment(body):
                comment["body"] = body["body"]
                write("comments.json", json.dumps(comments))
                return self.answer(200, comment)
        return self.answer(422 if self.wrongs else 404, {"message": "Not Found"})

    def viewer(self, body):
        if body != {"query": "query { viewer { login } }"}:
            self.wrongs.append("another query")
        return self.answer(200, {"data": {"viewer": {"login": self.who()}}})

    def user(self, _):
        return self.answer(200, {"id": int(self.who()), "username": "project_7_bot"})

    # --- Code scanning ---------------------------------------------------------------------------------

    def take_report(self, body):
        if os.path.exists(path_of("readonly")):
            return self.answer(403, {"message": "Resource not accessible by integration"})
        try:
            report = json.loads(gzip.decompress(base64.b64decode(body["sarif"], validate=True)))
            wanted = {"commit_sha": r"[0-9a-f]{40}", "ref": r"refs/(heads|pull)/.+"}
            wrongs = [key for key in wanted if not re.fullmatch(wanted[key], body[key])]
            self.wrongs += [f"`{key}` is `{body[key]}`" for key in wrongs]
            if report["version"] != "2.1.0" or set(body) != {"commit_sha", "ref", "sarif"}:
                self.wrongs.append("it is no report of version 2.1.0")
            write("report.json", json.dumps(report, indent=1))
        except (ValueError, KeyError, OSError) as error:
            self.wrongs.append(f"it is no report: {error!r}")
        return self.answer(422 if self.wrongs else 202, {"id": "47177e22"})


COMMENTS = r"/repos/shop/config/issues/7/comments"
NOTES = r"/api/v4/projects/5/merge_requests/7/notes"
ROUTES = [
    ("POST", "/graphql", Api.viewer),
    ("GET", "/api/v4/user", Api.user),
    ("GET", COMMENTS, Api.list_comments),
    ("POST", COMMENTS, Api.create_comment),
    ("PATCH", r"/repos/shop/config/issues/comments/(\d+)", Api.update_comment),
    ("GET", NOTES, Api.list_comments),
    ("POST", NOTES, Api.create_comment),
    ("PUT", NOTES + r"/(\d+)", Api.update_comment),
    ("POST", "/repos/shop/config/code-scanning/sarifs", Api.take_report),
]

signal.alarm(300)
server = http.server.HTTPServer(("127.0.0.1", 0), Api)
write("port.new", str(server.server_address[1]))
os.rename(path_of("port.new"), path_of("port"))
server.serve_forever()
