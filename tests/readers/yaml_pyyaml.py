"""Reads YAML with PyYAML: YAML 1.1, the dialect with the most traps. Once in Python, once by libyaml."""

import yaml

import canonical


def strict(base):
    """A loader that takes no key twice, which PyYAML itself does."""

    class Loader(base):
        def construct_mapping(self, node, deep=False):
            pairs = [(self.construct_object(key, True), self.construct_object(value, True))
                     for key, value in node.value]
            return canonical.without_repeats(pairs)

    def construct(loader, node):
        return loader.construct_mapping(node)

    Loader.add_constructor("tag:yaml.org,2002:map", construct)
    return Loader


own = strict(yaml.SafeLoader)
fast = strict(yaml.CSafeLoader) if yaml.__with_libyaml__ else own


def read(path):
    text = canonical.text_of(path)
    result = yaml.load(text, own)
    if yaml.load(text, fast) != result:
        raise ValueError("libyaml and Python read two things")
    return result


for number, path in canonical.files():
    canonical.say(number, read, path)
