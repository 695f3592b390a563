/* json.c - a diff for programs: the form is a contract, described in commands.md and the manual. */
#include "diff/diff.h"

void diff_value_json(const DiffValue *value, Writer *out) {
    if (value->is_hidden) {
        writer_string(out, "{\"hidden\": true}");
    } else if (value->is_secret) {
        writer_string(out, "{\"secret\": ");
        value_json(out, value->value);
        writer_char(out, '}');
    } else {
        value_json(out, value->value);
    }
}

/* A comma before every member but the first. */
static void separate(Writer *out, bool *is_first) {
    if (!*is_first) writer_string(out, ", ");
    *is_first = false;
}

static void write_member(Writer *out, const char *key, Text text) {
    writer_format(out, "\"%s\": ", key);
    writer_json(out, text);
}

static void write_next(Writer *out, const char *key, Text text) {
    writer_string(out, ", ");
    write_member(out, key, text);
}

/* --- Names ---------------------------------------------------------------------------------- */

static void write_names_of(Writer *out, const char *key, const DiffNames *names, DiffKind kind) {
    bool is_first = true;
    writer_format(out, "\"%s\": [", key);
    for (uint32_t i = 0; i < names->count; i++) {
        if (names->items[i].kind != kind) continue;
        separate(out, &is_first);
        writer_json(out, names->items[i].text);
    }
    writer_char(out, ']');
}

static void write_both(Writer *out, const char *key, const DiffNames *names) {
    writer_format(out, "\"%s\": {", key);
    write_names_of(out, "added", names, DIFF_ADDED);
    writer_string(out, ", ");
    write_names_of(out, "removed", names, DIFF_REMOVED);
}

static void write_names(Writer *out, const char *key, const DiffNames *names) {
    write_both(out, key, names);
    writer_char(out, '}');
}

/* The outputs have more to say than a name, so their names are put together first. On disk those that
 * are on both sides may have other bytes. */
static void write_outputs(const Diff *diff, Writer *out) {
    DiffNames names = {0};
    for (uint32_t i = 0; i < diff->outputs.count; i++) {
        DiffName name = {diff->outputs.items[i].path, diff->outputs.items[i].kind};
        array_push(out->arena, &names, name);
    }
    write_both(out, "outputs", &names);
    if (diff->is_disk) {
        writer_string(out, ", ");
        write_names_of(out, "changed", &names, DIFF_CHANGED);
    }
    writer_char(out, '}');
}

/* --- Charts, modules and releases ----------------------------------------------------------- */

static void write_artifact(const Diff *diff, const char *what, const DiffArtifact *artifact,
                           Writer *out) {
    bool is_first = true;
    writer_char(out, '{');
    write_member(out, what, artifact->path);
    writer_string(out, ", \"files\": [");
    for (uint32_t i = 0; i < artifact->files.count; i++) {
        separate(out, &is_first);
        writer_json(out, artifact->files.items[i].text);
    }
    writer_string(out, "], \"units\": [");
    is_first = true;
    for (uint32_t i = 0; i < artifact->unit_count; i++) {
        separate(out, &is_first);
        writer_json(out, artifact->units[i]);
    }
    writer_string(out, "], \"environments\": [");
    is_first = true;
    for (uint32_t i = 0; i < diff->environments.count; i++) {
        if (!artifact->environments[i]) continue;
        separate(out, &is_first);
        writer_json(out, diff->environments.items[i].text);
    }
    writer_string(out, "]}");
}

static void write_image(Writer *out, const char *key, const DiffImage *image) {
    writer_format(out, ", \"%s\": {", key);
    write_member(out, "tag", image->tag);
    write_next(out, "digest", image->digest);
    write_next(out, "chart", image->chart);
    writer_char(out, '}');
}

