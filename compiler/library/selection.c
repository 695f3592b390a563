/* selection.c - which parameters a REF means.
 *
 * A REF is `UNIT.SINK.PATH`; the unit, or the unit and the sink, may be left out where nothing else
 * is meant. Everything below a REF is meant too: `orders`, `orders.helm` and
 * `orders.helm.resources` each name several parameters. Exact matches win over those below. */
#include "library/selection.h"

enum { MOST_CANDIDATES = 4000 };

Text selection_form(Arena *arena, const Param *param, unsigned form) {
    if (form == 0) return param->path->text;
    Text unit = param->unit->name->text, reference = param_reference(arena, param);
    if (form == 1) return reference;
    return text_format(arena, "%.*s.%.*s", TEXT_ARGS(unit), TEXT_ARGS(reference));
}

/* The form that is always one parameter's alone. */
static Text whole_form(Arena *arena, const Param *param) {
    return selection_form(arena, param, SELECTION_FORMS - 1);
}

/* Is `text` the reference itself, or something below it? */
static bool is_below(Text text, Text reference) {
    if (!text_starts_with(text, reference)) return false;
    if (text.length == reference.length) return true;
    char next = text.bytes[reference.length];
    return next == '.' || next == '[';
}

static bool matches(Arena *arena, const Param *param, Text reference, bool is_exact) {
    for (unsigned i = 0; i < SELECTION_FORMS; i++) {
        Text form = selection_form(arena, param, i);
        if (is_exact ? text_equal(form, reference) : is_below(form, reference)) return true;
    }
    return false;
}

static void collect(RungProject *project, Text reference, bool is_exact, Selection *out) {
    const Model *model = project->model;
    for (uint32_t i = 0; i < model->param_count; i++) {
        ArenaMark mark = arena_mark(&project->arena);
        bool is_match = matches(&project->arena, model->params[i], reference, is_exact);
        arena_reset(&project->arena, mark);
        if (is_match) array_push(&project->arena, out, model->params[i]);
    }
}

/* What can be meant: whole references and everything above them, each once. */
typedef struct Candidates {
    Map seen;
    ARRAY(Text) items;
} Candidates;

static void add_candidates(Arena *arena, Candidates *candidates, Text form) {
    for (size_t end = 1; end <= form.length; end++) {
        bool is_end = end == form.length || form.bytes[end] == '.' || form.bytes[end] == '[';
        if (!is_end) continue;
        Text part = text_slice(form, 0, end);
        if (map_get(&candidates->seen, part)) continue;
        map_put(&candidates->seen, part, candidates);
        array_push(arena, &candidates->items, part);
    }
}

/* `LOG_LEVEL` for `extraEnv[LOG_LEVEL].value`: what stands somewhere inside a path. */
static void help_inside(RungProject *project, Diagnostic *d, Text reference) {
    enum { MOST_NAMED = 3 };

    const Model *model = project->model;
    Arena *arena = &project->arena;
    ARRAY(Text) found = {0};
    const Text within[] = {text_format(arena, "[%.*s]", TEXT_ARGS(reference)),
                           text_format(arena, ".%.*s", TEXT_ARGS(reference))};
    for (uint32_t i = 0; i < model->param_count && found.count < MOST_NAMED; i++) {
        const Param *param = model->params[i];
        Text path = param->path->text;
        if (text_contains(path, within[0]) || text_ends_with(path, within[1]))
            array_push(arena, &found,
                       text_format(arena, "`%.*s`", TEXT_ARGS(whole_form(arena, param))));
    }
    if (!found.count) return;
    Text list = text_enumerate(arena, found.items, found.count, TEXT("and"));
    report_help(d, "a REF is whole from its beginning, such as %.*s", TEXT_ARGS(list));
}

