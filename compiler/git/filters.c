/* filters.c - no filter of a configuration, for a git that writes the index.
 *
 * Where a file was changed in the second in which the index was written, git looks at its content before it
 * writes the index again: through the program that an attribute and a configuration name for it. So every
 * variable of such a program is given as empty, which is none. Git then takes the file for one that may
 * have changed, and looks again when it is next asked. */
#include "git/repository.h"

/* What git takes apart at the first `=` cannot name a driver that has one. */
static bool is_sayable(Text name) {
    return !text_contains(name, TEXT("="));
}

bool filters_off(Git *git, const char *const *arguments, const char *const **out) {
    static const char *const question[] = {"config",       "--null",     "--name-only",
                                           "--get-regexp", "^filter\\.", NULL};
    Text names;
    ARRAY(const char *) list = {0};
    int status = repository_ask(git, question, &names);
    bool is_known = status == 0 || status == 1; /* 1: there are none */
    for (size_t start = 0, end; is_known && start < names.length; start = end + 1) {
        end = text_find(names, (Text){"", 1}, start);
        if (end == SIZE_MAX) end = names.length;
        Text name = text_slice(names, start, end);
        is_known = is_sayable(name);
        array_push(git->arena, &list, "-c");
        array_push(git->arena, &list, text_format(git->arena, "%.*s=", TEXT_ARGS(name)).bytes);
    }
    for (; *arguments != NULL; arguments++)
        array_push(git->arena, &list, *arguments);
    array_push(git->arena, &list, NULL);
    *out = list.items;
    return is_known;
}
