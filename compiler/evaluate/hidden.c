/* hidden.c - what no report may show. */
#include "evaluate/evaluate.h"

bool value_has_credential(const Value *value) {
    size_t start, end;
    const char *what;
    if (value->kind == VALUE_STRING) return credential_find(value->text, &start, &end, &what);
    for (uint32_t i = 0; i < value->count && value->kind == VALUE_LIST; i++)
        if (value_has_credential(value->as.items[i])) return true;
    for (uint32_t i = 0; i < value->count && value->kind == VALUE_MAP; i++)
        if (value_has_credential(value->as.pairs[i].value)) return true;
    return false;
}

bool matrix_is_hidden(const Matrix *matrix, const Param *param, uint32_t environment) {
    if (matrix_flags(matrix, param, environment) & CELL_IS_SENSITIVE) return true;
    const Value *value = matrix_value(matrix, param, environment);
    return value != NULL && value_has_credential(value);
}
