/* param.c - the sheets of a unit brought together: its sinks, and each parameter once.
 *
 * The parameters of profiles come first, in the order they are written there, then the unit's own.
 * A parameter that the unit restates keeps the profile's place, type, category, laws and
 * documentation; its own statement is looked at first when a value is looked up. Paths that
 * disagree are reported at the later one; such a parameter stays in the model, so that a reference
 * to it is no second mistake. */
#include "check/builder.h"

/* A unit while its sinks are filled. */
typedef struct Filling {
    Builder *builder;
    Unit *unit;
    const Sheet *const *sheets; /* of its profiles in order, then its own */
    uint32_t sheet_count;
    ARRAY(Sink *) sinks;
} Filling;

Text param_reference(Arena *arena, const Param *param) {
    const Text parts[] = {text_of(sink_fact(param->sink->kind)->name), param->path->text};
    return text_join(arena, parts, 2, TEXT("."));
}

static void about(const Filling *filling, Diagnostic *diagnostic, const Param *param) {
    Text unit = filling->unit == NULL ? TEXT("") : filling->unit->name->text;
    report_about(diagnostic, unit, param_reference(filling->builder->arena, param));
}

/* --- Restating ------------------------------------------------------------------------------ */

/* A restated category is the same one; none is fine too. */
static void check_category(const Filling *filling, const Param *own, const Param *kept) {
    if (own->category == NULL || own->category->is_unknown) return;
    if (kept->category != NULL && (kept->category->is_unknown || kept->category == own->category))
        return;
    Diagnostic *diagnostic =
        report_restated_category(filling->builder->report, own->category_word->span,
                                 own->path->text, own->category->name->text);
    if (kept->category == NULL) {
        report_label(diagnostic, statement_span(kept->inherited),
                     "stated in the profile without a category");
        report_help(diagnostic, "put the category in the profile");
    } else {
        report_label(diagnostic, kept->category_word->span, "`%.*s` in the profile",
                     TEXT_ARGS(kept->category->name->text));
        report_help(diagnostic, "leave the category out: the profile's holds");
    }
    about(filling, diagnostic, kept);
}

/* The restated type holds where it is narrower; it never loses a bound of the profile's. */
static void narrow_type(const Filling *filling, const Param *own, Param *kept) {
    if (own->type == NULL || own->type->base == BASE_ERROR) return;
    if (kept->type == NULL) {
        kept->type = own->type;
    } else if (type_narrows(own->type, kept->type)) {
        kept->type = type_both(filling->builder->arena, own->type, kept->type);
    } else {
        Diagnostic *wider =
            report_type_not_narrower(filling->builder->report, own->own->node->type->span,
                                     own->type->text, kept->type->text);
        report_label(wider, kept->inherited->node->type->span, "the type in the profile");
        report_help(wider, "leave the type out: the profile's holds");
        about(filling, wider, kept);
    }
    kept->has_own_type = true;
}

static void add_laws(const Param *own, Param *kept) {
    if (own->row_laws == 0) return;
    kept->row_laws = laws_add(kept->row_laws, own->row_laws);
    kept->laws = laws_add(kept->laws, own->row_laws);
}

/* The unit's statement of a parameter that its profile has. */
static void restate(const Filling *filling, const Param *own, Param *kept) {
    if (own->is_secret != kept->is_secret) {
        Diagnostic *diagnostic =
            own->is_secret
                ? report_restated_as_secret(filling->builder->report, own->span, own->path->text)
                : report_restated_as_value(filling->builder->report, own->span, own->path->text);
        report_label(diagnostic, kept->span, "stated in the profile here");
        about(filling, diagnostic, kept);
        return;
    }
    check_category(filling, own, kept);
    if (!own->is_secret) narrow_type(filling, own, kept);
    add_laws(own, kept);
    if (kept->heading == NULL) kept->heading = own->heading;
    kept->own = own->own;
    kept->span = own->span;
}

/* --- Disagreement --------------------------------------------------------------------------- */

static const Declaration *owner_of(const Param *param) {
    return param->own != NULL ? param->own->owner : param->inherited->owner;
}

