/* template.c - P0002 and P0009: templates are promoted, never configured.
 *
 * The chart and the module of a unit are one for all environments. A remote chart is named without
 * its version, because the version climbs the ladder with the release; as long as there is no
 * release of it, an info says that its version is nowhere. A local chart cannot be staged, so what
 * it must not do is to decide by the environment's name what it deploys: a template that branches
 * on one holds configuration that no matrix shows. */
#include "parity/artifacts.h"
#include "parity/rule.h"
#include <stdlib.h>

/* --- P0002 ---------------------------------------------------------------------------------- */

/* Does the attribute have two values? */
static bool varies(const Parity *parity, const Unit *unit, UnitAttributeKind kind) {
    const Value *first = NULL;
    for (uint32_t i = 0; i < parity->model->environment_count; i++) {
        if (!set_has(&unit->environments, i)) continue;
        const Value *value = matrix_unit_attribute(parity->matrix, unit, kind, i);
        if (value->kind == VALUE_ERROR) return false;
        if (first == NULL) first = value;
        if (!value_same(first, value)) return true;
    }
    return false;
}

/* Judged by value: an attribute may be computed as long as it comes out the same. */
static void check_one(const Parity *parity, const Unit *unit, UnitAttributeKind kind,
                      const char *what) {
    const UnitAttribute *attribute = &unit->attributes[kind];
    if (attribute->value == NULL || !varies(parity, unit, kind)) return;
    Text name = unit->name->text;
    Diagnostic *diagnostic =
        report_template_varies(parity->report, attribute->value->span, what, name);
    report_label(diagnostic, attribute->value->span, "another %s for each environment", what);
    report_help(diagnostic, "name one %s, and give it values that differ", what);
    report_about(diagnostic, name, TEXT(""));
    finding_environments(parity, diagnostic, &unit->environments);
}

/* The only letters of a version that are known. */
static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Where the version begins that a remote chart is written with: `:2.3.1`, `@sha256:...`, or
 * `-2.3.1.tgz` of an archive; SIZE_MAX when there is none. */
static size_t find_version(Text chart) {
    size_t last = chart.length;
    while (last > 0 && chart.bytes[last - 1] != '/')
        last--;
    for (size_t i = last; i < chart.length; i++)
        if (chart.bytes[i] == ':' || chart.bytes[i] == '@' || chart.bytes[i] == '?') return i;
    if (!text_ends_with(chart, TEXT(".tgz"))) return SIZE_MAX;
    for (size_t i = last; i + 1 < chart.length; i++)
        if (chart.bytes[i] == '-' && is_digit(chart.bytes[i + 1])) return i;
    return SIZE_MAX;
}

/* A version that is written is refused, one that is nowhere is worth an info; once a profile. */
static void check_remote(Parity *parity, const Unit *unit) {
    const UnitAttribute *attribute = &unit->attributes[UNIT_CHART];
    Text chart = artifacts_attribute(parity->matrix, unit, UNIT_CHART);
    if (!chart_is_remote(chart)) return;
    Span span = attribute->value->span;
    if (!parity_is_first(parity, CODE_P0002, span)) return;
    Text name = unit->name->text;
    size_t version = find_version(chart);
    Diagnostic *diagnostic;
    if (version != SIZE_MAX) {
        Text stated = text_slice(chart, version + 1, chart.length);
        if (text_ends_with(stated, TEXT(".tgz"))) stated.length -= TEXT(".tgz").length;
        diagnostic = report_chart_with_version(parity->report, span, name);
        if (chart.bytes[version] == '@')
            report_label(diagnostic, span, "the digest belongs to a release");
        else
            report_label(diagnostic, span, "`%.*s` belongs to a release", TEXT_ARGS(stated));
        report_help(diagnostic, "write the chart without it: `%.*s`", (int)version, chart.bytes);
    } else {
        diagnostic = report_chart_without_release(parity->report, span, name);
        report_label(diagnostic, span, "its version is not stated anywhere");
    }
    report_about(diagnostic, name, TEXT(""));
    finding_environments(parity, diagnostic, &unit->environments);
}

/* Both attributes may stand in a profile, so stacks and services are alike here. */
void template_check_unit(Parity *parity, const Unit *unit) {
    check_one(parity, unit, UNIT_CHART, "chart");
    check_one(parity, unit, UNIT_MODULE, "module");
    check_remote(parity, unit);
}

/* --- P0009 ---------------------------------------------------------------------------------- */

/* The names of all environments in byte order, and the environment of each. */
typedef struct Naming {
    Text *names;
    uint32_t count;
} Naming;

/* In the order in which the scanner wants the names. Every environment counts, ephemeral ones by their declared name. */
static Naming name_environments(const Parity *parity) {
    uint32_t count = parity->model->environment_count;
    Naming naming = {arena_array(parity->arena, Text, count), count};
    for (uint32_t i = 0; i < count; i++)
        naming.names[i] = environment_name(parity, i);
    if (count > 1) qsort(naming.names, count, sizeof(Text), text_order);
    return naming;
}

