"""What every reader says of a file, in a form that needs no parser to compare.

A line is the number of the file, a tab, and either `!` and why it could not be read, `?` where the reader
is not asked about this file, or the tree that was read: `z` null, `t` true, `f` false, `i-12` a whole number, `d` and sixteen digits for the bits of a float,
`s` and the hexadecimal UTF-8 of a text, `[a,b,]`, and `{key:value,}` with keys as hexadecimal UTF-8,
the members in order of their bytes. Anything else that a reader makes of a file, such as a date, is an error.
"""

import struct
import sys


def hexadecimal(text):
    # A lone surrogate is no text: it is shown as what it is instead of stopping the reader.
    return text.encode("utf-8", "surrogatepass").hex()


def tree(value):
    if value is None:
        return "z"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, int):
        return "i%d" % value
    if isinstance(value, float):
        return "d" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + hexadecimal(value)
    if isinstance(value, list):
        return "[" + "".join(tree(item) + "," for item in value) + "]"
    if isinstance(value, dict):
        pairs = []
        for key, member in value.items():
            if not isinstance(key, str):
                raise ValueError("the key %r is no text" % (key,))
            pairs.append("%s:%s," % (hexadecimal(key), tree(member)))
        return "{" + "".join(sorted(pairs)) + "}"
    raise ValueError("%r of the type %s" % (value, type(value).__name__))


def say(number, read, *arguments):
    """Prints what `read` makes of a file, whatever happens."""
    try:
        line = tree(read(*arguments))
    except Exception as problem:  # a reader may raise anything, and all of it is a finding
        line = "!" + " ".join(str(problem).split())
    print("%d\t%s" % (number, line))


def say_together(items, read):
    """The same for a reader that takes many files at once: `read` gives what each of the `(number, path)` holds.
    Where one of them stops it, it is asked about each half of them, so that only that one is blamed."""
    try:
        found = read(items)
    except Exception as problem:
        if len(items) == 1:
            print("%d\t!%s" % (items[0][0], " ".join(str(problem).split())))
        for half in (items[:len(items) // 2], items[len(items) // 2:]) if len(items) > 1 else ():
            say_together(half, read)
        return
    for number, _ in items:
        say(number, found.__getitem__, number)


def check_alone(item, read, read_alone):
    """What `read` makes of a file among others is what is made of it by itself."""
    number, path = item
    try:
        if read_alone(path) == read([item])[number]:
            return
        problem = "it reads otherwise by itself"
    except Exception as caught:
        problem = "by itself: " + " ".join(str(caught).split())
    print("%d\t!%s" % (number, problem))


def indented(text):
    """Below a key of its own."""
    return "".join("  " + line + "\n" if line else "\n" for line in text.split("\n"))


def files():
    """The list that the test gave: `NUMBER PATH` a line."""
    for line in open(sys.argv[1], encoding="utf-8"):
        number, path = line.rstrip("\n").split(" ", 1)
        yield int(number), path


def text_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def without_nulls(value):
    """In Terraform's objects a member without a value is null; `rung values` leaves it out."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {key: without_nulls(member) for key, member in value.items() if member is not None}
    return value


def without_repeats(pairs):
    """For readers that would take the last of two members of one name."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members
