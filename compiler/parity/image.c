/* image.c - P0001 and R0001: the image is not a value.
 *
 * What runs in production is what was tested below it, byte for byte. So the image of a service is
 * written once and may vary only in the registry it is pulled from; a parameter that is part of any
 * image may differ only while it is rolling; and the keys in which the release of a service is
 * written are nobody else's. Which digest an environment runs is a release; what is here knows one
 * kind, a digest in `image` itself, which pins it for all environments. */
#include "parity/rule.h"

/* --- Paths that are part of an image -------------------------------------------------------- */

/* A handful of words: no table pays. */
static bool is_one_of(Text text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text_equal(text, text_of(words[i]))) return true;
    return false;
}

/* The last name decides, and for the parts of an image the one before it. Called for every
 * parameter, so the common answer is found by two comparisons. */
bool param_is_image(const Param *param) {
    static const char *const whole[] = {"image", "imageTag", "image_tag", "imageDigest"};
    static const char *const parts[] = {"repository", "registry", "name", "tag", "digest"};
    const Segment *last = &param->path->items[param->path->count - 1];
    if (param->is_secret || last->kind == SEGMENT_KEY) return false;
    if (text_starts_with(last->text, TEXT("image")))
        return is_one_of(last->text, whole, sizeof whole / sizeof *whole);
    bool is_below = param->path->count > 1 && text_equal(last[-1].text, TEXT("image"));
    return is_below && is_one_of(last->text, parts, sizeof parts / sizeof *parts);
}

/* --- What an image may refer to ------------------------------------------------------------- */

static const Expression *find_reference(const Expression *expression);

/* A chain such as `env.registry`: judged by its root and the name behind it. */
static const Expression *find_in_chain(const Expression *expression) {
    const Expression *member = NULL;
    const Expression *root = expression;
    while (root->kind == EXPRESSION_MEMBER || root->kind == EXPRESSION_INDEX) {
        member = root;
        root = root->as.member.left;
    }
    if (root->kind != EXPRESSION_NAME || root->as.name == NULL) return find_reference(root);
    static const char *const roots[] = {"env", "unit", "service", "stack"};
    Text name = root->as.name->text;
    SinkKind sink;
    if (!is_one_of(name, roots, sizeof roots / sizeof *roots) && !sink_find(name, &sink))
        return NULL;
    bool is_registry = text_equal(name, TEXT("env")) && member != NULL &&
                       text_equal(member->as.member.segment->text, TEXT("registry"));
    return is_registry ? NULL : member != NULL ? member : root;
}

/* Parts of a template, arguments of a call, items of a list. */
static const Expression *find_in_list(const Expressions *list) {
    const Expression *found = NULL;
    for (uint32_t i = 0; i < list->count && found == NULL; i++)
        found = find_reference(list->items[i]);
    return found;
}

/* Keys are literals; only values refer. */
static const Expression *find_in_pairs(const Expression *expression) {
    const Expression *found = NULL;
    for (uint32_t i = 0; i < expression->as.map.count && found == NULL; i++)
        found = find_reference(expression->as.map.items[i].value);
    return found;
}

/* Either side may be missing. */
static const Expression *find_in_either(const Expression *left, const Expression *right) {
    const Expression *found = left != NULL ? find_reference(left) : NULL;
    return found == NULL && right != NULL ? find_reference(right) : found;
}

/* The first reference to anything but `strategy` and `env.registry`; NULL when there is none. */
static const Expression *find_reference(const Expression *expression) {
    const Expression *found;
    switch (expression->kind) {
    case EXPRESSION_NAME:
    case EXPRESSION_MEMBER:
    case EXPRESSION_INDEX: return find_in_chain(expression);
    case EXPRESSION_AT: return find_reference(expression->as.at.left);
    case EXPRESSION_CALL: return find_in_list(&expression->as.call->arguments);
    case EXPRESSION_TEMPLATE:
    case EXPRESSION_LIST: return find_in_list(&expression->as.list);
    case EXPRESSION_MAP: return find_in_pairs(expression);
    case EXPRESSION_NOT:
    case EXPRESSION_BINARY:
        return find_in_either(expression->as.sides.left, expression->as.sides.right);
    case EXPRESSION_COMPREHENSION:
    case EXPRESSION_ALL:
    case EXPRESSION_ANY:
        found = find_in_either(expression->as.loop->in, expression->as.loop->where);
        return found != NULL ? found : find_reference(expression->as.loop->body);
    case EXPRESSION_MISSING:
    case EXPRESSION_TRUE:
    case EXPRESSION_FALSE:
    case EXPRESSION_NONE:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TIME:
    case EXPRESSION_DIGEST:
    case EXPRESSION_NETWORK:
    case EXPRESSION_STRING: return NULL;
    }
    unreachable("ExpressionKind");
}

