/* mutants_name.c - breaking P0010: what is written for one environment names another. */
#include "property/mutants.h"

/* The ways to put a name into a text; the first that its type accepts is taken. */
static Text name_in(const Example *example, Arena *arena, const Param *param, Text value,
                    Text name) {
    static const char *const forms[] = {"%.*s.%.*s", "%.*s-%.*s", "%.*s/%.*s"};
    const Type *type = matrix_type(example->matrix, param);
    for (size_t i = 0; i < 2 * COUNT(forms); i++) {
        size_t hole = strlen("%.*s");
        char mark = forms[i / 2][hole];
        Text left = i % 2 == 0 ? value : name, right = i % 2 == 0 ? name : value;
        Text text = text_format(arena, "%.*s%c%.*s", TEXT_ARGS(left), mark, TEXT_ARGS(right));
        const Value *accepted;
        Text problem;
        bool is_last_label = mark == '.' && i % 2 == 0;
        if (is_last_label ||
            !type_accepts(arena, type, value_string(arena, text), &accepted, &problem))
            continue;
        return text;
    }
    return TEXT("");
}

/* The value that an environment has, with the name of another beside it, as a cell of its own. */
static void name_another(Campaign *campaign, const RowSite *site, uint32_t environment,
                         uint32_t other) {
    const Example *example = campaign->example;
    const Value *value = matrix_value(example->matrix, site->params.items[0], environment);
    if (value == NULL || value->kind != VALUE_STRING) return;
    Mutant mutant = mutant_open(campaign, 10, SEVERITY_WARNING, site->row->span);
    Text text = name_in(example, &campaign->scratch, site->params.items[0], value->text,
                        example->model->environments[other].name->text);
    if (text.length == 0) return;
    mutant.marker = edit_spell(&campaign->scratch, value_string(&campaign->scratch, text));
    Text own = example->model->environments[environment].name->text;
    if (edit_cell(&mutant, site, own, mutant.marker)) mutant_run(&mutant);
}

/* A cell of the table of environments, likewise. */
static void name_in_attribute(Campaign *campaign, const Cell *cell, Text name) {
    if (cell->kind != CELL_VALUE || cell->value->kind != EXPRESSION_STRING) return;
    Mutant mutant = mutant_open(campaign, 10, SEVERITY_WARNING, cell->span);
    mutant_expect(&mutant, cell->span);
    mutant_insert(&mutant, cell->span.file, cell->span.end - 1,
                  text_format(&campaign->scratch, "-%.*s", TEXT_ARGS(name)));
    mutant_run(&mutant);
}

/* Every cell of one environment gets the names of all others in turn. */
static void name_in_matrix(Campaign *campaign, const Declaration *matrix) {
    const Model *model = campaign->example->model;
    for (uint32_t i = 0; i < matrix->as.matrix.row_count; i++) {
        const AttributeRow *row = &matrix->as.matrix.rows[i];
        bool is_free = row->type == NULL || row->type->kind != TYPE_ENUM;
        for (uint32_t j = 0; is_free && j < row->cell_count; j++) {
            const Words *column = &matrix->as.matrix.columns[j].environments;
            for (uint32_t k = 0; column->count == 1 && k < model->environment_count; k++) {
                Text name = model->environments[k].name->text;
                if (!text_equal(name, column->items[0].name->text))
                    name_in_attribute(campaign, &row->cells[j], name);
            }
        }
    }
}

void mutate_names(Campaign *campaign) {
    const Example *example = campaign->example;
    uint32_t count = example->model->environment_count;
    for (uint32_t i = 0; i < example->sites.rows.count; i++)
        for (uint32_t own = 0; own < count; own++)
            for (uint32_t other = 0; other < count; other++)
                if (own != other) name_another(campaign, &example->sites.rows.items[i], own, other);
    for (uint32_t i = 0; i < example->model->program->matrices.count; i++)
        name_in_matrix(campaign, example->model->program->matrices.items[i]);
}
