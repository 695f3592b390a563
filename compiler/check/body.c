/* body.c - the entries of a sink block, flattened: every row, parameter and secret becomes a Param
 * with its whole path and the one statement that stands here.
 *
 * Tables and `at` groups are gone after this: a row knows its table's columns (shared by all its
 * rows), its category or its table's, and the path of the groups around it. The parameters of a
 * block are counted first and lie in one array beside their statements, which are what most of a
 * program's memory is. How the statements of a profile and a unit come together is in param.c. */
#include "check/builder.h"

/* Where entries stand: the groups around them, and what those say. */
typedef struct Place {
    Builder *builder;
    Block *block;
    Statement *statements; /* parallel to block->params */
    Sink *sink;            /* stands for the block until a unit's sink takes its place */
    const Declaration *owner;
    const Scope *scope;
    const Category *category; /* of the table around it; NULL */
    const Word *category_word;
    GroupKind group;
    const Path *path; /* before every path here; NULL */
    const Heading *heading;
} Place;

/* --- Paths ---------------------------------------------------------------------------------- */

/* A path outside of every group, which most are, is the tree's own. `extraEnv` and `LOG_LEVEL` are
 * `extraEnv[LOG_LEVEL].value` in a list. */
static const Path *whole_path(const Place *place, const Path *path) {
    Names *names = place->builder->program->names;
    if (place->path == NULL) return path;
    if (place->group == GROUP_LIST) return path_of_entry(names, place->path, path);
    return path_join(names, place->path, path);
}

/* In `as map` and `as list` an entry is one name. */
static bool path_is_allowed(const Place *place, const Path *path, Span span) {
    if (place->group == GROUP_PLAIN || path->count == 1) return true;
    Diagnostic *diagnostic =
        report_entry_is_path(place->builder->report, span, path->text,
                             place->group == GROUP_LIST ? TEXT("list") : TEXT("map"));
    report_help(diagnostic, "put a name that has dots in quotes, or write the path outside");
    return false;
}

/* --- Parameters ----------------------------------------------------------------------------- */

/* The next parameter of the block, with all that its place says; NULL where the path is refused. */
static Param *add(Place *place, const Path *path, Span span, const Scope *scope) {
    if (!path_is_allowed(place, path, span)) return NULL;
    Block *block = place->block;
    Statement *statement = &place->statements[block->count];
    Param *param = &block->params[block->count++];
    statement->owner = place->owner;
    statement->scope = scope;
    param->path = whole_path(place, path);
    param->heading = place->heading;
    param->is_list_entry = place->group == GROUP_LIST;
    param->is_text = place->group != GROUP_PLAIN || sink_fact(block->kind)->is_text;
    param->span = span;
    param->sink = place->sink;
    param->own = statement;
    return param;
}

/* Reports of a row are about the row. */
static void blame(const Place *place, uint32_t reported, const Param *param) {
    Report *report = place->builder->report;
    if (report->items.count == reported) return;
    const Text parts[] = {text_of(sink_fact(place->block->kind)->name), param->path->text};
    Text reference = text_join(place->builder->arena, parts, 2, TEXT("."));
    for (uint32_t i = reported; i < report->items.count; i++)
        report_about(report->items.items[i], TEXT(""), reference);
}

/* Laws that are written on the row itself have to fit its type. */
static void set_laws(const Place *place, const Parameter *node, Param *param) {
    Builder *builder = place->builder;
    const Laws *written = &node->remarks->laws;
    LawSet laws = laws_resolve(builder, written);
    for (uint32_t i = 0; i < written->count; i++) {
        const LawNode *law = &written->items[i];
        if (param->type == NULL || law_fits(law->law, param->type)) continue;
        Text text = sources_text(builder->program->sources, law->span);
        report_help(report_law_misfit(builder->report, law->span, text, param->type->text),
                    "it is for %s", law_purpose(law->law));
        laws &= ~((LawSet)1 << law->law);
    }
    param->row_laws = laws;
    param->laws = laws_add(param->laws, laws);
}

/* The row's own category, else its table's. */
static void set_category(const Place *place, const Parameter *node, Param *param) {
    const Word *own = &node->remarks->category;
    if (own->name != NULL) {
        param->category = category_find(place->builder, *own);
        param->category_word = own;
    } else if (place->category != NULL) {
        param->category = place->category;
        param->category_word = place->category_word;
        param->category_is_of_table = true;
    }
    if (param->category != NULL) param->laws = param->category->laws;
}

static void set_type(const Place *place, const Parameter *node, Param *param) {
    if (node->type == NULL) return;
    param->has_own_type = true;
    param->type = type_resolve(place->builder->model, node->type);
}

/* `image: nginx`: a name that is no type, and nothing that gives a value. */
static bool means_value(const Place *place, const Parameter *node) {
    const TypeNode *type = node->type;
    bool is_name = type != NULL && type->kind == TYPE_NAMED && type->name.name != NULL &&
                   type->bound_count == 0 && !type->is_optional && node->remarks->laws.count == 0;
    return is_name && node->fallback == NULL && node->cell_count == 0 &&
           map_get(&place->builder->model->types, type->name.name->text) == NULL;
}

