/* mutants_value.c - breaking the rules about single rows: P0003, P0004, P0011 and P0014. */
#include "property/mutants.h"

/* The rows of the example one after the other. */
static const RowSite *next_row(const Campaign *campaign, const RowSite *site) {
    const Sites *sites = &campaign->example->sites;
    const RowSite *next = site == NULL ? sites->rows.items : site + 1;
    return next < sites->rows.items + sites->rows.count ? next : NULL;
}

/* --- P0003: a value varies without a reason -------------------------------------------------- */

/* Does another row speak for one of the parameters too? A unit restates what its profile says. */
static bool is_restated_by(const RowSite *site, const RowSite *other) {
    for (uint32_t i = 0; i < site->params.count; i++)
        for (uint32_t j = 0; j < other->params.count; j++)
            if (site->params.items[i] == other->params.items[j]) return site != other;
    return false;
}

/* The word and the space behind it. */
static void erase_category(Mutant *mutant, const RowSite *site) {
    if (site->row->remarks->category.name == NULL) return;
    Span span = {site->tree->file, site->row->remarks->category.span.start, site->row->span.start};
    mutant_replace(mutant, span, TEXT(""));
}

/* The category of every row that has one is taken away, also where it is restated. */
static void drop_category(Campaign *campaign, const RowSite *first) {
    Mutant mutant = mutant_open(campaign, 3, SEVERITY_ERROR, first->row->span);
    mutant.is_judged = true;
    erase_category(&mutant, first);
    for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;)
        if (is_restated_by(first, site)) erase_category(&mutant, site);
    mutant_run(&mutant);
}

/* The category of a table is that of all its rows. */
static void drop_category_of_table(Campaign *campaign, const Entry *table) {
    Span span = table->as.table.category.span;
    Mutant mutant = mutant_open(campaign, 3, SEVERITY_ERROR, span);
    mutant.is_judged = mutant.is_indirect = true;
    mutant_replace(&mutant, span, TEXT(""));
    for (const RowSite *first = NULL; (first = next_row(campaign, first)) != NULL;)
        for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;)
            if (first->table == table && is_restated_by(first, site)) erase_category(&mutant, site);
    mutant_run(&mutant);
}

/* A row of a table whose header names the category; the first speaks for all. */
static bool begins_category(const RowSite *site) {
    return site->table != NULL && site->table->as.table.category.name != NULL &&
           site->row == &site->table->as.table.rows[0];
}

/* A row that is the same everywhere gets another value in one environment. */
static void vary_row(Campaign *campaign, const RowSite *site) {
    const Model *model = campaign->example->model;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        Values values;
        edit_values(campaign->example, &campaign->scratch, site->params.items[0], i, &values);
        for (uint32_t j = 0; j < values.count; j++) {
            Mutant mutant = mutant_open(campaign, 3, SEVERITY_ERROR, site->row->span);
            mutant.is_judged = true;
            Text value = edit_spell(&campaign->scratch, values.items[j]);
            if (edit_cell(&mutant, site, model->environments[i].name->text, value))
                mutant_run(&mutant);
        }
    }
}

/* A text that is the same everywhere is computed from the environment. */
static void compute_row(Campaign *campaign, const RowSite *site) {
    const Expression *value = site->row->fallback;
    if (value == NULL || value->kind != EXPRESSION_STRING) return;
    Mutant mutant = mutant_open(campaign, 3, SEVERITY_ERROR, site->row->span);
    mutant.is_judged = true;
    mutant_insert(&mutant, site->tree->file, value->span.end - 1, TEXT("-${env}"));
    mutant_run(&mutant);
}

void mutate_reasons(Campaign *campaign) {
    for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;) {
        bool is_stated = site->row->remarks->category.name != NULL;
        if (is_stated) drop_category(campaign, site);
        if (begins_category(site)) drop_category_of_table(campaign, site->table);
        bool is_single = !is_stated && site_is_first(site) && site->row->fallback != NULL;
        if (!is_single || site_varies(campaign->example, site)) continue;
        vary_row(campaign, site);
        compute_row(campaign, site);
    }
}