/* Judged by what is written and not by what comes out: a reference that gives the same text today
 * gives another one tomorrow. */
static void check_references(const Parity *parity, const Unit *unit) {
    const Expression *image = unit->attributes[UNIT_IMAGE].value;
    const Expression *reference = image != NULL ? find_reference(image) : NULL;
    if (reference == NULL) return;
    Text name = unit->name->text;
    Text text = sources_text(parity->report->sources, reference->span);
    Diagnostic *diagnostic = report_image_refers(parity->report, reference->span, name, text);
    report_label(diagnostic, reference->span, "an image may vary in `env.registry` only");
    report_help(diagnostic, "write one image for all environments; "
                            "`strategy` and `env.registry` may stand in it");
    report_about(diagnostic, name, TEXT(""));
    finding_environments(parity, diagnostic, &unit->environments);
}

/* --- Parameters that are part of an image --------------------------------------------------- */

/* What P0003 would say of another row, with the advice that fits an image. */
static void report_varying(const Parity *parity, const Row *row) {
    const Param *param = row->param;
    Diagnostic *diagnostic = report_image_varies(parity->report, param->span, param->path->text);
    evidence_label(parity, diagnostic, row);
    report_help(diagnostic, "write one value for all environments; while a new one climbs the "
                            "ladder, annotate the row with `@rolling`");
    finding_about(parity, diagnostic, param);
    EnvironmentSet environments = row_environments(row);
    finding_environments(parity, diagnostic, &environments);
}

/* A category would let it differ, so it is refused also where nothing differs yet. */
static void report_category(const Parity *parity, const Row *row) {
    const Param *param = row->param;
    Text category = param->category->name->text;
    Diagnostic *diagnostic = report_image_with_category(
        parity->report, param->span, param->path->text, article(category), category);
    evidence_label(parity, diagnostic, row);
    if (!param->category_is_of_table && param->category_word != NULL)
        report_label(diagnostic, param->category_word->span, "no category is a reason for it");
    report_help(diagnostic, "take the category away: an image is the same everywhere");
    finding_about(parity, diagnostic, param);
    EnvironmentSet environments = row_environments(row);
    finding_environments(parity, diagnostic, &environments);
}

/* One finding a row: with a category it is that, whatever the values are. */
void image_check_row(Parity *parity, const Row *row) {
    const Category *category = row->param->category;
    if (!row->is_image || (category != NULL && category->is_unknown)) return;
    if (category != NULL)
        report_category(parity, row);
    else if (!row->is_same && row->rolling == NULL)
        report_varying(parity, row);
}

/* --- The keys of a release ------------------------------------------------------------------ */

/* Does one path lie at or below the other? Then setting one sets the other. */
static bool is_within(Text inner, Text outer) {
    if (!text_starts_with(inner, outer)) return false;
    if (inner.length == outer.length) return true;
    return inner.bytes[outer.length] == '.' || inner.bytes[outer.length] == '[';
}

/* The label says which key it is, where the path is above or below it. */
static void report_key(const Parity *parity, const Param *param, Text key) {
    Text unit = param->unit->name->text;
    Diagnostic *diagnostic =
        report_image_key_set(parity->report, param->span, param->path->text, unit);
    if (text_equal(key, param->path->text))
        report_label(diagnostic, param->span, "a key of the image of `%.*s`", TEXT_ARGS(unit));
    else
        report_label(diagnostic, param->span, "`%.*s` is a key of the image of `%.*s`",
                     TEXT_ARGS(key), TEXT_ARGS(unit));
    report_help(diagnostic, "take it away: the release writes it; "
                            "`image_keys` says under which other keys");
    finding_about(parity, diagnostic, param);
    finding_environments(parity, diagnostic, &param->sink->environments);
}