static void write_release(const Diff *diff, const DiffRelease *release, Writer *out) {
    writer_char(out, '{');
    write_member(out, "unit", release->unit);
    write_next(out, "environment", diff->environments.items[release->environment].text);
    write_image(out, "old", &release->old);
    write_image(out, "new", &release->new);
    writer_char(out, '}');
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* The environments that change and have a value on that side. */
static void write_side(const Diff *diff, const DiffRow *row, bool is_old, Writer *out) {
    bool is_first = true;
    writer_string(out, is_old ? ", \"old\": {" : ", \"new\": {");
    for (uint32_t i = 0; i < diff->environments.count; i++) {
        const DiffValue *value = is_old ? &row->cells[i].old : &row->cells[i].new;
        if (!row->cells[i].has_changed || !value->value) continue;
        separate(out, &is_first);
        writer_json(out, diff->environments.items[i].text);
        writer_string(out, ": ");
        diff_value_json(value, out);
    }
    writer_char(out, '}');
}

static void write_object(const DiffObject *object, Writer *out) {
    writer_string(out, "\"object\": {");
    write_member(out, "apiVersion", object->api_version);
    write_next(out, "kind", object->kind);
    write_next(out, "namespace", object->namespace);
    write_next(out, "name", object->name);
    writer_char(out, '}');
}

static void write_row(const Diff *diff, const DiffRow *row, Writer *out) {
    static const char *const kinds[] = {
        [DIFF_CHANGED] = "changed", [DIFF_ADDED] = "added", [DIFF_REMOVED] = "removed"};
    writer_char(out, '{');
    write_member(out, "unit", row->unit);
    writer_string(out, ", ");
    if (row->object)
        write_object(row->object, out);
    else
        write_member(out, "sink", row->sink);
    write_next(out, "path", row->path);
    if (row->line) writer_format(out, ", \"line\": %u", (unsigned)row->line);
    writer_format(out, ", \"kind\": \"%s\"", kinds[row->kind]);
    if (row->category.length) {
        writer_string(out, ", ");
        write_member(out, "category", row->category);
    }
    write_side(diff, row, true, out);
    write_side(diff, row, false, out);
    writer_char(out, '}');
}

/* --- Lists, an item a line ------------------------------------------------------------------ */

static void begin_item(Writer *out, uint32_t index) {
    writer_string(out, index ? ",\n    " : "\n    ");
}

static void open_list(Writer *out, const char *key) {
    writer_format(out, ",\n  \"%s\": [", key);
}

static void close_list(Writer *out, uint32_t count) {
    writer_string(out, count ? "\n  ]" : "]");
}

static void write_rows(const Diff *diff, const char *key, const DiffRows *rows, Writer *out) {
    open_list(out, key);
    for (uint32_t i = 0; i < rows->count; i++) {
        begin_item(out, i);
        write_row(diff, &rows->items[i], out);
    }
    close_list(out, rows->count);
}

static void write_list(const Diff *diff, const char *key, const char *what,
                       const DiffArtifacts *artifacts, Writer *out) {
    open_list(out, key);
    for (uint32_t i = 0; i < artifacts->count; i++) {
        begin_item(out, i);
        write_artifact(diff, what, &artifacts->items[i], out);
    }
    close_list(out, artifacts->count);
}

static void write_artifacts(const Diff *diff, Writer *out) {
    write_list(diff, "charts", "chart", &diff->charts, out);
    write_list(diff, "modules", "module", &diff->modules, out);
    open_list(out, "releases");
    for (uint32_t i = 0; i < diff->releases.count; i++) {
        begin_item(out, i);
        write_release(diff, &diff->releases.items[i], out);
    }
    close_list(out, diff->releases.count);
}

static void write_notes(const Diff *diff, Writer *out) {
    open_list(out, "notes");
    for (uint32_t i = 0; i < diff->notes.count; i++) {
        const DiffNote *note = &diff->notes.items[i];
        begin_item(out, i);
        writer_char(out, '{');
        write_member(out, "unit", note->unit);
        writer_string(out, ", ");
        write_member(out, "environment", diff->environments.items[note->environment].text);
        writer_string(out, ", ");
        write_member(out, "text", note->text);
        writer_char(out, '}');
    }
    close_list(out, diff->notes.count);
}

void diff_json(const Diff *diff, const DiffLook *look, Writer *out) {
    writer_format(out, "{ \"version\": 1,\n  \"verdict\": {\"errors\": %u, \"warnings\": %u},\n",
                  look->verdict.errors, look->verdict.warnings);
    writer_format(out, "  \"compared\": %s,\n  ", diff->unread ? "false" : "true");
    write_names(out, "environments", &diff->environments);
    writer_string(out, ",\n  ");
    write_names(out, "units", &diff->units);
    writer_string(out, ",\n  ");
    write_outputs(diff, out);
    write_artifacts(diff, out);
    if (diff->is_rendered) write_notes(diff, out);
    write_rows(diff, "attributes", &diff->attributes, out);
    write_rows(diff, "changes", &diff->params, out);
    writer_string(out, " }\n");
}