/* --- P0004: a value is missing --------------------------------------------------------------- */

/* Every cell in turn becomes a hole, or `none`. */
static void write_cell(Campaign *campaign, const RowSite *site, const Cell *cell, Text text) {
    Mutant mutant = mutant_open(campaign, 4, SEVERITY_ERROR, site->row->span);
    mutant.is_judged = true;
    mutant_replace(&mutant, cell->span, text);
    edit_optional(&mutant, site);
    mutant_run(&mutant);
}

/* The default of a row goes, with what stands between it and the type. */
static void drop_default(Campaign *campaign, const RowSite *site) {
    const Parameter *row = site->row;
    if (row->fallback == NULL || row->type == NULL) return;
    uint32_t start = row->remarks->laws.count > 0
                         ? row->remarks->laws.items[row->remarks->laws.count - 1].span.end
                         : row->type->span.end;
    Mutant mutant = mutant_open(campaign, 4, SEVERITY_ERROR, row->span);
    mutant.is_judged = true;
    mutant_replace(&mutant, (Span){site->tree->file, start, row->fallback->span.end}, TEXT(""));
    edit_optional(&mutant, site);
    mutant_run(&mutant);
}

/* `none` for one environment more, in rows that are not for it. */
static void add_none(Campaign *campaign, const RowSite *site) {
    const Model *model = campaign->example->model;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        Text name = model->environments[i].name->text;
        Mutant mutant = mutant_open(campaign, 4, SEVERITY_ERROR, site->row->span);
        mutant.is_judged = true;
        if (site_cell(site, name) != NULL || !edit_cell(&mutant, site, name, TEXT("none")))
            continue;
        edit_optional(&mutant, site);
        mutant_run(&mutant);
    }
}

void mutate_shape(Campaign *campaign) {
    for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;) {
        for (uint32_t i = 0; i < site->row->cell_count; i++) {
            write_cell(campaign, site, &site->row->cells[i], TEXT("_"));
            write_cell(campaign, site, &site->row->cells[i], TEXT("none"));
        }
        drop_default(campaign, site);
        if (site->params.items[0]->has_own_type) add_none(campaign, site);
    }
}

/* --- P0011: a reason that is not needed ------------------------------------------------------ */

/* All cells and the default of a statement are written as one text. */
static void level_row(Mutant *mutant, const RowSite *site, Text text) {
    if (site->row->fallback != NULL) mutant_replace(mutant, site->row->fallback->span, text);
    for (uint32_t i = 0; i < site->row->cell_count; i++)
        if (site->row->cells[i].kind == CELL_VALUE)
            mutant_replace(mutant, site->row->cells[i].span, text);
}

/* Units that restate the row of a profile are levelled with it. */
static void level(Campaign *campaign, const RowSite *first, const Value *value) {
    Mutant mutant = mutant_open(campaign, 11, SEVERITY_WARNING, first->row->span);
    Text text = edit_spell(&campaign->scratch, value);
    mutant_expect(&mutant, first->row->span);
    for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;)
        if (site == first || is_restated_by(first, site)) level_row(&mutant, site, text);
    mutant_run(&mutant);
}

/* What one unit restates otherwise is the reason of the row in the profile. */
static void level_profile(Campaign *campaign, const RowSite *first, const Value *value) {
    bool is_restated = false;
    for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;)
        is_restated |= is_restated_by(first, site);
    if (!is_restated) return;
    Mutant mutant = mutant_open(campaign, 11, SEVERITY_WARNING, first->row->span);
    level_row(&mutant, first, edit_spell(&campaign->scratch, value));
    mutant_refute(&mutant);
}

/* A row that must differ is P0005's when it does not. */
static bool must_differ(const Param *param) {
    return (param->laws & (1u << LAW_APART | 1u << LAW_DISTINCT)) != 0;
}

