/* collision.c - outputs that meet: at one path, where one is a directory of the other, and in a
 * directory of which Terraform loads them for every environment.
 *
 * A path template that says too little makes its outputs meet many times over. That is one mistake,
 * so it is one finding, which names the units and environments that are about to overwrite one
 * another. */
#include "emit/emission.h"

enum { NAMES_SHOWN = 4 };

/* The outputs of one path template that take part. */
typedef struct Side {
    Span span;
    SinkKind sink;
    ARRAY(const Unit *) units;
    EnvironmentSet environments;
} Side;

/* A finding of one unit is its own; one of two concerns whoever builds either. */
static void blame(Diagnostic *d, const Unit *first, const Unit *second) {
    if (first == second) report_about(d, first->name->text, TEXT(""));
}

/* All clashes of one kind between the same two path templates. */
typedef struct Collision {
    const Clash *clash; /* the first */
    Side first, second;
} Collision;

/* A unit and an environment are named once, however many of their outputs take part. */
static void add_to_side(Plan *plan, Side *side, const Output *output) {
    side->span = output->span;
    side->sink = output->sink;
    set_add(&side->environments, output->environment);
    for (uint32_t i = 0; i < side->units.count; i++)
        if (side->units.items[i] == output->units[0]) return;
    array_push(plan->arena, &side->units, output->units[0]);
}

/* The evidence: whose outputs these are, and where. */
static void label_side(Plan *plan, Diagnostic *d, const Side *side) {
    Text *names = arena_array(plan->arena, Text, side->units.count);
    for (uint32_t i = 0; i < side->units.count; i++)
        names[i] = side->units.items[i]->name->text;
    Text units = text_enumerate_some(plan->arena, names, side->units.count, NAMES_SHOWN);
    Text environments = emission_list(plan, &side->environments);
    report_label(d, side->span, "`%s` of %.*s in %.*s", sink_fact(side->sink)->name,
                 TEXT_ARGS(units), TEXT_ARGS(environments));
    emission_environments(d, plan, &side->environments);
}

/* The sentence for two paths that are one, or are one somewhere. */
static Diagnostic *describe(Plan *plan, const Clash *clash, Span span) {
    Text path = clash->second->path;
    return clash->is_alias ? report_output_alias(plan->report, span, path, clash->first->path)
                           : report_output_collision(plan->report, span, path);
}

/* The finding points at the template that came second; where it is the only one, at that. */
static void report_collision(Plan *plan, const Collision *collision) {
    const Side *first = &collision->first, *second = &collision->second;
    Diagnostic *d = describe(plan, collision->clash, second->span);
    label_side(plan, d, second);
    if (memcmp(&first->span, &second->span, sizeof(Span)) != 0) label_side(plan, d, first);
    if (collision->clash->is_alias)
        report_help(d, "let the paths differ in more than case and Unicode normal form, which file "
                       "systems of macOS and Windows do not tell apart");
    else
        report_help(d, "make the path depend on what differs, such as `${env}` or `${unit}`");
    if (first->units.count == 1 && second->units.count == 1)
        blame(d, first->units.items[0], second->units.items[0]);
}

/* The places of the two templates tell one mistake from another. */
static Text pair_key(const Plan *plan, const Clash *clash) {
    Span a = clash->first->span, b = clash->second->span;
    return text_format(plan->arena, "%u %u %u %u %u %u %u", a.file, a.start, a.end, b.file, b.start,
                       b.end, (unsigned)clash->is_alias);
}

/* Where both sides are one template, all its outputs stand on one side. */
static void add_clash(Plan *plan, Map *collisions, const Clash *clash) {
    void **place = map_at(collisions, pair_key(plan, clash));
    if (!*place) *place = arena_new(plan->arena, Collision);
    Collision *collision = *place;
    bool is_one = memcmp(&clash->first->span, &clash->second->span, sizeof(Span)) == 0;
    if (!collision->clash) collision->clash = clash;
    add_to_side(plan, &collision->first, clash->first);
    if (is_one) add_to_side(plan, &collision->second, clash->first);
    add_to_side(plan, &collision->second, clash->second);
}