/* `rung values orders.helm.replicas@prod`. */
static bool help_environment(RungProject *project, Text reference) {
    Text name, environment;
    if (!selection_split(reference, &name, &environment)) return false;
    Diagnostic *d = report_no_such_parameter(&project->report, NO_SPAN, reference);
    report_help(d,
                "`rung values %.*s --env %.*s` shows one environment, and `rung why %.*s` where "
                "its value comes from",
                TEXT_ARGS(name), TEXT_ARGS(environment), TEXT_ARGS(reference));
    return true;
}

/* What could not be read may have it. */
static void note_unreadable(const RungProject *project, Diagnostic *d) {
    enum { MOST_NOTES = 3 };

    const Report *compiled = &project->compiled;
    for (uint32_t i = 0; i < compiled->items.count && d->notes.count < MOST_NOTES; i++)
        if (compiled->items.items[i]->code == CODE_F0001)
            report_note(d, "%.*s", TEXT_ARGS(compiled->items.items[i]->message));
}

/* Those of environments have no REF: they are written in `environments` and `environment`. */
static void help_attribute(const Model *model, Text reference, Diagnostic *d) {
    for (uint32_t i = 0; i < model->attribute_count; i++)
        if (text_equal(model->attributes[i].name, reference))
            report_help(d, "`%.*s` is an attribute of environments, and no parameter",
                        TEXT_ARGS(reference));
}

/* The length of the segments that two references begin with, dots included. */
static size_t same_beginning(Text a, Text b) {
    size_t same = 0;
    for (size_t i = 0; i < a.length && i < b.length && a.bytes[i] == b.bytes[i]; i++)
        if (a.bytes[i] == '.') same = i + 1;
    return same;
}

static size_t same_end(Text a, Text b) {
    size_t same = 0;
    for (size_t i = 1; i <= a.length && i <= b.length; i++) {
        if (a.bytes[a.length - i] != b.bytes[b.length - i]) break;
        if (a.bytes[a.length - i] == '.') same = i;
    }
    return same;
}

/* Are the segments in which they differ alike? What is the same around them makes everything near. */
static bool is_alike(Text a, Text b) {
    size_t start = same_beginning(a, b);
    a = text_slice(a, start, a.length);
    b = text_slice(b, start, b.length);
    size_t end = same_end(a, b);
    a = text_slice(a, 0, a.length - end);
    b = text_slice(b, 0, b.length - end);
    return suggest_nearest(a, &b, 1).length > 0;
}

/* Says that nothing has this name, with the nearest of what there is. */
static void report_unknown(RungProject *project, Text reference) {
    const Model *model = project->model;
    if (help_environment(project, reference)) return;
    Candidates candidates = {0};
    map_open(&candidates.seen, &project->arena);
    for (uint32_t i = 0; i < model->unit_count; i++)
        add_candidates(&project->arena, &candidates, model->units[i]->name->text);
    for (uint32_t i = 0; i < model->param_count && i < MOST_CANDIDATES; i++)
        for (unsigned form = 0; form < SELECTION_FORMS; form++)
            add_candidates(&project->arena, &candidates,
                           selection_form(&project->arena, model->params[i], form));
    Diagnostic *d = report_no_such_parameter(&project->report, NO_SPAN, reference);
    Text nearest = suggest_nearest(reference, candidates.items.items, candidates.items.count);
    bool is_near = nearest.length && is_alike(reference, nearest);
    Text unit = text_slice(reference, 0, text_find(reference, TEXT("."), 0));
    bool is_of_unit = map_get(&model->unit_by_name, unit) != NULL;
    if (is_near || !is_of_unit)
        suggest_name(d, NO_SPAN, is_near ? reference : TEXT(""), candidates.items.items,
                     candidates.items.count, "parameters");
    if (!d->help.count) help_inside(project, d, reference);
    if (is_of_unit) report_help(d, "`rung values %.*s` shows what it has", TEXT_ARGS(unit));
    help_attribute(model, reference, d);
    note_unreadable(project, d);
}