void mutate_need(Campaign *campaign) {
    for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;) {
        bool is_stated = site->params.items[0]->category != NULL && site_is_first(site);
        if (!is_stated || must_differ(site->params.items[0])) continue;
        const Value *before = NULL;
        for (uint32_t i = 0; i < campaign->example->model->environment_count; i++) {
            const Value *value = matrix_value(campaign->example->matrix, site->params.items[0], i);
            bool is_new = value != NULL && (before == NULL || !value_same(before, value));
            if (is_new && value->kind != VALUE_ABSENT) {
                level(campaign, site, value);
                level_profile(campaign, site, value);
            }
            if (value != NULL) before = value;
        }
    }
}

/* --- P0014: one category for many leaves ----------------------------------------------------- */

/* A map or list of which one leaf differs: what all have, and what one has. */
static const struct {
    const char *all, *one;
} mixed[] = {
    {"{ a = 1, b = 2 }", "{ a = 1, b = 3 }"},
    {"{ a = 1, b = 2 }", "{ a = 1 }"},
    {"{ a = 1 }", "{ a = 1, b = 2 }"},
    {"{ a = { b = \"x\", c = \"y\" } }", "{ a = { b = \"x\", c = \"z\" } }"},
    {"{ a = { b = true }, c = [1] }", "{ a = { b = true }, c = [1, 2] }"},
    {"[{ name = \"a\", value = 1 }, { name = \"b\", value = 2 }]",
     "[{ name = \"a\", value = 1 }, { name = \"b\", value = 3 }]"},
    {"[{ name = \"a\", at = { x = 1, y = 1 } }]", "[{ name = \"a\", at = { x = 1, y = 2 } }]"},
};

/* Environments that others are like, and no other, have a value of their own. */
static bool is_of_its_own(const Environment *environment) {
    return environment->like < 0 && !environment->is_ephemeral;
}

/* A row of that shape in a sink, with one environment that differs. */
static void plant_mixed(Campaign *campaign, const SinkSite *site, size_t shape, Text environment) {
    Mutant mutant = mutant_open(campaign, 14, SEVERITY_WARNING, site->member->span);
    mutant.marker = TEXT("planted: any");
    edit_plant(&mutant, site,
               text_format(&campaign->scratch, "tuning planted: any = %s { %.*s = %s }",
                           mixed[shape].all, TEXT_ARGS(environment), mixed[shape].one));
    edit_declare(&mutant, site, TEXT("planted"));
    mutant_run(&mutant);
}

/* A map that is there already, with another text in its last leaf. */
static void mix_row(Campaign *campaign, const RowSite *site, Text environment) {
    const Expression *map = site->row->fallback;
    if (map == NULL || map->kind != EXPRESSION_MAP || map->as.map.count < 2) return;
    Span last = map->as.map.items[map->as.map.count - 1].value->span;
    Text whole = edit_source(campaign->example, map->span);
    Text changed = text_format(&campaign->scratch, "%.*s\"other\" }",
                               (int)(last.start - map->span.start), whole.bytes);
    Mutant mutant = mutant_open(campaign, 14, SEVERITY_WARNING, site->row->span);
    mutant_expect(&mutant, site->row->span);
    mutant_insert(&mutant, site->tree->file, site->row->span.start, TEXT("tuning "));
    if (edit_cell(&mutant, site, environment, changed)) mutant_run(&mutant);
}

void mutate_leaves(Campaign *campaign) {
    const Example *example = campaign->example;
    for (uint32_t i = 0; i < example->model->environment_count; i++) {
        const Environment *environment = &example->model->environments[i];
        if (!is_of_its_own(environment)) continue;
        for (uint32_t j = 0; j < example->sites.sinks.count; j++) {
            const SinkSite *site = &example->sites.sinks.items[j];
            bool has_maps = !sink_fact(site->sink->kind)->is_text;
            for (size_t k = 0; k < COUNT(mixed) && has_maps; k++)
                if (set_has(&site->sink->environments, i))
                    plant_mixed(campaign, site, k, environment->name->text);
        }
        for (const RowSite *site = NULL; (site = next_row(campaign, site)) != NULL;)
            mix_row(campaign, site, environment->name->text);
    }
}