/* With the slash at its end; 0 for a file that lies at the top. */
static size_t directory_length(Text path) {
    size_t length = path.length;
    while (length > 0 && path.bytes[length - 1] != '/')
        length--;
    return length;
}

/* Is a directory above the output, or one of those above that, the file of another? */
static void find_files_above(Plan *plan, const Output *output) {
    for (size_t end = 0; end < output->path.length; end++) {
        if (output->path.bytes[end] != '/') continue;
        const Output *file = map_get(&plan->by_path, text_slice(output->path, 0, end));
        if (file)
            array_push(plan->arena, &plan->clashes, ((Clash){.first = file, .second = output}));
    }
}

/* `a` and `a/b` cannot both be files. A directory is looked up once where none of its outputs
 * clashes; where one does, all of them do. */
static void find_directories(Plan *plan) {
    Map fine;
    map_open(&fine, plan->arena);
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        const Output *output = plan->by_path.entries.items[i].value;
        Text directory = text_slice(output->path, 0, directory_length(output->path));
        if (!directory.length || map_get(&fine, directory)) continue;
        uint32_t before = plan->clashes.count;
        find_files_above(plan, output);
        if (plan->clashes.count == before) map_put(&fine, directory, plan);
    }
}

/* --- What Terraform loads by itself ---------------------------------------------------------- */

/* The names that Terraform looks for in the directory it runs in. */
static bool is_autoloaded(Text path, size_t end) {
    if (!text_ends_with(path, TEXT(".tfvars")) && !text_ends_with(path, TEXT(".tfvars.json")))
        return false;
    Text name = text_slice(path, end, path.length);
    return text_equal(name, TEXT("terraform.tfvars")) ||
           text_equal(name, TEXT("terraform.tfvars.json")) ||
           text_ends_with(name, TEXT(".auto.tfvars")) ||
           text_ends_with(name, TEXT(".auto.tfvars.json"));
}

/* One finding a template: it names the first two files that would be mixed, and all environments.
 * */
static void report_autoloaded(Plan *plan, const Output *first, const Output *second) {
    Diagnostic **place = plan_finding(plan, CODE_F0043, second->span);
    if (!*place) {
        *place = report_output_autoloaded(plan->report, second->span, second->path);
        Text name = plan->model->environments[first->environment].name->text;
        report_label(*place, second->span, "`%.*s`, of %.*s, lies beside it",
                     TEXT_ARGS(first->path), TEXT_ARGS(name));
        report_help(*place, "name the file after the environment, such as `${env}.tfvars`, or give "
                            "each environment a directory");
        blame(*place, first->units[0], second->units[0]);
    }
    emission_environment(*place, plan, first->environment);
    emission_environment(*place, plan, second->environment);
}

/* The first file of a directory stands for its environment; every file of another one is a mistake.
 * */
static void check_autoloaded(Plan *plan) {
    Map seen;
    map_open(&seen, plan->arena);
    for (uint32_t i = 0; i < plan->by_path.entries.count; i++) {
        Output *output = plan->by_path.entries.items[i].value;
        Text path = output->path;
        size_t end = directory_length(path);
        if (!is_autoloaded(path, end)) continue;
        Output **first = (Output **)map_at(&seen, text_slice(path, 0, end));
        if (!*first)
            *first = output;
        else if ((*first)->environment != output->environment)
            report_autoloaded(plan, *first, output);
    }
}

/* One file for all environments is loaded everywhere too, but then it is a collision. */
void collision_check(Plan *plan) {
    Map collisions;
    map_open(&collisions, plan->arena);
    find_directories(plan);
    alias_find(plan);
    for (uint32_t i = 0; i < plan->clashes.count; i++)
        add_clash(plan, &collisions, &plan->clashes.items[i]);
    for (uint32_t i = 0; i < collisions.entries.count; i++)
        report_collision(plan, collisions.entries.items[i].value);
    check_autoloaded(plan);
}