/* Nearly all paths begin with another letter. */
static bool meets(Text path, Text key) {
    if (path.length > 0 && key.length > 0 && path.bytes[0] != key.bytes[0]) return false;
    return is_within(path, key) || is_within(key, path);
}

/* A sink holds few rows that begin like a key, and all are compared. */
static void check_key(Parity *parity, const Sink *sink, Text key) {
    for (uint32_t i = 0; i < sink->count; i++) {
        const Param *param = sink->params[i];
        if (meets(param->path->text, key) && parity_is_first(parity, CODE_P0001, param->span))
            report_key(parity, param, key);
    }
}

/* `image_keys` may use `env`, so the keys of every environment are looked at. */
static void check_stated_keys(Parity *parity, const Unit *unit, const Sink *sink) {
    const Value *last = NULL;
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        if (!set_has(&unit->environments, i)) continue;
        const Value *keys = matrix_unit_attribute(parity->matrix, unit, UNIT_IMAGE_KEYS, i);
        if (keys == last || keys->kind != VALUE_MAP) continue;
        for (uint32_t j = 0; j < keys->count; j++)
            if (keys->as.pairs[j].value->kind == VALUE_STRING)
                check_key(parity, sink, keys->as.pairs[j].value->text);
        last = keys;
    }
}

/* Does one of these lines write the release as Terraform variables? The ending of its path tells,
 * and an ending is never interpolated. */
static bool is_variables(const Emits *emits) {
    for (uint32_t i = 0; i < emits->count; i++) {
        const Emit *emit = emits->items[i];
        if (emit->sink.name == NULL || !text_equal(emit->sink.name->text, TEXT("release")))
            continue;
        Text path = emit->path->kind == EXPRESSION_STRING ? emit->path->as.text : TEXT("");
        if (emit->path->kind == EXPRESSION_TEMPLATE && emit->path->as.list.count > 0) {
            const Expression *end = emit->path->as.list.items[emit->path->as.list.count - 1];
            path = end->kind == EXPRESSION_STRING ? end->as.text : path;
        }
        if (text_ends_with(path, TEXT(".tfvars")) || text_ends_with(path, TEXT(".tfvars.json")))
            return true;
    }
    return false;
}

/* The sink that the release of a service shares its keys with: Helm values, or variables where the
 * release is written as such. */
static const Sink *release_sink(const Parity *parity, const Unit *unit) {
    bool is_terraform = is_variables(&unit->emits) || is_variables(&unit->profile_emits) ||
                        is_variables(&parity->model->emits);
    return unit_sink(unit, is_terraform ? SINK_TERRAFORM : SINK_HELM);
}

/* A colon behind the last slash begins a tag; one before it, the port of a registry. */
static bool has_tag(Text image) {
    size_t name = 0, at = text_find(image, TEXT("@"), 0);
    for (size_t i = 0; i < image.length && i < at; i++)
        if (image.bytes[i] == '/') name = i;
    return text_find(text_slice(image, 0, at), TEXT(":"), name) != SIZE_MAX;
}

/* Is a tag all that says what runs in some environment? */
static bool runs_tag(const Parity *parity, const Unit *unit) {
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        if (!set_has(&unit->environments, i)) continue;
        const Value *image = matrix_unit_attribute(parity->matrix, unit, UNIT_IMAGE, i);
        if (value_is_text(image) && has_tag(image->text) && !text_contains(image->text, TEXT("@")))
            return true;
    }
    return false;
}

/* Without `image_keys` the release has the two keys that most charts know. */
static void check_keys(Parity *parity, const Unit *unit) {
    const Sink *sink = release_sink(parity, unit);
    if (sink == NULL) return;
    if (unit->attributes[UNIT_IMAGE_KEYS].value != NULL) {
        check_stated_keys(parity, unit, sink);
        return;
    }
    check_key(parity, sink, TEXT("image.repository"));
    check_key(parity, sink, TEXT("image.digest"));
    if (runs_tag(parity, unit)) check_key(parity, sink, TEXT("image.tag"));
}

