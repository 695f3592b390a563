#!/usr/bin/env python3
"""type.py - types into a shell on a terminal: `type.py SHELL < LINES`.

Each line is typed as a person would, `<TAB>` in it as the key, into a shell that has nothing but the completion
of rung; what stands in the line afterwards is printed. A key that is bound for that shows the line, so that
nothing has to be guessed from what the terminal shows."""
import os
import pty
import re
import select
import sys
import tempfile
import time

SHOW = b"\x18\x10"  # Ctrl-X Ctrl-P
CLEAR = b"\x15"  # Ctrl-U
MOST_SECONDS = 60

SETUP = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], r"""
PS1='ready> '
bind 'set bell-style none'
bind -x '"\C-x\C-p": printf "\n<<%s>>\n" "$READLINE_LINE"'
. <(rung completion bash)
"""),
    "zsh": (["zsh", "-f", "-i"], r"""
PS1='ready> '
unsetopt beep
autoload -U compinit && compinit -D -u
show-line() { print; print -r -- "<<$BUFFER>>" }
zle -N show-line
bindkey '^X^P' show-line
bindkey '^U' kill-whole-line
. <(rung completion zsh)
"""),
    "fish": (["fish", "--no-config", "-i"], r"""
function fish_prompt; echo -n 'ready> '; end
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
bind \cx\cp 'echo; echo "<<"(commandline)">>"; commandline -f repaint'
bind \cu 'commandline -r ""'
rung completion fish | source
"""),
}


class Shell:
    def __init__(self, name):
        command, setup = SETUP[name]
        self.home = tempfile.TemporaryDirectory()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update(HOME=self.home.name, TERM="dumb" if name != "fish" else "xterm", COLUMNS="200",
                              XDG_CONFIG_HOME=self.home.name, XDG_DATA_HOME=self.home.name)
            os.execvp(command[0], command)
        path = os.path.join(self.home.name, "setup")
        with open(path, "w", encoding="utf-8") as file:
            file.write(setup)
        self.send(f". {path}; echo set-'up'\n".encode() if name != "fish" else f"source {path}; echo set-'up'\n".encode())
        self.wait_for(rb"set-up\r?\n")

    def send(self, text):
        os.write(self.terminal, text)

    def wait_for(self, pattern):
        seen = b""
        end = time.monotonic() + MOST_SECONDS
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                seen += os.read(self.terminal, 65536)
            found = re.search(pattern, seen, re.S)
            if found:
                return found
        sys.exit(f"type.py: the shell never showed {pattern!r}; it showed {seen!r}")

    def line_after(self, keys):
        self.send(CLEAR + keys + SHOW)
        return self.wait_for(rb"<<(.*?)>>").group(1).decode()


def main():
    shell = Shell(sys.argv[1])
    for line in sys.stdin.read().splitlines():
        print(shell.line_after(line.replace("<TAB>", "\t").encode()) + "|")


main()
