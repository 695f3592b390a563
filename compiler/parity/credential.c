/* credential.c - P0008: no credential stands in the source.
 *
 * What counts is the shape alone (report/credential.c): never the entropy of a text. The sources are
 * read as they are, so that values, documentation, paths of secrets and everything else are
 * covered at once, and each place is reported once however many units share it. A credential that
 * only comes together when a value is computed is found in the value, and reported where the value
 * is made. No message repeats what it found. */
#include "parity/rule.h"
#include <stdlib.h>

/* Where a credential stands: the row of which it is a value, the unit around it, or neither. */
typedef struct Owner {
    const Param *param;
    const Unit *unit;
} Owner;

/* Spans of one file, one inside the other. */
static bool contains(Span outer, Span inner) {
    return outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/* Everything that a statement writes, from its path to its last cell. */
static Span extent_of(const Statement *statement) {
    Span extent = statement_span(statement);
    if (statement->node == NULL) {
        const Expression *store = statement->secret->as.secret.store;
        return store != NULL ? span_join(extent, store->span) : extent;
    }
    const Parameter *node = statement->node;
    if (node->fallback != NULL) extent = span_join(extent, node->fallback->span);
    if (node->cell_count > 0) extent = span_join(extent, node->cells[node->cell_count - 1].span);
    return extent;
}

/* What a place belongs to, in order of places, each once: a profile's statement is that of many rows, of
 * which the first counts. */
typedef struct Extent {
    Span span;
    uint32_t order;
    Owner owner;
} Extent;

typedef struct Extents {
    ARRAY(Extent) all;
} Extents;

/* All of them, gathered when the first credential is found. */
typedef struct Owners {
    bool is_made;
    Extents statements, units;
} Owners;

static int compare_extents(const void *left, const void *right) {
    const Extent *a = left;
    const Extent *b = right;
    int order = (a->span.file > b->span.file) - (a->span.file < b->span.file);
    if (order == 0) order = (a->span.start > b->span.start) - (a->span.start < b->span.start);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void sort_extents(Extents *extents) {
    uint32_t kept = 0;
    Extent *items = extents->all.items;
    if (extents->all.count > 1) qsort(items, extents->all.count, sizeof *items, compare_extents);
    for (uint32_t i = 0; i < extents->all.count; i++) {
        bool is_again = kept > 0 && items[kept - 1].span.file == items[i].span.file &&
                        items[kept - 1].span.start == items[i].span.start;
        if (!is_again) items[kept++] = items[i];
    }
    extents->all.count = kept;
}

static void add_extent(Arena *arena, Extents *extents, Span span, Owner owner) {
    Extent extent = {span, extents->all.count, owner};
    array_push(arena, &extents->all, extent);
}

static void make_owners(Parity *parity, Owners *owners) {
    const Model *model = parity->model;
    owners->is_made = true;
    for (uint32_t i = 0; i < model->param_count; i++) {
        const Param *param = model->params[i];
        const Statement *const statements[] = {param->own, param->inherited};
        for (size_t j = 0; j < sizeof statements / sizeof *statements; j++)
            if (statements[j] != NULL)
                add_extent(parity->arena, &owners->statements, extent_of(statements[j]),
                           (Owner){param, param->unit});
    }
    for (uint32_t i = 0; i < model->unit_count; i++)
        add_extent(parity->arena, &owners->units, model->units[i]->declaration->whole,
                   (Owner){NULL, model->units[i]});
    sort_extents(&owners->statements);
    sort_extents(&owners->units);
}

/* The last that begins before the place, if it holds the place: none stands inside of another. */
static bool find_extent(const Extents *extents, Span span, Owner *out) {
    uint32_t low = 0, high = extents->all.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const Span *at = &extents->all.items[middle].span;
        bool is_before = at->file < span.file || (at->file == span.file && at->start <= span.start);
        if (is_before)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || !contains(extents->all.items[low - 1].span, span)) return false;
    *out = extents->all.items[low - 1].owner;
    return true;
}

static Owner find_owner(Parity *parity, Owners *owners, Span span) {
    Owner owner = {0};
    if (!owners->is_made) make_owners(parity, owners);
    if (!find_extent(&owners->statements, span, &owner)) find_extent(&owners->units, span, &owner);
    return owner;
}

/* The environments whose value is written at the place; all of the row's where that is unclear. */
static EnvironmentSet users_of(const Parity *parity, const Param *param, Span span) {
    EnvironmentSet users = {0};
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        Origin origin;
        if (!set_has(&param->sink->environments, i)) continue;
        if (!param_origin(parity->model, param, i, &origin)) continue;
        if (contains(origin.span, span)) set_add(&users, i);
    }
    return set_is_empty(&users) ? param->sink->environments : users;
}

/* Waived where all environments that have the text are: the text is one for all of them. */
static bool is_waived(const Parity *parity, const Owner *owner, const EnvironmentSet *users) {
    if (!parity->has_waivers || owner->unit == NULL) return false;
    EnvironmentSet waived = owner->param != NULL ? waiver_row(parity, owner->param, CODE_P0008)
                                                 : waiver_unit(parity, owner->unit, CODE_P0008);
    if (set_is_empty(&waived)) return false;
    if (owner->param != NULL)
        waiver_mark_row(owner->param, CODE_P0008, users);
    else
        waiver_mark_unit(owner->unit, CODE_P0008, users);
    EnvironmentSet left = set_without(*users, waived);
    return set_is_empty(&left);
}

