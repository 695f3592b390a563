/* hidden.c - what of an object must not be shown.
 *
 * Of a Secret only what says which one it is and what it is for is shown; every other part of it is
 * hidden, also where it is no part that Kubernetes knows, for a value that is indented wrongly is a
 * secret, too. Of all other objects what looks like a credential is hidden, and what the program calls
 * sensitive. That a value differs is always said. */
#include "diff/rendered.h"

/* --- Texts ---------------------------------------------------------------------------------- */

/* A short text stands in others by chance. */
static bool has_hidden_text(const DiffManifest *manifest, Text text) {
    enum { LONG = 6 };

    for (uint32_t i = 0; manifest && i < manifest->hidden_count; i++) {
        Text hidden = manifest->hidden[i];
        if (hidden.length && text_equal(text, hidden)) return true;
        if (hidden.length >= LONG && text_contains(text, hidden)) return true;
    }
    return false;
}

bool hides_text(const Hiding *hiding, Text text) {
    return has_hidden_text(hiding->old, text) || has_hidden_text(hiding->new, text);
}

static bool text_is_hidden(const Hiding *hiding, Text text) {
    size_t start, end;
    const char *what;
    return credential_find(text, &start, &end, &what) || hides_text(hiding, text);
}

static bool node_is_hidden(const Hiding *hiding, const Node *node) {
    if (!node) return false;
    if (text_is_hidden(hiding, node->text)) return true;
    for (uint32_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        if (node_is_hidden(hiding, node->as.items[i])) return true;
    for (uint32_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
        if (text_is_hidden(hiding, node->as.pairs[i].key) ||
            node_is_hidden(hiding, node->as.pairs[i].value))
            return true;
    return false;
}

/* --- Secrets -------------------------------------------------------------------------------- */

bool hides_all(const Object *object, const Step *step) {
    static const char *const open[] = {"apiVersion", "kind", "metadata", "type", "immutable"};
    const Step *first = step_first(step);
    if (!object->is_secret || !first) return false;
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
        if (text_equal(first->segment.text, text_of(open[i]))) return false;
    return true;
}

/* An annotation such as `kubectl.kubernetes.io/last-applied-configuration` holds the whole object, in
 * which `"metadata"` comes first. */
static bool holds_object(const Node *node) {
    if (!node) return false;
    if (node->kind == NODE_STRING) return text_contains(node->text, TEXT("ata\""));
    for (uint32_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        if (holds_object(node->as.items[i])) return true;
    for (uint32_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
        if (text_ends_with(node->as.pairs[i].key, TEXT("last-applied-configuration")) ||
            holds_object(node->as.pairs[i].value))
            return true;
    return false;
}

static bool is_last_applied(const Step *step) {
    return text_ends_with(step->segment.text, TEXT("last-applied-configuration"));
}

static bool secret_is_hidden(const Object *object, const Step *step, const Node *old,
                             const Node *new) {
    if (hides_all(object, step)) return true;
    return object->is_secret && (is_last_applied(step) || holds_object(old) || holds_object(new));
}

bool field_is_hidden(const Hiding *hiding, const Object *object, const Step *step, const Node *old,
                     const Node *new) {
    return secret_is_hidden(object, step, old, new) || node_is_hidden(hiding, old) ||
           node_is_hidden(hiding, new);
}

/* --- Problems ------------------------------------------------------------------------------- */

/* What stands between the first backtick and the last may be anything that the manifest holds, such as
 * a password that begins with `*`. */
Text problem_unquoted(Arena *arena, Text sentence) {
    size_t first = text_find(sentence, TEXT("`"), 0), last = sentence.length;
    if (first == SIZE_MAX) return sentence;
    while (sentence.bytes[last - 1] != '`')
        last--;
    const Text parts[] = {text_slice(sentence, 0, first), TEXT("(hidden)"),
                          text_slice(sentence, last, sentence.length)};
    return text_join(arena, parts, 3, TEXT(""));
}
