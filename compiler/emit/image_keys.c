/* image_keys.c - what a chart has instead of the keys that a release would write.
 *
 * A key that no chart reads leaves the chart's own image running. Where the chart's values hold an
 * image, the `image_keys` that fit them are proposed as they are to be written. */
#include "emit/emission.h"

typedef struct Named {
    const char *part;
    bool is_there;
} Named;

/* "`image.repository` and `image.tag`": where they stand, by their names in the chart. */
static Text places(Arena *arena, const ChartImage *image, const Named *parts, uint32_t count) {
    Text *items = arena_array(arena, Text, count);
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++)
        if (parts[i].is_there)
            items[most++] = text_format(arena, "`%.*s.%s`", TEXT_ARGS(image->place), parts[i].part);
    return text_enumerate(arena, items, most, TEXT("and"));
}

/* `repository = "image.repository", tag = "image.tag"`. */
static Text stated(Arena *arena, const ChartImage *image, const Named *parts, uint32_t count) {
    Text *items = arena_array(arena, Text, count);
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++)
        if (parts[i].is_there)
            items[most++] = text_format(arena, "%s = \"%.*s.%s\"", parts[i].part,
                                        TEXT_ARGS(image->place), parts[i].part);
    return text_join(arena, items, most, TEXT(", "));
}

/* A tag that carries the digest has to be there. */
static void help_tag(Diagnostic *d, const Image *pinned) {
    if (pinned->tag.length || !pinned->digest.length) return;
    report_help(d, "and give the image a tag beside its digest, which goes behind it: "
                   "`REPOSITORY:TAG@sha256:...`");
}

bool image_keys_help(const Chart *chart, const Image *pinned, Diagnostic *d) {
    Arena *arena = d->report->arena;
    ChartImage image;
    if (!chart_image(arena, &chart->keys, &image)) return false;
    if (image.is_reference) {
        report_help(d, "this chart has its image in `image` as one text: write "
                       "`image_keys = { reference = \"image\" }`");
        return true;
    }
    bool is_tag = image.has_tag && !(image.has_digest && pinned->digest.length);
    const Named parts[] = {{"registry", image.has_registry},
                           {"repository", true},
                           {"tag", is_tag},
                           {"digest", !is_tag && image.has_digest}};

    enum { COUNT = sizeof parts / sizeof parts[0] };

    Text has = places(arena, &image, parts, COUNT), keys = stated(arena, &image, parts, COUNT);
    report_help(d, "this chart has %.*s: write `image_keys = { %.*s }`", TEXT_ARGS(has),
                TEXT_ARGS(keys));
    if (is_tag) help_tag(d, pinned);
    return true;
}

/* --- Certainly unread ------------------------------------------------------------------------- */

/* Templates may read a key that the values do not have, and what a dependency brings reads what it
 * likes. */
static bool may_read_digest(const Chart *chart) {
    if (chart->keys.dependency_count) return true;
    for (uint32_t i = 0; i < chart->file_count; i++) {
        const ChartFile *file = &chart->files[i];
        bool is_read = text_starts_with(file->path, TEXT("templates/")) ||
                       text_starts_with(file->path, TEXT("charts/"));
        if (is_read && text_contains(file->text, TEXT("igest"))) return true;
    }
    return false;
}

bool image_digest_is_lost(const Plan *plan, const Chart *chart, const Unit *unit) {
    ChartImage image;
    if (unit->attributes[UNIT_IMAGE_KEYS].value) return false;
    if (!chart_image(plan->arena, &chart->keys, &image) || image.is_reference) return false;
    return text_equal(image.place, TEXT("image")) && image.has_tag && !image.has_digest &&
           !may_read_digest(chart);
}
