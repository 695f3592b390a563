/* credential.h - the walk over all credentials of a text; private to this layer. */
#ifndef RUNG_REPORT_CREDENTIAL_H
#define RUNG_REPORT_CREDENTIAL_H

#include "base/base.h"

/* What stands in for a credential wherever something is shown. */
#define CREDENTIAL_MASK "(hidden)"

typedef struct Credential {
    size_t start, end;
    const char *what; /* "an AWS access key" */
} Credential;

typedef enum ByteClass {
    CLASS_NOTHING,
    CLASS_DIGIT,   /* 0-9 */
    CLASS_CAPITAL, /* A-Z 0-9 */
    CLASS_HEX,     /* a-f A-F 0-9 */
    CLASS_LETTER,  /* A-Z a-z 0-9 */
    CLASS_NAME,    /* the same and _ */
    CLASS_WORD,    /* the same and _ - */
    CLASS_BASE64   /* letters, digits and + / */
} ByteClass;

bool credential_is_in(char byte, ByteClass byte_class);
/* How many bytes of the class stand at `from`, at most `most`. */
size_t credential_run(Text text, size_t from, ByteClass byte_class, size_t most);
/* Whether digits, capitals and small letters mix, as they do in what a machine made: at least two
 * of the three. Words, `xxxx` and `0000` do not. */
bool credential_is_mixed(Text text);

/* The forms that no row of credential.def can say (credential_form.c). Each looks at one place. */
bool credential_url_password(Text text, size_t colon, Credential *out);
bool credential_private_key(Text text, size_t dash, Credential *out);
bool credential_aws_secret(Text text, size_t letter, Credential *out);

/* The first credential that starts at `from` or later; false when there is none. */
bool credential_next(Text text, size_t from, Credential *out);

#endif