/* How the value that a name means elsewhere is written here. */
static Text spell_value(const Place *place, Text name) {
    static const char *const words[][2] = {{"yes", "true"},  {"on", "true"},   {"no", "false"},
                                           {"off", "false"}, {"null", "none"}, {"nil", "none"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(name, text_of(words[i][0]))) return text_of(words[i][1]);
    return text_format(place->builder->arena, "\"%.*s\"", TEXT_ARGS(name));
}

/* The type was reported; with a value that cannot be known, nobody asks for one. */
static void take_for_value(Place *place, const Parameter *node, uint32_t reported) {
    Report *report = place->builder->report;
    Parameter *meant = arena_new(place->builder->arena, Parameter);
    *meant = *node;
    meant->fallback = &lookup_missing;
    meant->kinds = KIND(MISSING);
    place->statements[place->block->count - 1].node = meant;
    if (report->items.count == reported) return;
    Diagnostic *d = report->items.items[report->items.count - 1];
    if (d->help.count > 0) return; /* a type was meant after all */
    report_help(d, "`:` stands before a type; if it is a value, write `= %.*s`",
                TEXT_ARGS(spell_value(place, word_text(node->type->name))));
}

/* `LOG_LEVEL debug`: two words and nothing else, of which the first is no category. The `=` between
 * a name and its value was forgotten, and there is no parameter to speak about. */
static bool lacks_equals(const Place *place, const Parameter *node, const uint16_t *columns) {
    Builder *builder = place->builder;
    const Word *word = &node->remarks->category;
    if (word->name == NULL || columns != NULL || node->cell_count > 0) return false;
    if (node->type != NULL || node->fallback != NULL) return false;
    Text name = word->name->text;
    if (map_get(&builder->model->categories, name) != NULL) return false;
    Diagnostic *diagnostic = report_unknown_category(builder->report, word->span, name);
    report_help(diagnostic, "put `=` between a name and its value: `%.*s = %.*s`", TEXT_ARGS(name),
                TEXT_ARGS(sources_text(builder->program->sources, node->span)));
    report_fix(diagnostic, false, "put `=` between them", span_after(word->span), TEXT(" ="));
    return true;
}

/* `replicas ascending = 1`: the law was read as the path, and the path as a category. */
static void help_law(const Place *place, const Parameter *node, uint32_t reported) {
    const Report *report = place->builder->report;
    const Word *word = &node->remarks->category;
    Law law;
    if (report->items.count == reported || !law_find(node->path->text, &law)) return;
    Diagnostic *d = report->items.items[reported];
    if (d->code != CODE_N0024 || d->help.count > 0) return;
    report_help(d, "if `%.*s` is a parameter, its type stands before the law: `%.*s: int %.*s`",
                TEXT_ARGS(word->name->text), TEXT_ARGS(word->name->text),
                TEXT_ARGS(node->path->text));
}

/* A parameter or row; `columns` is its table's, NULL for one that stands alone. */
static void add_parameter(Place *place, const Parameter *node, const uint16_t *columns) {
    Builder *builder = place->builder;
    uint32_t reported = builder->report->items.count;
    const Scope *scope = scope_open(builder, place->scope, &node->remarks->annotations);
    if (lacks_equals(place, node, columns)) return;
    Param *param = add(place, node->path, node->span, scope);
    if (param == NULL) return;
    Statement *statement = &place->statements[place->block->count - 1];
    statement->node = node;
    statement->columns = columns;
    if (columns == NULL && node->cell_count > 0) statement->columns = cells_resolve(builder, node);
    set_type(place, node, param);
    if (means_value(place, node)) take_for_value(place, node, reported);
    uint32_t before = builder->report->items.count;
    set_category(place, node, param);
    help_law(place, node, before);
    if (node->remarks->laws.count > 0) set_laws(place, node, param);
    blame(place, reported, param);
}

/* --- Secrets -------------------------------------------------------------------------------- */

static const Text secret_attributes[] = {{"rotate", 6}, {"owner", 5}, {"kms_key", 7}, {"doc", 3}};

enum { SECRET_ATTRIBUTE_COUNT = sizeof secret_attributes / sizeof *secret_attributes };

static bool is_secret_attribute(Text name) {
    for (size_t i = 0; i < SECRET_ATTRIBUTE_COUNT; i++)
        if (text_equal(name, secret_attributes[i])) return true;
    return false;
}

/* Names that are known, each once; their values are evaluated by a later layer. */
static void check_secret_attributes(Builder *builder, const Attributes *attributes) {
    Map seen;
    map_open(&seen, builder->arena);
    for (uint32_t i = 0; i < attributes->count; i++) {
        Word word = attributes->items[i].name;
        if (word.name == NULL) continue;
        Attribute **first = (Attribute **)map_at(&seen, word.name->text);
        if (*first != NULL) {
            Diagnostic *twice = report_attribute_twice(builder->report, word.span, word.name->text);
            report_label(twice, (*first)->name.span, "first here");
        } else if (!is_secret_attribute(word.name->text)) {
            Diagnostic *unknown =
                report_unknown_secret_attribute(builder->report, word.span, word.name->text);
            suggest_name(unknown, word.span, word.name->text, secret_attributes,
                         SECRET_ATTRIBUTE_COUNT, "attributes");
        }
        *first = &attributes->items[i];
    }
}

/* Some files are no place for secrets, and in the store the name template says where one is. */
static void check_secret_place(Builder *builder, SinkKind sink, const Entry *entry) {
    Span span = entry->as.secret.span;
    if (sink == SINK_DOTENV || sink == SINK_CONFIGMAP) {
        Diagnostic *refused =
            report_secret_refused(builder->report, span, text_of(sink_fact(sink)->name));
        report_help(refused, "keep it in `ssm`, or refer to it from `helm`");
    } else if (sink == SINK_SSM && entry->as.secret.store != NULL) {
        report_help(report_secret_path_in_ssm(builder->report, entry->as.secret.store->span,
                                              entry->as.secret.path->text),
                    "leave it out: the name template of the block gives the path");
    }
}

/* A secret is a parameter of a type that nothing else has. */
static void add_secret(Place *place, const Entry *entry) {
    Builder *builder = place->builder;
    uint32_t reported = builder->report->items.count;
    const Scope *scope = scope_open(builder, place->scope, &entry->remarks->annotations);
    Param *param = add(place, entry->as.secret.path, entry->as.secret.span, scope);
    if (param == NULL) return;
    place->statements[place->block->count - 1].secret = entry;
    param->is_secret = true;
    param->type = type_builtin(builder->model, BASE_SECRET);
    check_secret_place(builder, place->block->kind, entry);
    check_secret_attributes(builder, &entry->as.secret.attributes);
    blame(place, reported, param);
}

/* --- Tables, groups, bodies ----------------------------------------------------------------- */

static void flatten(Place *place, const Body *body);

/* The heading of what a table or group holds; that of the place where it has no comment. */
static const Heading *open_heading(const Place *place, const Entry *entry, uint32_t depth) {
    if (entry->remarks->doc.length == 0) return place->heading;
    Heading *heading = arena_new(place->builder->arena, Heading);
    *heading = (Heading){.around = place->heading, .doc = entry->remarks->doc, .depth = depth};
    return heading;
}

/* What a table says for all its rows is looked up once. */
static void add_table(Place *place, const Entry *entry) {
    Builder *builder = place->builder;
    Place inside = *place;
    inside.scope = scope_open(builder, place->scope, &entry->remarks->annotations);
    inside.heading = open_heading(place, entry, place->path == NULL ? 0 : place->path->count);
    inside.category = category_find(builder, entry->as.table.category);
    inside.category_word = &entry->as.table.category;
    const uint16_t *columns =
        columns_resolve(builder, entry->as.table.columns, entry->as.table.column_count);
    for (uint32_t i = 0; i < entry->as.table.row_count; i++)
        add_parameter(&inside, &entry->as.table.rows[i], columns);
}

/* Groups nest, but nothing nests inside a list or map of names. */
static void add_group(Place *place, const Entry *entry) {
    Builder *builder = place->builder;
    if (place->group != GROUP_PLAIN) {
        report_nested_group(builder->report, entry->as.group.span,
                            place->group == GROUP_LIST ? TEXT("list") : TEXT("map"));
        return;
    }
    Place inside = *place;
    inside.scope = scope_open(builder, place->scope, &entry->remarks->annotations);
    inside.group = entry->group;
    inside.path = whole_path(place, entry->as.group.path);
    inside.heading = open_heading(place, entry, inside.path->count - 1);
    flatten(&inside, &entry->as.group.body);
}

static void add_entry(Place *place, const Entry *entry) {
    switch (entry->kind) {
    case ENTRY_PARAMETER: add_parameter(place, &entry->as.parameter, NULL); return;
    case ENTRY_TABLE: add_table(place, entry); return;
    case ENTRY_GROUP: add_group(place, entry); return;
    case ENTRY_SECRET: add_secret(place, entry); return;
    }
    unreachable("EntryKind");
}

static void flatten(Place *place, const Body *body) {
    for (uint32_t i = 0; i < body->count; i++)
        add_entry(place, &body->items[i]);
}

/* How many parameters a body gives at most: each table row, each parameter, each secret. */
static uint32_t count_params(const Body *body) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < body->count; i++) {
        const Entry *entry = &body->items[i];
        if (entry->kind == ENTRY_TABLE)
            count += entry->as.table.row_count;
        else if (entry->kind == ENTRY_GROUP)
            count += count_params(&entry->as.group.body);
        else
            count++;
    }
    return count;
}

void body_flatten(Builder *builder, Block *block, const Declaration *owner) {
    const Body *body = &block->node->body;
    uint32_t count = count_params(body);
    block->params = arena_array(builder->arena, Param, count);
    Place place = {.builder = builder, .block = block, .owner = owner, .scope = block->scope};
    place.statements = arena_array(builder->arena, Statement, count);
    place.sink = arena_new(builder->arena, Sink);
    place.sink->kind = block->kind;
    flatten(&place, body);
}
