/* mutants_image.c - breaking the rules about what is promoted: P0001, P0002 and P0009. */
#include "property/mutants.h"

/* The environments of a sink for which a row can state a value that others do not take. */
static uint32_t list_environments(const Campaign *campaign, const Sink *sink, Text out[2]) {
    const Model *model = campaign->example->model;
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->environment_count && count < 2; i++)
        if (set_has(&sink->environments, i) && model->environments[i].like < 0)
            out[count++] = model->environments[i].name->text;
    return count;
}

/* --- P0001: the image is not a value ---------------------------------------------------------- */

/* Something that is not the same everywhere, or not for this, is put before the digest. */
static void refer(Campaign *campaign, const Unit *unit, const char *reference) {
    const Expression *image = unit->attributes[UNIT_IMAGE].value;
    Text text = edit_source(campaign->example, image->span);
    Mutant mutant = mutant_open(campaign, 1, SEVERITY_ERROR, image->span);
    mutant_expect(&mutant, image->span);
    uint32_t at = image->span.start + (uint32_t)text_find(text, TEXT("@"), 0);
    mutant_insert(&mutant, image->span.file, at,
                  text_format(&campaign->scratch, "-${%s}", reference));
    mutant_run(&mutant);
}

/* A row for a part of an image, in a sink: with a reason, or without one and with two values. */
static void plant_part(Campaign *campaign, const SinkSite *site, const char *path,
                       bool is_reasoned) {
    Text names[2];
    uint32_t count = list_environments(campaign, site->sink, names);
    if (!is_reasoned && count < 2) return;
    Mutant mutant = mutant_open(campaign, 1, SEVERITY_ERROR, site->member->span);
    mutant.marker = text_format(&campaign->scratch, "planted%s =", path);
    Text line = is_reasoned ? text_format(&campaign->scratch, "tuning planted%s = \"a\"", path)
                            : text_format(&campaign->scratch, "planted%s = \"a\" { %.*s = \"b\" }",
                                          path, TEXT_ARGS(names[1]));
    edit_plant(&mutant, site, line);
    edit_declare(&mutant, site, TEXT("planted"));
    mutant_run(&mutant);
}

/* The keys under which the release of a service is written, set by hand. */
static void plant_key(Campaign *campaign, const SinkSite *site, const char *row) {
    Mutant mutant = mutant_open(campaign, 1, SEVERITY_ERROR, site->member->span);
    mutant.marker = text_of(row);
    edit_plant(&mutant, site, text_of(row));
    mutant_run(&mutant);
}

void mutate_images(Campaign *campaign) {
    static const char *const references[] = {"env", "env.class", "env.region", "env.account",
                                             "unit"};
    static const char *const parts[] = {".image",       ".imageTag",         ".image_tag",
                                        ".imageDigest", ".image.repository", ".image.registry",
                                        ".image.name",  ".image.tag",        ".image.digest"};
    static const char *const keys[] = {"image.repository = \"a\"", "image.digest = \"a\"",
                                       "image = { repository = \"a\" }",
                                       "image.digest.algorithm = \"a\""};
    const Example *example = campaign->example;
    for (uint32_t i = 0; i < example->model->unit_count; i++)
        for (size_t j = 0; j < COUNT(references); j++)
            if (example->model->units[i]->is_service)
                refer(campaign, example->model->units[i], references[j]);
    for (uint32_t i = 0; i < example->sites.sinks.count; i++) {
        const SinkSite *site = &example->sites.sinks.items[i];
        for (size_t j = 0; j < COUNT(parts); j++) {
            plant_part(campaign, site, parts[j], true);
            plant_part(campaign, site, parts[j], false);
        }
        bool has_release = site->sink->unit->is_service && site->sink->kind == SINK_HELM;
        for (size_t j = 0; j < COUNT(keys) && has_release; j++)
            plant_key(campaign, site, keys[j]);
    }
}

/* --- P0002: templates do not vary ------------------------------------------------------------- */

/* The attribute as it stands, in a unit or its profile, is written otherwise. */
static void rewrite(Campaign *campaign, Span value, const char *text) {
    Mutant mutant = mutant_open(campaign, 2, SEVERITY_ERROR, value);
    mutant_expect(&mutant, value);
    mutant_replace(&mutant, value, text_of(text));
    mutant_run(&mutant);
}

