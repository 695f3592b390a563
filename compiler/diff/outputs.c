/* outputs.c - the outputs of two sides, path by path.
 *
 * Both lists are in order of their paths, so that one walk over both finds what belongs together. */
#include "diff/compare.h"

OutputPairs output_pairs(const DiffSide *old, const DiffSide *new) {
    OutputPairs pairs = {0};
    if (old->plan) pairs.old = plan_outputs(old->plan, &pairs.old_count);
    if (new->plan) pairs.new = plan_outputs(new->plan, &pairs.new_count);
    return pairs;
}

bool output_pairs_next(OutputPairs *pairs, const Output **old, const Output **new) {
    const Output *before = pairs->old_count ? pairs->old : NULL;
    const Output *after = pairs->new_count ? pairs->new : NULL;
    int order = !before ? 1 : !after ? -1 : text_compare(before->path, after->path);
    *old = order <= 0 ? before : NULL;
    *new = order >= 0 ? after : NULL;
    if (*old) pairs->old++, pairs->old_count--;
    if (*new) pairs->new ++, pairs->new_count--;
    return *old || *new;
}
