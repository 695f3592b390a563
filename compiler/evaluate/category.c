/* category.c - the category of a row that states none: that of what it refers to.
 *
 * A row whose value is nothing but references differs exactly where what it refers to differs, and
 * for the same reason; so it takes that reason. `EXPR@ENV` is such a reference too. A row that has
 * any other value, be it in one environment, has to state its own. */
#include "evaluate/reference.h"

static const Category *infer(Matrix *matrix, const Param *param);

/* What the value of a statement in an environment refers to; NULL when it is no bare reference. */
static const Param *referred(Matrix *matrix, const Param *param, uint32_t environment) {
    Origin origin;
    if (!param_origin(matrix->model, param, environment, &origin) || origin.value == NULL)
        return NULL;
    Frame frame = param_frame(matrix, param, environment);
    uint32_t read_in = environment;
    return reference_param(&frame, origin.value, &read_in);
}

/* One reference deeper. A chain beyond the limit had no value, so nothing is asked of its reason. */
static const Category *infer_below(Matrix *matrix, const Param *param) {
    if (matrix->depth == DEPTH_LIMIT) return NULL;
    matrix->depth++;
    const Category *category = infer(matrix, param);
    matrix->depth--;
    return category;
}

/* The category of the first reference, if everything that counts is a reference. Where nothing
 * was found there is nothing to say. */
static const Category *search(Matrix *matrix, const Param *param) {
    const Category *category = NULL;
    for (uint32_t i = 0; i < matrix->width; i++) {
        if (!set_has(&param->sink->environments, i)) continue;
        if (!matrix_is_stated(matrix, param, i)) continue;
        const Param *source = referred(matrix, param, i);
        if (source == NULL) return NULL;
        if (category == NULL) category = infer_below(matrix, source);
    }
    return category;
}

/* Guarded against circles: two rows that refer to each other have no category from that. */
static const Category *infer(Matrix *matrix, const Param *param) {
    Row *row = row_open(matrix, param);
    if (param->category != NULL || row->is_inferring) return row->category;
    row->is_inferring = true;
    if (row->may_refer) row->category = search(matrix, param);
    return row->category;
}

/* Rows without a reference among their values, which most are, have the category that they state. */
void categories_infer(Matrix *matrix) {
    for (uint32_t i = 0; i < matrix->referring.count; i++)
        infer(matrix, matrix->referring.items[i]);
}
