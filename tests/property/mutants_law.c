/* mutants_law.c - breaking the rules between environments: P0005 and P0006. */
#include "property/mutants.h"

static const Law laws[] = {LAW_ASCENDING, LAW_DESCENDING, LAW_DISTINCT, LAW_APART, LAW_EQUAL};

/* Its category's or its own. */
static bool has_law(const Param *param, Law law) {
    return (param->laws >> law & 1u) != 0;
}

/* --- P0005: a law of the category or the row -------------------------------------------------- */

/* Each is written in the place of the other. */
static void exchange_cells(Campaign *campaign, const RowSite *site, const Cell *a, const Cell *b) {
    Mutant mutant = mutant_open(campaign, 5, SEVERITY_ERROR, site->row->span);
    mutant.is_judged = true;
    mutant_replace(&mutant, a->span, edit_source(campaign->example, b->span));
    mutant_replace(&mutant, b->span, edit_source(campaign->example, a->span));
    mutant_run(&mutant);
}

/* Every two cells of the row change places. */
static void exchange(Campaign *campaign, const RowSite *site) {
    for (uint32_t i = 0; i < site->row->cell_count; i++)
        for (uint32_t j = i + 1; j < site->row->cell_count; j++)
            exchange_cells(campaign, site, &site->row->cells[i], &site->row->cells[j]);
}

/* Every environment gets the value that the row has, or could have, in every other. */
static void copy_values(Campaign *campaign, const RowSite *site, int rule) {
    const Model *model = campaign->example->model;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        Values values;
        edit_values(campaign->example, &campaign->scratch, site->params.items[0], i, &values);
        for (uint32_t j = 0; j < values.count; j++) {
            Mutant mutant = mutant_open(campaign, rule, SEVERITY_ERROR, site->row->span);
            mutant.is_judged = true;
            Text value = edit_spell(&campaign->scratch, values.items[j]);
            if (edit_cell(&mutant, site, model->environments[i].name->text, value))
                mutant_run(&mutant);
        }
    }
}

/* The row states a law that its values do not keep. */
static void state_law(Campaign *campaign, const RowSite *site, Law law) {
    const Parameter *row = site->row;
    const Type *type = matrix_type(campaign->example->matrix, site->params.items[0]);
    if (row->type == NULL || !law_fits(law, type) || has_law(site->params.items[0], law)) return;
    const Laws *written = &row->remarks->laws;
    uint32_t end =
        written->count > 0 ? written->items[written->count - 1].span.end : row->type->span.end;
    Mutant mutant = mutant_open(campaign, 5, SEVERITY_ERROR, row->span);
    mutant.is_judged = true;
    Text text = text_format(&campaign->scratch, " %.*s", TEXT_ARGS(law_name(law)));
    mutant_insert(&mutant, site->tree->file, end, text);
    mutant_run(&mutant);
}

/* Two rows that must not overlap are computed from numbers: each number of the one is put into the
 * place of each number of the other. */
static void overlap(Campaign *campaign, const RowSite *site, const RowSite *other) {
    const Expression *left = site->row->fallback->as.loop->in;
    const Expression *right = other->row->fallback->as.loop->in;
    for (uint32_t i = 0; i < left->as.list.count; i++) {
        for (uint32_t j = 0; j < right->as.list.count; j++) {
            Span from = right->as.list.items[j]->span;
            bool is_later = site->span.start > other->span.start;
            Mutant mutant = mutant_open(campaign, 5, SEVERITY_ERROR,
                                        is_later ? site->row->span : other->row->span);
            mutant.is_judged = true;
            mutant_replace(&mutant, left->as.list.items[i]->span,
                           edit_source(campaign->example, from));
            mutant_run(&mutant);
        }
    }
}

/* `disjoint`, and made by a loop over numbers. */
static bool is_computed_network(const RowSite *site) {
    return has_law(site->params.items[0], LAW_DISJOINT) && site->row->fallback != NULL &&
           site->row->fallback->kind == EXPRESSION_COMPREHENSION;
}

