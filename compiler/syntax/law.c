/* law.c - the laws by their names, as grammar/laws.def has them. What a law means is for later
 * layers; here it is a word that may stand behind a type and in a category. */
#include "syntax/syntax.h"

#define SPELLED(name)                                                                              \
    { (name), sizeof(name) - 1 }

static const struct {
    Text name;
    const char *purpose;
} laws[] = {

#define LAW(kind, name, meaning, fits) [LAW_##kind] = {SPELLED(name), fits},
#include "laws.def"
#undef LAW
};

bool law_find(Text word, Law *out) {
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        if (!text_equal(word, laws[i].name)) continue;
        *out = (Law)i;
        return true;
    }
    return false;
}

Text law_name(Law law) {
    return laws[law].name;
}

const char *law_purpose(Law law) {
    return laws[law].purpose;
}
