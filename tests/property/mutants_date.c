/* mutants_date.c - breaking the rules about what ends: P0013 and P0015. */
#include "property/mutants.h"

/* Around mutants_today. */
static const char past[] = "2026-05-31", near[] = "2026-06-10", far[] = "2026-12-31";

/* --- P0013: a journey that is none ------------------------------------------------------------- */

/* The row with an annotation above it. */
static Mutant open_journey(Campaign *campaign, const RowSite *site, const char *until) {
    Mutant mutant = mutant_open(campaign, 13, SEVERITY_ERROR, site->row->span);
    mutant.is_judged = true;
    edit_above(&mutant, site->tree, site->span.start,
               text_format(&campaign->scratch, "@rolling(until = %s)", until));
    return mutant;
}

/* The environments that a row can be written for and that stand on the ladder. */
static uint32_t list_rungs(const Example *example, const RowSite *site, uint32_t out[3]) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < example->model->environment_count && count < 3; i++) {
        const Environment *environment = &example->model->environments[i];
        bool is_there = matrix_value(example->matrix, site->params.items[0], i) != NULL;
        bool is_next = environment->rung > 0 && environment->like < 0;
        if (is_there && is_next) out[count++] = i;
    }
    return count;
}

/* Three values for three rungs, by index into what the row has and can have. */
static void travel(Campaign *campaign, const RowSite *site, const uint32_t states[3]) {
    const Example *example = campaign->example;
    uint32_t rungs[3];
    Values values;
    if (list_rungs(example, site, rungs) < 3) return;
    edit_values(example, &campaign->scratch, site->params.items[0], rungs[0], &values);
    array_push(&campaign->scratch, &values,
               matrix_value(example->matrix, site->params.items[0], rungs[0]));
    for (uint32_t i = 0; i < 3; i++)
        if (states[i] >= values.count) return;
    Mutant mutant = open_journey(campaign, site, far);
    bool is_written = true;
    bool is_single = site->table == NULL && site->row->cell_count == 0;
    for (uint32_t i = 0; i < 3 && !is_single; i++)
        is_written &= edit_cell(&mutant, site, example->model->environments[rungs[i]].name->text,
                                edit_spell(&campaign->scratch, values.items[states[i]]));
    if (is_written && !is_single) mutant_run(&mutant);
}

/* What every row in the braces becomes, past its date. */
static void cover_journey(Campaign *campaign, const CoverSite *site) {
    Mutant mutant = mutant_open(campaign, 13, SEVERITY_ERROR, site->name);
    mutant.is_judged = mutant.is_indirect = true;
    edit_above(&mutant, site->tree, site->whole.start,
               text_format(&campaign->scratch, "@rolling(until = %s)", past));
    mutant_run(&mutant);
}

/* A row past its date: still under way, or long at the top and never cleaned up. */
static void end_journey(Campaign *campaign, const RowSite *site) {
    Mutant mutant = open_journey(campaign, site, past);
    mutant.is_judged = site_varies(campaign->example, site);
    if (!mutant.is_judged) mutant.marker = TEXT("@rolling(");
    mutant_run(&mutant);
}

void mutate_journeys(Campaign *campaign) {
    static const uint32_t journeys[][3] = {{0, 1, 0}, {1, 0, 1}, {0, 1, 2}, {2, 1, 0}, {1, 1, 2}};
    const Sites *sites = &campaign->example->sites;
    for (uint32_t i = 0; i < sites->covers.count; i++)
        if (!sites->covers.items[i].is_row) cover_journey(campaign, &sites->covers.items[i]);
    for (uint32_t i = 0; i < sites->rows.count; i++) {
        end_journey(campaign, &sites->rows.items[i]);
        for (size_t j = 0; j < COUNT(journeys); j++)
            travel(campaign, &sites->rows.items[i], journeys[j]);
    }
}

/* --- P0015: waivers ---------------------------------------------------------------------------- */

static const char *const waivable[] = {"P0003", "P0004", "P0005", "P0006", "P0008",
                                       "P0009", "P0010", "P0011", "P0013", "P0014"};

/* One that nothing needs: found at the annotation while it holds, at what it covers afterwards. */
static void waive_nothing(Campaign *campaign, const CoverSite *site, const char *code,
                          const char *until) {
    bool is_past = until == past;
    Mutant mutant =
        mutant_open(campaign, 15, is_past ? SEVERITY_ERROR : SEVERITY_WARNING, site->name);
    Text line = text_format(&campaign->scratch, "@waive(%s, \"planted\", until = %s)", code, until);
    edit_above(&mutant, site->tree, site->whole.start, line);
    if (is_past)
        mutant_expect(&mutant, site->name);
    else
        mutant.marker = line;
    mutant_run(&mutant);
}

/* One that is needed, because the category of the row is gone. */
static void waive_reason(Campaign *campaign, const RowSite *site, const char *until) {
    bool is_past = until == past;
    Mutant mutant =
        mutant_open(campaign, 15, is_past ? SEVERITY_ERROR : SEVERITY_WARNING, site->row->span);
    Span category = {site->tree->file, site->row->remarks->category.span.start,
                     site->row->span.start};
    Text line = text_format(&campaign->scratch, "@waive(P0003, \"planted\", until = %s)", until);
    edit_above(&mutant, site->tree, site->span.start, line);
    mutant_replace(&mutant, category, TEXT(""));
    if (is_past)
        mutant_expect(&mutant, site->row->span);
    else
        mutant.marker = line;
    mutant.is_waived = true;
    mutant_run(&mutant);
}

void mutate_waivers(Campaign *campaign) {
    const Example *example = campaign->example;
    for (uint32_t i = 0; i < example->sites.covers.count; i++) {
        const CoverSite *site = &example->sites.covers.items[i];
        for (uint32_t j = 0; j < 2; j++) {
            const char *code = waivable[(2 * i + j) % COUNT(waivable)];
            waive_nothing(campaign, site, code, far);
            waive_nothing(campaign, site, code, past);
        }
    }
    for (uint32_t i = 0; i < example->sites.rows.count; i++) {
        const RowSite *site = &example->sites.rows.items[i];
        bool is_stated = site->row->remarks->category.name != NULL && site_is_first(site);
        if (!is_stated || !site_varies(example, site)) continue;
        waive_reason(campaign, site, near);
        waive_reason(campaign, site, past);
    }
}