/* `service.orders.helm.replicas`, as sources write it: the unit is named, and only it is meant. */
static void collect_of_kind(RungProject *project, Text reference, Selection *out) {
    size_t dot = text_find(reference, TEXT("."), 0);
    if (dot == SIZE_MAX) return;
    Text kind = text_slice(reference, 0, dot), rest = text_slice(reference, dot + 1, SIZE_MAX);
    Text name = text_slice(rest, 0, text_find(rest, TEXT("."), 0));
    const Unit *unit = map_get(&project->model->unit_by_name, name);
    if (!unit || !text_equal(kind, unit->is_service ? TEXT("service") : TEXT("stack"))) return;
    Selection found = {0};
    collect(project, rest, false, &found);
    for (uint32_t i = 0; i < found.count; i++)
        if (found.items[i]->unit == unit) array_push(&project->arena, out, found.items[i]);
}

/* Exact ones first, then those below it. */
static void find(RungProject *project, Text reference, Selection *out) {
    collect(project, reference, true, out);
    if (!out->count) collect(project, reference, false, out);
    if (!out->count) collect_of_kind(project, reference, out);
}

bool selection_names_any(RungProject *project, Text reference) {
    Selection found = {0};
    find(project, reference, &found);
    return found.count > 0;
}

bool selection_find(RungProject *project, Text reference, Selection *out) {
    find(project, reference, out);
    if (!out->count) report_unknown(project, reference);
    return out->count > 0;
}

const Param *selection_one(RungProject *project, Text reference) {
    Selection found = {0};
    if (!selection_find(project, reference, &found)) return NULL;
    if (found.count == 1) return found.items[0];
    Text *names = arena_array(&project->arena, Text, found.count);
    for (uint32_t i = 0; i < found.count; i++)
        names[i] = text_format(&project->arena, "`%.*s`",
                               TEXT_ARGS(whole_form(&project->arena, found.items[i])));
    Diagnostic *d = report_ambiguous_parameter(&project->report, NO_SPAN, reference, found.count);
    Text list = text_enumerate_some(&project->arena, names, found.count, 8);
    report_help(d, "name one of %.*s", TEXT_ARGS(list));
    return NULL;
}

const Param *selection_named(RungProject *project, Text reference) {
    Selection found = {0};
    collect(project, reference, true, &found);
    return found.count == 1 ? found.items[0] : NULL;
}

/* A quoted segment may hold an `@`, and a quote behind a backslash. */
bool selection_split(Text text, Text *reference, Text *environment) {
    size_t at = SIZE_MAX;
    bool is_quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"') is_quoted = !is_quoted;
        if (text.bytes[i] == '@' && !is_quoted) at = i;
        if (text.bytes[i] == '\\' && is_quoted) i++;
    }
    *reference = text_slice(text, 0, at);
    *environment = at == SIZE_MAX ? TEXT("") : text_slice(text, at + 1, text.length);
    return at != SIZE_MAX;
}

/* The one that most people ask about: the top of the ladder. */
static const Environment *top_environment(const Model *model) {
    const Environment *top = model->environment_count ? &model->environments[0] : NULL;
    for (uint32_t i = 0; i < model->environment_count; i++)
        if (model->environments[i].rung > top->rung) top = &model->environments[i];
    return top;
}

void selection_lacks_environment(RungProject *project, Text reference) {
    Diagnostic *d = report_reference_without_environment(&project->report, NO_SPAN, reference);
    const Environment *example = top_environment(project->model);
    if (!example) return;
    report_help(d, "add the environment, such as `%.*s@%.*s`", TEXT_ARGS(reference),
                TEXT_ARGS(example->name->text));
}

/* Units come by name, parameters as written: the model's order is the order of reports. */
void selection_all(RungProject *project, Selection *out) {
    const Model *model = project->model;
    for (uint32_t i = 0; i < model->param_count; i++)
        array_push(&project->arena, out, model->params[i]);
}