/* Every ordered pair of such rows. */
static void overlap_all(Campaign *campaign) {
    const Sites *sites = &campaign->example->sites;
    for (uint32_t i = 0; i < sites->rows.count; i++)
        for (uint32_t j = 0; j < sites->rows.count; j++)
            if (i != j && is_computed_network(&sites->rows.items[i]) &&
                is_computed_network(&sites->rows.items[j]))
                overlap(campaign, &sites->rows.items[i], &sites->rows.items[j]);
}

void mutate_laws(Campaign *campaign) {
    const Sites *sites = &campaign->example->sites;
    for (uint32_t i = 0; i < sites->rows.count; i++) {
        const RowSite *site = &sites->rows.items[i];
        exchange(campaign, site);
        if (site->params.items[0]->laws != 0) copy_values(campaign, site, 5);
        for (size_t j = 0; j < COUNT(laws); j++)
            state_law(campaign, site, laws[j]);
    }
    overlap_all(campaign);
}

/* --- P0006: like, and yet not alike ----------------------------------------------------------- */

/* A row that may differ everywhere is put into a category that may not. */
static void change_category(Campaign *campaign, const RowSite *site) {
    Mutant mutant = mutant_open(campaign, 6, SEVERITY_ERROR, site->row->span);
    mutant.is_judged = true;
    mutant_replace(&mutant, site->row->remarks->category.span, TEXT("tuning"));
    mutant_run(&mutant);
}

/* An attribute stands in an environment's own block, or is new there. */
static void state_attribute(Mutant *mutant, const Environment *environment, Text name, Text value) {
    const Declaration *declaration = environment->declaration;
    const Attributes *attributes = &declaration->as.environment.attributes;
    for (uint32_t i = 0; i < attributes->count; i++) {
        if (!text_equal(attributes->items[i].name.name->text, name)) continue;
        mutant_replace(mutant, attributes->items[i].value->span, value);
        return;
    }
    const Tree *tree = mutant->example->trees.items;
    while (tree->file != declaration->span.file)
        tree++;
    uint32_t at = site_brace(tree, declaration->as.environment.like.span.end);
    mutant_insert(mutant, tree->file, at,
                  text_format(mutant->arena, " %.*s = %.*s, ", TEXT_ARGS(name), TEXT_ARGS(value)));
}

/* The rows that read the attribute are told by the oracle; the attribute is the place. */
static void change_attribute(Campaign *campaign, const Environment *environment,
                             uint32_t attribute) {
    const Model *model = campaign->example->model;
    const Value *own = matrix_attribute(campaign->example->matrix, environment->index, attribute);
    Text name = model->attributes[attribute].name;
    for (uint32_t i = 0; i < model->environment_count; i++) {
        const Value *other = matrix_attribute(campaign->example->matrix, i, attribute);
        if (other->kind <= VALUE_ABSENT || value_same(own, other)) continue;
        Mutant mutant = mutant_open(campaign, 6, SEVERITY_ERROR, environment->span);
        mutant.is_judged = mutant.is_indirect = true;
        state_attribute(&mutant, environment, name, edit_spell(&campaign->scratch, other));
        mutant_run(&mutant);
    }
}

/* One of the categories behind `differs` goes. */
static void drop_difference(Campaign *campaign, const Environment *environment) {
    const Words *words = &environment->declaration->as.environment.differs;
    for (uint32_t i = 0; i < words->count; i++) {
        Span span = words->items[i].span;
        Mutant mutant = mutant_open(campaign, 6, SEVERITY_ERROR, span);
        mutant.is_judged = mutant.is_indirect = true;
        mutant_replace(&mutant, span, TEXT("tuning"));
        mutant_run(&mutant);
    }
}

void mutate_likeness(Campaign *campaign) {
    const Example *example = campaign->example;
    for (uint32_t i = 0; i < example->sites.rows.count; i++) {
        const RowSite *site = &example->sites.rows.items[i];
        if (matrix_category(example->matrix, site->params.items[0]) == NULL) continue;
        copy_values(campaign, site, 6);
        if (site->row->remarks->category.name != NULL) change_category(campaign, site);
    }
    for (uint32_t i = 0; i < example->model->environment_count; i++) {
        const Environment *environment = &example->model->environments[i];
        if (environment->like < 0) continue;
        for (uint32_t j = 0; j < example->model->attribute_count; j++)
            change_attribute(campaign, environment, j);
        drop_difference(campaign, environment);
    }
}
