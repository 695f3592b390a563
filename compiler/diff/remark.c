/* remark.c - what there is to know of a manifest beside its fields: that it cannot be read, or not as a
 * whole. A mistake that both sides have alike is no difference and is not said. */
#include "diff/rendering.h"

static void add_note(Rendering *rendering, uint32_t environment, Text text) {
    DiffNote note = {rendering->unit, environment, credential_mask(rendering->arena, text)};
    array_push(rendering->arena, &rendering->diff->notes, note);
}

void remark_unread(Rendering *rendering, uint32_t environment, const char *side, Text reason) {
    add_note(rendering, environment,
             text_format(rendering->arena,
                         "the %s manifest cannot be read as Kubernetes objects: %.*s", side,
                         TEXT_ARGS(reason)));
}

static bool are_same_strangers(const Objects *old, const Objects *new) {
    bool are_same = old->strangers.count == new->strangers.count;
    for (uint32_t i = 0; are_same && i < old->strangers.count; i++)
        are_same = node_same(old->strangers.items[i].node, new->strangers.items[i].node);
    return are_same;
}

enum { NOTES_MOST = 5 }; /* of one manifest and one kind */

static void note_more(Rendering *rendering, uint32_t environment, const char *side,
                      uint32_t count) {
    if (count > NOTES_MOST)
        add_note(rendering, environment,
                 text_format(rendering->arena, "and %u more documents of the %s manifest",
                             (unsigned)(count - NOTES_MOST), side));
}

static void note_strangers(Rendering *rendering, uint32_t environment, const char *side,
                           const DiffManifest *manifest, const Objects *objects) {
    for (uint32_t i = 0; i < objects->strangers.count && i < NOTES_MOST; i++) {
        const Stranger *stranger = &objects->strangers.items[i];
        unsigned line = manifest_line(manifest, stranger->node->offset);
        add_note(rendering, environment,
                 text_format(rendering->arena,
                             "what begins in line %u of the %s manifest %s: it cannot be read as a "
                             "Kubernetes object",
                             line, side, stranger->why));
    }
    note_more(rendering, environment, side, objects->strangers.count);
}

static void note_repeated(Rendering *rendering, uint32_t environment, const char *side,
                          const Objects *objects) {
    for (uint32_t i = 0; i < objects->repeated.count && i < NOTES_MOST; i++) {
        Text title = naming_object(rendering, &objects->repeated.items[i]->about).title;
        add_note(rendering, environment,
                 text_format(rendering->arena,
                             "%.*s stands twice in the %s manifest; the last one is compared",
                             TEXT_ARGS(title), side));
    }
    note_more(rendering, environment, side, objects->repeated.count);
}

static void note_keys(Rendering *rendering, uint32_t environment, const char *side,
                      const DiffManifest *manifest, const Objects *objects) {
    if (objects->repeated_keys)
        add_note(rendering, environment,
                 text_format(rendering->arena,
                             "the key in line %u of the %s manifest stands there twice; the last "
                             "one is compared",
                             manifest_line(manifest, objects->repeated_key), side));
}

void remark_rest(Rendering *rendering, uint32_t environment, const Both *both, uint32_t dropped) {
    if (!are_same_strangers(&both->old, &both->new)) {
        note_strangers(rendering, environment, "old", both->hiding.old, &both->old);
        note_strangers(rendering, environment, "new", both->hiding.new, &both->new);
    }
    if (both->old.repeated.count != both->new.repeated.count) {
        note_repeated(rendering, environment, "old", &both->old);
        note_repeated(rendering, environment, "new", &both->new);
    }
    if (both->old.repeated_keys != both->new.repeated_keys) {
        note_keys(rendering, environment, "old", both->hiding.old, &both->old);
        note_keys(rendering, environment, "new", both->hiding.new, &both->new);
    }
    if (dropped)
        add_note(
            rendering, environment,
            text_format(rendering->arena, "%u more objects or fields differ", (unsigned)dropped));
}

bool remark_problem(Rendering *rendering, uint32_t environment, const char *side,
                    const DiffManifest *manifest) {
    if (!manifest || !manifest->problem.length) return false;
    bool is_hidden = hides_text(&(Hiding){manifest, NULL}, manifest->problem);
    Text problem = is_hidden ? TEXT("(hidden)") : manifest->problem;
    add_note(
        rendering, environment,
        text_format(rendering->arena, "there is no %s manifest: %.*s", side, TEXT_ARGS(problem)));
    return true;
}
