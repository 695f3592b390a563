/* specimen.h - one generated value: where it stands in a sink, what a reader must make of it there, and
 * whether the sink takes it at all. */
#ifndef RUNG_TESTS_SPECIMEN_H
#define RUNG_TESTS_SPECIMEN_H

#include "check/check.h"
#include "property/canonical.h"

typedef struct Specimen {
    uint32_t number; /* names it: `v12` */
    Text text;       /* or the literal of a number */
    bool is_number;
    uint32_t shape; /* in which it stands in the first sink; in the next sink, in the next shape */
} Specimen;

/* The specimen of a number and a seed. First comes every trap in every shape, then random ones. */
Specimen specimen_make(Arena *arena, uint64_t seed, uint32_t number);

/* Its parameter in a block of the sink. For SINK_INDEX a service of its own, and for SINK_RELEASE the same
 * service with the keys of a release. */
void specimen_write(Writer *out, const Specimen *specimen, SinkKind sink);
/* "as a key", "in a list": for a person. */
const char *specimen_shape(const Specimen *specimen, SinkKind sink);

/* The canonical tree of what is read: at `v12` in a sink of trees, as a whole of a release or an index. */
Text specimen_tree(Arena *arena, const Specimen *specimen, SinkKind sink, NumberForm form);
/* The key of the file at which it stands; in a sink of text also what is in it, and the text there. */
Text specimen_key(Arena *arena, const Specimen *specimen, SinkKind sink);
Text specimen_text(Arena *arena, const Specimen *specimen, SinkKind sink);
/* In the parameter store: is it a list? */
bool specimen_is_list(const Specimen *specimen, SinkKind sink);

/* The code with which the sink must refuse it; NULL where it must take it. Text that Terraform would
 * normalise counts as refused, though it is only warned about (refusal.c). */
const char *specimen_refusal(Arena *arena, const Specimen *specimen, SinkKind sink);
/* Does it stand where only a key does, and has another value? */
bool specimen_is_key(const Specimen *specimen, SinkKind sink);
/* What a number is as a decimal without an exponent; a text as it is. */
Text specimen_plain(Arena *arena, const Specimen *specimen);

#endif