/* One finding a place, about the row or the unit that it belongs to. */
static void report_at(Parity *parity, Span span, const Owner *owner, const char *what) {
    if (!parity_is_first(parity, CODE_P0008, span)) return;
    EnvironmentSet users = {0};
    if (owner->param != NULL)
        users = users_of(parity, owner->param, span);
    else if (owner->unit != NULL)
        users = owner->unit->environments;
    if (is_waived(parity, owner, &users)) return;
    Diagnostic *diagnostic = report_credential_found(parity->report, span, what);
    report_label(diagnostic, span, "it is not repeated here");
    report_help(diagnostic, "replace the credential, for whoever has the source has it, and state "
                            "where the new one is kept: `secret NAME = \"STORE PATH\"`");
    if (owner->param != NULL) finding_about(parity, diagnostic, owner->param);
    if (owner->param == NULL && owner->unit != NULL)
        report_about(diagnostic, owner->unit->name->text, TEXT(""));
    finding_environments(parity, diagnostic, &users);
}

/* --- Sources -------------------------------------------------------------------------------- */

/* Everything that is found; the search goes on behind each finding. */
static void check_file(Parity *parity, Owners *owners, uint32_t file, Text text) {
    size_t from = 0;
    size_t start, end;
    const char *what;
    while (credential_find(text_slice(text, from, text.length), &start, &end, &what)) {
        Span span = {file, (uint32_t)(from + start), (uint32_t)(from + end)};
        Owner owner = find_owner(parity, owners, span);
        report_at(parity, span, &owner, what);
        from += end;
    }
}

/* Whole files, comments too: some shapes are only known by the name in front of them. */
void credential_check_sources(Parity *parity) {
    const Program *program = parity->model->program;
    Owners owners = {0};
    for (uint32_t i = 0; i < program->tree_count; i++) {
        const Tree *tree = program->trees[i];
        if (tree->has_credential) check_file(parity, &owners, tree->file, tree->source);
    }
}

/* --- Computed values ------------------------------------------------------------------------ */

/* Can a value be another text than what is written? Plain literals were seen in the source, and a
 * reference is looked at where it leads. */
static bool is_statement_computed(const Statement *statement) {
    const KindSet computed =
        KIND(TEMPLATE) | KIND(CALL) | KIND(LIST) | KIND(MAP) | KIND(COMPREHENSION) | KIND(BINARY);
    return statement != NULL && statement->node != NULL && (statement->node->kinds & computed) != 0;
}

/* What the sources hold, each as a key: gathered when a value holds something for the first time. */
static const Map *written(Parity *parity) {
    const Program *program = parity->model->program;
    if (parity->credentials.arena != NULL) return &parity->credentials;
    map_open(&parity->credentials, parity->arena);
    for (uint32_t i = 0; i < program->tree_count; i++) {
        Text rest = program->trees[i]->source;
        size_t start, end;
        const char *what;
        while (program->trees[i]->has_credential && credential_find(rest, &start, &end, &what)) {
            map_put(&parity->credentials, text_slice(rest, start, end), parity);
            rest = text_slice(rest, end, rest.length);
        }
    }
    return &parity->credentials;
}

/* One that stands whole in a source is found there, and a text that only carries it on is not at
 * fault. */
static const char *find_in_text(Parity *parity, Text text) {
    size_t start, end;
    const char *what;
    for (; credential_find(text, &start, &end, &what); text = text_slice(text, end, text.length))
        if (map_get(written(parity), text_slice(text, start, end)) == NULL) return what;
    return NULL;
}

/* Looks for a credential in a value and everything inside it; NULL when there is none. */
static const char *find_in_value(Parity *parity, const Value *value) {
    const char *what = NULL;
    if (value->kind == VALUE_STRING) return find_in_text(parity, value->text);
    if (value->kind != VALUE_LIST && value->kind != VALUE_MAP) return NULL;
    for (uint32_t i = 0; i < value->count && what == NULL; i++)
        what = find_in_value(parity, value->kind == VALUE_LIST ? value->as.items[i]
                                                               : value->as.pairs[i].value);
    return what;
}

/* Is there text? This asks only what is at hand, and settles numbers and flags. */
static bool has_text(const Row *row) {
    for (uint32_t i = 0; i < row->count; i++) {
        ValueKind kind = row->values[i]->kind;
        if (kind == VALUE_LIST || kind == VALUE_MAP) return true;
        if (kind == VALUE_STRING) return true;
    }
    return false;
}

/* A value that several environments share is looked at once. */
void credential_check_row(Parity *parity, const Row *row) {
    const Param *param = row->param;
    if (!has_text(row)) return;
    if (!is_statement_computed(param->own) && !is_statement_computed(param->inherited)) return;
    for (uint32_t i = 0; i < row->count; i++) {
        Origin origin;
        if (i > 0 && row->values[i] == row->values[i - 1]) continue;
        const char *what = find_in_value(parity, row->values[i]);
        if (what == NULL) continue;
        if (!param_origin(parity->model, param, row->environments[i], &origin)) continue;
        Owner owner = {param, param->unit};
        report_at(parity, origin.span, &owner, what);
    }
}
