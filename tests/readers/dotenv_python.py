"""Reads dotenv files with python-dotenv, as applications in Python do."""

import dotenv

import canonical

for number, path in canonical.files():
    canonical.say(number, lambda name: dict(dotenv.dotenv_values(name)), path)
