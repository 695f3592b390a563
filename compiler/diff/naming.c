/* naming.c - names of objects and fields as they are shown.
 *
 * A name may be a credential, or a value that is sensitive: an object that is called by it, a key of a
 * map. Such a name is `(hidden)`, and the next ones of a unit are `(hidden 2)`, `(hidden 3)`, so that what
 * they name is still told apart. A name stands for all environments, so it is hidden where it is to be
 * hidden in one. */
#include "diff/rendering.h"

static bool is_hidden(const Rendering *rendering, Text name) {
    size_t start, end;
    const char *what;
    for (uint32_t i = 0; i < rendering->diff->environments.count; i++) {
        const RenderedColumn *column = &rendering->columns[i];
        if (hides_text(&(Hiding){column->old, column->new}, name)) return true;
    }
    return credential_find(name, &start, &end, &what);
}

static Text hide(Rendering *rendering) {
    uint32_t number = ++rendering->hidden_names;
    if (number == 1) return TEXT("(hidden)");
    return text_format(rendering->arena, "(hidden %u)", (unsigned)number);
}

/* The same for the same name of a unit. */
static const Text *find(Rendering *rendering, Text name) {
    const Text *known = map_get(&rendering->names, name);
    if (known) return known;
    Text *shown = arena_new(rendering->arena, Text);
    Text copy = text_copy(rendering->arena, name);
    *shown = is_hidden(rendering, name) ? hide(rendering) : copy;
    map_put(&rendering->names, copy, shown);
    return shown;
}

Text naming_show(Rendering *rendering, Text name) {
    return *find(rendering, name);
}

/* One name after the other, because they are numbered. */
DiffObject naming_object(Rendering *rendering, const DiffObject *object) {
    DiffObject shown = {.kind = naming_show(rendering, object->kind)};
    shown.namespace = naming_show(rendering, object->namespace);
    shown.name = naming_show(rendering, object->name);
    shown.api_version = naming_show(rendering, object->api_version);
    shown.title = object_title(rendering->arena, &shown);
    return shown;
}

/* --- Paths ---------------------------------------------------------------------------------- */

/* What is hidden is no name that needs quotes. */
static void write_segment(Rendering *rendering, Writer *out, const Segment *segment) {
    Text shown = naming_show(rendering, segment->text);
    Segment copy = *segment;
    copy.is_number = segment->is_number || !text_equal(shown, segment->text);
    copy.text = shown;
    if (segment->kind != SEGMENT_KEY && copy.is_number)
        writer_text(out, shown);
    else
        syntax_write_segment(out, &copy);
}

static void write_path(Rendering *rendering, Writer *out, const Step *step) {
    if (!step->parent) return;
    write_path(rendering, out, step->parent);
    if (step->parent->parent && step->segment.kind != SEGMENT_KEY) writer_char(out, '.');
    write_segment(rendering, out, &step->segment);
}

/* Bounded: keys may be of any length. What is to be hidden may also be made of several names. */
Text naming_path(Rendering *rendering, const Step *step) {
    Writer writer;
    writer_open(&writer, rendering->arena, LIMIT_SENTENCE_BYTES);
    write_path(rendering, &writer, step);
    return naming_show(rendering, writer_done(&writer));
}