/* A unit states a chart of its own instead of its profile's. */
static void restate(Campaign *campaign, const Unit *unit, const char *text) {
    const UnitAttribute *image = &unit->attributes[UNIT_IMAGE];
    Mutant mutant = mutant_open(campaign, 2, SEVERITY_ERROR, image->span);
    mutant.marker = text_format(&campaign->scratch, "chart = %s", text);
    mutant_insert(&mutant, image->span.file, image->span.start,
                  text_format(&campaign->scratch, "%.*s\n  ", TEXT_ARGS(mutant.marker)));
    mutant_run(&mutant);
}

void mutate_templates(Campaign *campaign) {
    static const char *const charts[] = {
        "\"oci://registry.example/charts/${env}\"",
        "\"oci://registry.example/charts/web:1.2.3\"",
        "\"oci://registry.example/charts/web@sha256:0f0e0d0c\"",
        "\"https://charts.example/web-1.2.3.tgz\"",
        "\"https://charts.example/web-1.2.3.tgz?download=1\"",
        "\"https://charts.example/${env.class}/web\"",
    };
    static const char *const modules[] = {
        "\"git::https://git.example/modules.git?ref=${env}\"",
        "\"registry.example/flowmart/network/${env.class}\"",
    };
    const Model *model = campaign->example->model;
    for (uint32_t i = 0; i < model->unit_count; i++) {
        const Unit *unit = model->units[i];
        const UnitAttribute *chart = &unit->attributes[UNIT_CHART];
        const UnitAttribute *module = &unit->attributes[UNIT_MODULE];
        for (size_t j = 0; j < COUNT(charts) && chart->value != NULL; j++) {
            rewrite(campaign, chart->value->span, charts[j]);
            if (unit->is_service && chart->owner != unit->declaration)
                restate(campaign, unit, charts[j]);
        }
        for (size_t j = 0; j < COUNT(modules) && module->value != NULL; j++)
            rewrite(campaign, module->value->span, modules[j]);
    }
}

/* --- P0009: a template branches ---------------------------------------------------------------- */

static const char *const branches[] = {
    "{{- if eq .Values.env \"%.*s\" }}{{ end }}",
    "{{- if ne \"%.*s\" .Values.env }}{{ end }}",
    "{{ if has \"%.*s\" (list 1) -}}{{- end }}",
    "{{- $x := contains \"%.*s\" .Release.Name }}",
    "{{- $x := hasPrefix `%.*s` .Release.Namespace -}}",
    "{{- if and .Values.a (eq \"%.*s\" .Values.env) }}{{ end }}",
};

/* A branch before one line of a template; forms and names take turns. */
static void plant_branch(Campaign *campaign, uint32_t file, uint32_t offset, uint32_t turn) {
    const Model *model = campaign->example->model;
    Text name = model->environments[turn % model->environment_count].name->text;
    Mutant mutant = mutant_open(campaign, 9, SEVERITY_WARNING, (Span){UINT32_MAX, file, offset});
    Arena *arena = &campaign->scratch;
    const char *before = branches[turn % COUNT(branches)];
    size_t hole = text_find(text_of(before), TEXT("%.*s"), 0);
    mutant.marker = text_format(arena, "%.*s%.*s%s", (int)hole, before, TEXT_ARGS(name),
                                before + hole + strlen("%.*s"));
    Text line = text_format(arena, "%.*s\n", TEXT_ARGS(mutant.marker));
    mutant_change(&mutant, (Change){file, offset, offset, line});
    mutant_run(&mutant);
}

void mutate_branches(Campaign *campaign) {
    const Example *example = campaign->example;
    uint32_t turn = 0;
    for (uint32_t i = 0; i < example->files.count; i++) {
        const RungFile *file = &example->files.items[i];
        if (!text_contains(text_of(file->path), TEXT("/templates/"))) continue;
        for (uint32_t offset = 0; offset <= file->length; offset++)
            if (offset == 0 || file->text[offset - 1] == '\n')
                plant_branch(campaign, i, offset, turn++);
    }
}
