/* manifest.c - what Helm makes of two programs, as objects and fields. */
#include "diff/diff.h"

void diff_hide_sensitive(Arena *arena, const DiffSide *side, DiffManifest *manifest) {
    (void)arena;
    (void)side;
    (void)manifest;
}

Diff *diff_manifests(Arena *arena, const Diff *programs, const DiffManifests *old,
                     const DiffManifests *new) {
    Diff *diff = arena_new(arena, Diff);
    (void)old;
    (void)new;
    diff->is_rendered = true;
    diff->environments = programs->environments;
    diff->units = programs->units;
    return diff;
}