/* What Helm renders; charts below `charts/` are somebody else's. */
static bool is_template(Text path) {
    return text_starts_with(path, TEXT("templates/")) &&
           (text_ends_with(path, TEXT(".yaml")) || text_ends_with(path, TEXT(".yml")) ||
            text_ends_with(path, TEXT(".tpl")) || text_ends_with(path, TEXT(".txt")) ||
            text_ends_with(path, TEXT(".json")));
}

/* The units that an environment's name in a chart is held against. */
typedef struct Users {
    ARRAY(Text) units;
    bool is_known;
} Users;

/* The units that have a chart. */
typedef struct Tenants {
    ARRAY(const Unit *) units;
} Tenants;

/* One chart whose templates are read. */
typedef struct Scan {
    const Parity *parity;
    const Chart *chart;
    const Tenants *tenants;
    const Naming *naming;
    Users *users; /* by environment: found where a template first names it */
} Scan;

/* Those with the chart that do not waive the rule for the environment. Every waiver that is asked is
 * needed. */
static void find_users(const Scan *scan, uint32_t environment, Users *out) {
    const Parity *parity = scan->parity;
    EnvironmentSet involved = {0};
    set_add(&involved, environment);
    out->is_known = true;
    for (uint32_t i = 0; i < scan->tenants->units.count; i++) {
        const Unit *unit = scan->tenants->units.items[i];
        EnvironmentSet waived = waiver_unit(parity, unit, CODE_P0009);
        if (set_has(&waived, environment))
            waiver_mark_unit(unit, CODE_P0009, &involved);
        else
            array_push(parity->arena, &out->units, unit->name->text);
    }
}

/* The finding stands in the template, in its own line: one for all who render it. */
static void report_branch(const Scan *scan, uint32_t file, const TemplateBranch *branch) {
    const Parity *parity = scan->parity;
    int32_t environment = model_environment(parity->model, branch->environment);
    if (environment < 0) return;
    Users *users = &scan->users[environment];
    if (!users->is_known) find_users(scan, (uint32_t)environment, users);
    if (users->units.count == 0) return;
    Span span = {file, branch->start, branch->end};
    Diagnostic *diagnostic =
        report_template_branches(parity->report, span, scan->chart->path, branch->environment);
    report_label(diagnostic, span, "the name of an environment");
    report_help(diagnostic, "branch on a value, such as `.Values.feature.enabled`, "
                            "and give it a row in the matrix");
    report_about(diagnostic, users->units.items[0], TEXT(""));
    report_units(diagnostic, users->units.items, users->units.count);
    report_environment(diagnostic, branch->environment);
}

/* A template without branches is no source of the report. */
static void check_template(const Scan *scan, const ChartFile *file) {
    const Parity *parity = scan->parity;
    const Naming *naming = scan->naming;
    TemplateBranches branches = {0};
    template_scan(parity->arena, file->text, naming->names, naming->count, &branches);
    if (branches.count == 0) return;
    Text path = text_format(parity->arena, "%.*s/%.*s", TEXT_ARGS(scan->chart->path),
                            TEXT_ARGS(file->path));
    uint32_t source = sources_add(parity->report->sources, path, file->text);
    for (uint32_t i = 0; i < branches.count; i++)
        report_branch(scan, source, &branches.items[i]);
}

static void check_chart(const Scan *scan) {
    for (uint32_t i = 0; i < scan->chart->file_count; i++)
        if (is_template(scan->chart->files[i].path)) check_template(scan, &scan->chart->files[i]);
}

/* By the number of the chart. */
static Tenants *list_tenants(const Parity *parity) {
    Tenants *tenants = arena_array(parity->arena, Tenants, parity->artifacts->charts.entries.count);
    for (uint32_t i = 0; i < parity->model->unit_count; i++) {
        const Unit *unit = parity->model->units[i];
        const Chart *chart = artifacts_chart(parity->artifacts, parity->matrix, unit);
        if (chart != NULL) array_push(parity->arena, &tenants[chart->number].units, unit);
    }
    return tenants;
}

/* A chart is scanned once, however many units deploy it. */
void template_check_branches(Parity *parity) {
    if (parity->artifacts == NULL) return;
    const Map *charts = &parity->artifacts->charts;
    if (charts->entries.count == 0) return;
    Naming naming = name_environments(parity);
    const Tenants *tenants = list_tenants(parity);
    for (uint32_t i = 0; i < charts->entries.count; i++) {
        Users *users = arena_array(parity->arena, Users, parity->model->environment_count);
        const Chart *chart = charts->entries.items[i].value;
        check_chart(&(Scan){parity, chart, &tenants[chart->number], &naming, users});
    }
}
