/* sort.h - the one sort of this layer; private to it. */
#ifndef RUNG_REPORT_SORT_H
#define RUNG_REPORT_SORT_H

#include "base/base.h"

typedef int Compare(const void *left, const void *right);

/* Sorts pointers; items that compare equal stay in their order. */
void sort_items(Arena *arena, void **items, size_t count, Compare *compare);

#endif