/* What is common to both paths: the list or map that they disagree about. */
static Text common(const Param *param, const Param *other) {
    Text a = param->path->text, b = other->path->text;
    size_t length = 0;
    size_t end = 0;
    while (length < a.length && length < b.length && a.bytes[length] == b.bytes[length]) {
        if (a.bytes[length] == '.' || a.bytes[length] == '[') end = length;
        length++;
    }
    bool a_ends = length == a.length;
    bool b_ends = length == b.length;
    char next_a = a_ends ? '.' : a.bytes[length];
    char next_b = b_ends ? '.' : b.bytes[length];
    bool is_whole = (next_a == '.' || next_a == '[') && (next_b == '.' || next_b == '[');
    return text_slice(a, 0, is_whole ? length : end);
}

/* The sentence for a disagreement; the same path stated twice has sentences of its own. */
static Diagnostic *describe(const Filling *filling, Clash clash, Span span, const Param *param,
                            const Param *other) {
    Report *report = filling->builder->report;
    switch (clash) {
    case CLASH_SAME:
    case CLASH_NONE: break;
    case CLASH_BELOW_VALUE:
        return report_path_below_value(report, span, param->path->text, other->path->text);
    case CLASH_ABOVE: return report_path_above(report, span, param->path->text, other->path->text);
    case CLASH_WHOLE_LIST: return report_path_whole_list(report, span, common(param, other));
    case CLASH_LIST_AND_MAP: return report_path_list_and_map(report, span, common(param, other));
    case CLASH_KEYS: return report_path_keys_differ(report, span, common(param, other));
    }
    unreachable("Clash");
}

/* `ingress { enabled = true }`, whose names are no environments: it was reported, and is no value. */
static bool is_lost_block(const Filling *filling, const Param *param) {
    const Statement *statement = param->own != NULL ? param->own : param->inherited;
    uint32_t count = filling->builder->model->environment_count;
    if (statement->columns == NULL || statement->columns[count] == 0) return false;
    if (statement->node->type != NULL || statement->node->fallback != NULL) return false;
    for (uint32_t i = 0; i < count; i++)
        if (statement->columns[i] != 0) return false;
    return true;
}

/* A disagreement of paths that are not the same one. `span` is the later. */
static void blame_clash(const Filling *filling, Clash clash, Span span, const Param *param,
                        const Param *other) {
    if (is_lost_block(filling, param) || is_lost_block(filling, other)) return;
    Diagnostic *diagnostic = describe(filling, clash, span, param, other);
    report_label(diagnostic, other->span, "`%.*s` is stated here", TEXT_ARGS(other->path->text));
    if (span.start != param->span.start || span.file != param->span.file)
        report_label(diagnostic, param->span, "`%.*s` is stated here",
                     TEXT_ARGS(param->path->text));
    about(filling, diagnostic, param);
}

static void blame_stated_twice(const Filling *filling, const Param *param, const Param *first) {
    Diagnostic *twice = report_path_twice(filling->builder->report, param->span, param->path->text);
    report_label(twice, first->span, "first here");
    about(filling, twice, param);
}

/* Said at the unit's `uses`, where one of the profiles can be taken away. */
static void blame_two_profiles(const Filling *filling, Span span, const Param *param,
                               const Param *other) {
    Diagnostic *diagnostic = report_profiles_overlap(
        filling->builder->report, span, param->path->text, word_text(other->inherited->owner->name),
        word_text(param->inherited->owner->name));
    report_label(diagnostic, other->span, "in `%.*s`",
                 TEXT_ARGS(word_text(other->inherited->owner->name)));
    report_label(diagnostic, param->span, "in `%.*s`",
                 TEXT_ARGS(word_text(param->inherited->owner->name)));
    about(filling, diagnostic, param);
}

/* --- Secrets -------------------------------------------------------------------------------- */

/* Outside the store a secret says where it is; one that restates a profile's need not. */
static void require_store(const Filling *filling, const Param *param) {
    SinkKind kind = param->sink->kind;
    if (!param->is_secret || kind == SINK_SSM || kind == SINK_DOTENV || kind == SINK_CONFIGMAP)
        return;
    if (param_store(param) != NULL) return;
    Diagnostic *diagnostic =
        report_secret_needs_path(filling->builder->report, param->span, param->path->text);
    report_help(diagnostic, "say where it is: `secret %.*s = \"/path/in/the/store\"`",
                TEXT_ARGS(param->path->text));
    about(filling, diagnostic, param);
}

