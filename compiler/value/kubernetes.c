/* kubernetes.c - the names that Kubernetes accepts. Objects are named by DNS (RFC 1123), the keys of
 * ConfigMaps and Secrets by what a file may be called in all of its systems. */
#include "value/value.h"

enum { LONGEST_NAME = 253 };

static bool is_small_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || byte_is_digit(byte);
}

/* A letter or digit stands at both ends. */
bool kubernetes_is_name(Text name) {
    for (size_t i = 0; i < name.length; i++) {
        bool is_inner = i > 0 && i + 1 < name.length;
        bool is_mark = name.bytes[i] == '-' || name.bytes[i] == '.';
        if (!is_small_letter_or_digit(name.bytes[i]) && !(is_inner && is_mark)) return false;
    }
    return name.length > 0 && name.length <= LONGEST_NAME;
}

/* No name that means a directory once the ConfigMap or Secret is mounted. */
bool kubernetes_is_key(Text key) {
    if (text_equal(key, TEXT(".")) || text_starts_with(key, TEXT(".."))) return false;
    for (size_t i = 0; i < key.length; i++) {
        char byte = key.bytes[i];
        bool is_mark = byte == '-' || byte == '.' || byte == '_';
        if (!byte_is_letter(byte) && !byte_is_digit(byte) && !is_mark) return false;
    }
    return key.length > 0 && key.length <= LONGEST_NAME;
}

/* There is one slash, because no key has any. */
bool kubernetes_secret(Text path, Text *name, Text *key) {
    size_t slash = text_find(path, TEXT("/"), 0);
    if (slash == SIZE_MAX) return false;
    *name = text_slice(path, 0, slash);
    *key = text_slice(path, slash + 1, path.length);
    return kubernetes_is_name(*name) && kubernetes_is_key(*key);
}