/* A stack has no image of its own, and what it says about others is its rows. */
void image_check_unit(Parity *parity, const Unit *unit) {
    if (!unit->is_service) return;
    check_references(parity, unit);
    check_keys(parity, unit);
}

/* --- R0001 ---------------------------------------------------------------------------------- */

/* The part behind `@`; "" when there is none. */
static Text digest_of(Text image) {
    size_t at = text_find(image, TEXT("@"), 0);
    return at == SIZE_MAX ? TEXT("") : text_slice(image, at + 1, image.length);
}

/* What could not be evaluated was reported, and counts as pinned. */
static bool is_pinned(const Value *image) {
    if (image->kind == VALUE_ERROR) return true;
    Text digest = digest_of(image->text);
    return text_starts_with(digest, TEXT("sha256:")) && digest_is_valid(digest);
}

/* An ephemeral environment runs what the one it is like runs, and is named only without it. */
static bool has_release_of_its_own(const Parity *parity, const Unit *unit, uint32_t environment) {
    const Environment *here = &parity->model->environments[environment];
    if (!here->is_ephemeral || here->like < 0) return true;
    return !set_has(&unit->environments, (uint32_t)here->like);
}

/* Does one of these environments say that it runs tags? */
static bool says_tag(const Parity *parity, const EnvironmentSet *missing) {
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        const Value *pin = matrix_attribute(parity->matrix, i, ENVIRONMENT_PIN);
        if (set_has(missing, i) && value_is_text(pin) && text_equal(pin->text, TEXT("tag")))
            return true;
    }
    return false;
}

/* One finding a service, for all environments that lack a release. */
static void report_unreleased(const Parity *parity, const Unit *unit,
                              const EnvironmentSet *missing) {
    Span span = unit->attributes[UNIT_IMAGE].value->span;
    Text name = unit->name->text;
    Text names = environment_list(parity, missing);
    Diagnostic *diagnostic = report_no_release(parity->report, span, name, names);
    bool has_digest = text_contains(sources_text(parity->report->sources, span), TEXT("@sha256:"));
    report_label(diagnostic, span, "%s",
                 has_digest ? "a digest is `sha256:` and 64 hex digits"
                            : "the image has no digest");
    report_help(diagnostic, "pin the image for all environments: "
                            "`image = \"REPOSITORY@sha256:...\"`");
    if (!has_digest && runs_tag(parity, unit))
        report_help(diagnostic, "where the tag is to be deployed as it is, put `@waive(R0001, "
                                "\"reason\")` on the line above `image`");
    if (says_tag(parity, missing))
        report_note(diagnostic, "`pin = tag` is not judged in this version");
    report_about(diagnostic, name, TEXT(""));
    finding_environments(parity, diagnostic, missing);
}

/* A service that states no image at all was reported where it is declared. */
void release_check_unit(Parity *parity, const Unit *unit) {
    const Expression *image = unit->attributes[UNIT_IMAGE].value;
    if (!unit->is_service || image == NULL || image->kind == EXPRESSION_MISSING) return;
    EnvironmentSet missing = {0};
    const Value *pinned = NULL; /* the last, which mostly is that of all environments */
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        if (!set_has(&unit->environments, i) || !has_release_of_its_own(parity, unit, i)) continue;
        const Value *value = matrix_unit_attribute(parity->matrix, unit, UNIT_IMAGE, i);
        if (value != pinned && !is_pinned(value))
            set_add(&missing, i);
        else
            pinned = value;
    }
    if (set_is_empty(&missing)) return;
    const Scope *scope = unit->attributes[UNIT_IMAGE].scope;
    EnvironmentSet waived = waiver_scope(parity, scope, CODE_R0001);
    if (!set_is_empty(&waived)) waiver_mark_scope(scope, CODE_R0001, &missing);
    missing = set_without(missing, waived);
    if (!set_is_empty(&missing)) report_unreleased(parity, unit, &missing);
}