/* --- Filling -------------------------------------------------------------------------------- */

static void append(Param *param) {
    Sink *sink = param->sink;
    sink->params[sink->count++] = param;
}

/* A parameter of a profile. What disagrees within the profile was reported with it. */
static void take_inherited(Filling *filling, Param *param, Span use) {
    Param *other = NULL;
    Clash clash = paths_add(&filling->builder->paths, param->sink->kind, param, &other);
    bool is_known = clash != CLASH_NONE && owner_of(other) == owner_of(param);
    if (clash == CLASH_SAME) {
        if (!is_known) blame_two_profiles(filling, use, param, other);
        return;
    }
    if (clash != CLASH_NONE && !is_known) blame_clash(filling, clash, use, param, other);
    append(param);
}

/* The blocks of `ssm` are one name space, but a restated parameter would get a new name. */
static void blame_other_template(const Filling *filling, const Param *own, const Param *kept) {
    Diagnostic *diagnostic =
        report_restated_template(filling->builder->report, own->span, own->path->text);
    report_label(diagnostic, kept->span, "stated in the profile here");
    report_help(diagnostic, "restate it in an `ssm` block with the profile's name template");
    about(filling, diagnostic, kept);
}

/* A parameter of the unit: new, or the second half of one that the profile has. */
static void take_own(Filling *filling, Param *param) {
    Param *other = NULL;
    Clash clash = paths_add(&filling->builder->paths, param->sink->kind, param, &other);
    if (clash != CLASH_SAME) {
        if (clash != CLASH_NONE) blame_clash(filling, clash, param->span, param, other);
        append(param);
        require_store(filling, param);
    } else if (other->own != NULL) {
        blame_stated_twice(filling, param, other);
    } else if (other->sink != param->sink) {
        blame_other_template(filling, param, other);
    } else {
        restate(filling, param, other);
    }
}

/* --- Sinks ---------------------------------------------------------------------------------- */

static bool is_block_of(const Block *block, const Sink *sink) {
    return block->kind == sink->kind && text_equal(block->template, sink->template_text);
}

static Sink *find_sink(const Filling *filling, const Block *block) {
    for (uint32_t i = 0; i < filling->sinks.count; i++)
        if (is_block_of(block, filling->sinks.items[i])) return filling->sinks.items[i];
    return NULL;
}

/* The sinks of a sheet, in the order in which they are first mentioned. Their counts are what they
 * may come to hold. */
static void open_sinks(Filling *filling, const Sheet *sheet) {
    Arena *arena = filling->builder->arena;
    for (uint32_t i = 0; i < sheet->block_count; i++) {
        const Block *block = &sheet->blocks[i];
        Sink *sink = find_sink(filling, block);
        if (sink == NULL) {
            sink = arena_new(arena, Sink);
            sink->kind = block->kind;
            sink->unit = filling->unit;
            sink->template = block->node->template;
            sink->template_text = block->template;
            array_push(arena, &filling->sinks, sink);
        }
        bool is_own = sheet->declaration == filling->unit->declaration;
        if (is_own || sink->span.file == 0) sink->span = block->node->word.span;
        if (is_own || sink->scope == NULL) sink->scope = block->scope;
        if (block->doc.length > 0 && (is_own || sink->doc.length == 0)) sink->doc = block->doc;
        sink->count += block->count;
    }
}

/* Where a sink is: what the unit's block says, else what the profiles' say, within the unit. */
static EnvironmentSet reach_of(const Filling *filling, const Sink *sink) {
    EnvironmentSet reach = {0};
    bool is_limited = true;
    for (uint32_t s = 0; s < filling->sheet_count; s++) {
        const Sheet *sheet = filling->sheets[s];
        bool is_own = sheet->declaration == filling->unit->declaration;
        for (uint32_t i = 0; i < sheet->block_count; i++) {
            const Block *block = &sheet->blocks[i];
            if (!is_block_of(block, sink)) continue;
            bool has_limit = block->node->environments.count > 0;
            if (is_own && has_limit)
                return set_and(block->environments, filling->unit->environments);
            if (has_limit)
                reach = set_or(reach, block->environments);
            else if (!is_own || s == 0)
                is_limited = false;
        }
    }
    bool is_stated = is_limited && !set_is_empty(&reach);
    return is_stated ? set_and(reach, filling->unit->environments) : filling->unit->environments;
}

/* The counts become room for as many parameters, and begin anew. */
static void close_sinks(Filling *filling) {
    for (uint32_t i = 0; i < filling->sinks.count; i++) {
        Sink *sink = filling->sinks.items[i];
        sink->params = arena_array(filling->builder->arena, Param *, sink->count);
        sink->count = 0;
        sink->environments = reach_of(filling, sink);
    }
}

/* The parameters of a profile's block, copied for this unit. */
static void fill_inherited(Filling *filling, const Block *block, Span use) {
    Sink *sink = find_sink(filling, block);
    Param *copies =
        arena_raw(filling->builder->arena, sizeof(Param) * block->count, alignof(Param));
    memcpy(copies, block->params, sizeof(Param) * block->count);
    for (uint32_t i = 0; i < block->count; i++) {
        Param *param = &copies[i];
        param->unit = filling->unit;
        param->sink = sink;
        param->inherited = param->own;
        param->own = NULL;
        take_inherited(filling, param, use);
    }
}

/* The unit's own parameters are used where they lie: no other unit has them. */
static void fill_own(Filling *filling, const Block *block) {
    Sink *sink = find_sink(filling, block);
    for (uint32_t i = 0; i < block->count; i++) {
        Param *param = &block->params[i];
        param->unit = filling->unit;
        param->sink = sink;
        take_own(filling, param);
    }
}

/* The next numbers of the model: by sink, in the order in which they are emitted. */
static void number_params(Filling *filling) {
    for (uint32_t s = 0; s < filling->sinks.count; s++) {
        Sink *sink = filling->sinks.items[s];
        for (uint32_t i = 0; i < sink->count; i++)
            sink->params[i]->index = filling->builder->model->param_count++;
        sink_index(filling->builder->arena, sink);
    }
}

/* First the sinks and how much they may hold, then their parameters in the order of emission. */
void sinks_build(Builder *builder, Unit *unit, const Sheet *const *sheets, const Words *uses) {
    uint32_t profiles = uses->count;
    Filling filling = {.builder = builder, .unit = unit, .sheets = sheets};
    filling.sheet_count = profiles + 1;
    for (uint32_t s = 0; s < filling.sheet_count; s++)
        open_sinks(&filling, sheets[s]);
    close_sinks(&filling);
    paths_open(&builder->paths);
    for (uint32_t s = 0; s < profiles; s++)
        for (uint32_t i = 0; i < sheets[s]->block_count; i++)
            fill_inherited(&filling, &sheets[s]->blocks[i], uses->items[s].span);
    for (uint32_t i = 0; i < sheets[profiles]->block_count; i++)
        fill_own(&filling, &sheets[profiles]->blocks[i]);
    unit->sinks = filling.sinks.items;
    unit->sink_count = filling.sinks.count;
    number_params(&filling);
}

/* --- Profiles ------------------------------------------------------------------------------- */

/* A profile by itself: what is wrong in it is said once and not again for each of its units. */
void profile_check_paths(Builder *builder, const Sheet *sheet) {
    const Filling filling = {.builder = builder};
    paths_open(&builder->paths);
    for (uint32_t i = 0; i < sheet->block_count; i++) {
        const Block *block = &sheet->blocks[i];
        for (uint32_t p = 0; p < block->count; p++) {
            Param *param = &block->params[p];
            Param *other = NULL;
            Clash clash = paths_add(&builder->paths, block->kind, param, &other);
            if (clash == CLASH_SAME)
                blame_stated_twice(&filling, param, other);
            else if (clash != CLASH_NONE)
                blame_clash(&filling, clash, param->span, param, other);
            require_store(&filling, param);
        }
    }
}
