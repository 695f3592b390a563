/* test_comment.c - the diff as a comment on a pull request, read as GitHub reads it.
 *
 * Values that mean harm to a table, to a comment and to whoever reads it are put into a change; what
 * cmark-gfm makes of the comment must hold each of them as text in a code span and no markup but
 * ours. A change of three hundred services stays below the limit, whatever that is, and names what it
 * left out. */
#include "unit/unit.h"

#include "golden/golden.h"
#include "library/library.h"

#include <unistd.h>

/* --- Projects ------------------------------------------------------------------------------- */

static const char head[] = "strategy shop {\n  rung = \"0.1\"\n}\n\nladder dev -> prod\n\n"
                           "environments | dev           | prod {\n"
                           "  class      | nonproduction | production\n}\n\n";

static RungProject *open_source(Text source) {
    RungFile file = {"strategy.rung", source.bytes, source.length};
    RungProject *project = rung_open_memory(&file, 1, NULL);
    if (rung_check(project) != RUNG_OK)
        fail_msg("%s", rung_report(project, RUNG_REPORT_TEXT, NULL).bytes);
    return project;
}

/* Texts of a table, of HTML, of Markdown, and of GitHub. */
static const char *const hostile[] = {
    "a|b",
    "|",
    "||",
    "a\\|b",
    "`",
    "``",
    "a`b",
    "`|`",
    "\\",
    "\\`",
    "$(x)",
    " ",
    " a",
    "a ",
    "",
    "</details>",
    "<details open>",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "<!-- a",
    "-->",
    "&lt;",
    "&amp;",
    "&#124;",
    "@octocat",
    "#1",
    ":tada:",
    "[a](http://b.example)",
    "![a](b.png)",
    "**bold**",
    "_it_",
    "~~gone~~",
    "https://a.example/?b=c&d=e",
    "www.a.example",
    "a\nb",
    "a\n\n---\n\n# b",
    "\ta",
    "\r\n",
    "\x1b[31mred",
    "\xe2\x80\xae"
    "gpj.exe",
    "- a",
    "1. a",
    "> a",
    "| --- |",
    "\xf0\x9f\x98\x80",
    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
    "$a$",
    "$$a$$",
};

static void write_string(Writer *out, const char *text) {
    static const char digits[] = "0123456789abcdef";
    writer_char(out, '"');
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < ' ')
            writer_format(out, "\\u{%c%c}", digits[*at >> 4], digits[*at & 15]);
        else if (*at == '"' || *at == '\\')
            writer_format(out, "\\%c", *at);
        else if (*at == '$' && at[1] == '{')
            writer_string(out, "$$");
        else
            writer_char(out, *at);
    }
    writer_char(out, '"');
}

/* A stack whose paths and values are hostile; `mark` makes the two sides differ. */
static Text hostile_source(Arena *arena, const char *mark) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_format(&out, "%sstack web {\n  yaml {\n", head);
    for (size_t i = 0; i < COUNT(hostile); i++) {
        writer_format(&out, "    value%u = ", (unsigned)i);
        write_string(&out, hostile[i]);
        writer_format(&out, " + \"%s\"\n", mark);
    }
    writer_format(&out, "    labels.\"a|b`c</details>\" = \"%s\"\n", mark);
    writer_string(&out, "  }\n}\n");
    return writer_done(&out);
}

static Text many_services(Arena *arena, const char *mark) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    writer_string(&out, head);
    for (int i = 0; i < 300; i++) {
        writer_format(&out, "stack service%d {\n  yaml {\n", i);
        for (int k = 0; k < 6; k++)
            writer_format(&out, "    value%d = \"%s of service %d, a text of some length\"\n", k,
                          mark, i);
        writer_string(&out, "  }\n}\n");
    }
    return writer_done(&out);
}

static Text comment_of(Text old, Text new, size_t max_size, RungProject **after) {
    bool differs;
    RungText text;
    RungProject *before = open_source(old);
    *after = open_source(new);
    RungDiff request = {.base = before, .format = RUNG_DIFF_MARKDOWN, .max_size = max_size};
    assert_int_equal(rung_diff(*after, &request, &text, &differs), RUNG_OK);
    rung_close(before);
    return (Text){text.bytes, text.length};
}

/* --- HTML ----------------------------------------------------------------------------------- */

static bool has_reader(void) {
    return system("cmark-gfm --version > /dev/null 2>&1") == 0;
}

/* What GitHub makes of a comment: its own markup and tags that the comment brings. */
static Text render(Arena *arena, Text comment) {
    const char *directory = tree_scratch(arena), *in = tree_join(arena, directory, "in.md");
    tree_write(arena, in, comment);
    const char *command =
        text_format(arena,
                    "cmark-gfm --unsafe -e table -e autolink -e strikethrough -e tagfilter "
                    "'%s' > '%s/out.html'",
                    in, directory)
            .bytes;
    assert_int_equal(system(command), 0);
    Text html;
    assert_true(tree_read(arena, tree_join(arena, directory, "out.html"), &html));
    tree_remove(arena, directory);
    return html;
}

static uint32_t count_of(Text text, const char *part) {
    uint32_t count = 0;
    for (size_t at = 0; (at = text_find(text, text_of(part), at)) != SIZE_MAX; at++)
        count++;
    return count;
}

/* The name of the tag at `<`, without attributes. */
static Text tag_at(Text html, size_t at) {
    size_t start = at + 1 + (html.bytes[at + 1] == '/'), end = start;
    while (end < html.length && byte_is_letter(html.bytes[end]))
        end++;
    return text_slice(html, start, end);
}

static void check_tags(Text html) {
    static const char *const ours[] = {"p",  "strong", "details", "summary", "table", "thead", "tr",
                                       "th", "tbody",  "td",      "code",    "li",    "ul"};
    for (size_t at = 0; (at = text_find(html, TEXT("<"), at)) != SIZE_MAX; at++) {
        bool is_marker =
            text_starts_with(text_slice(html, at, html.length), TEXT("<!-- rung diff -->"));
        bool is_ours = is_marker;
        for (size_t i = 0; i < COUNT(ours) && !is_ours; i++)
            is_ours = text_equal(tag_at(html, at), text_of(ours[i]));
        if (!is_ours) fail_msg("%.*s", TEXT_ARGS(text_slice(html, at, at + 60)));
    }
    assert_int_equal(count_of(html, "<details"), count_of(html, "</details>"));
    assert_int_equal(count_of(html, "<table>"), count_of(html, "</table>"));
    assert_int_equal(count_of(html, "<code>"), count_of(html, "</code>"));
}

/* As it stands in HTML. */
static Text escape(Arena *arena, Text text) {
    Writer out;
    writer_open(&out, arena, SIZE_MAX);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '<')
            writer_string(&out, "&lt;");
        else if (byte == '>')
            writer_string(&out, "&gt;");
        else if (byte == '&')
            writer_string(&out, "&amp;");
        else if (byte == '"')
            writer_string(&out, "&quot;");
        else
            writer_char(&out, byte);
    }
    return writer_done(&out);
}

static void check_shown(Arena *arena, Text html, Text text) {
    Text code = text_format(arena, "<code>%.*s</code>", TEXT_ARGS(escape(arena, text)));
    if (!text_contains(html, code)) fail_msg("not shown: %.*s", TEXT_ARGS(code));
}

/* --- The tests ------------------------------------------------------------------------------ */

static void hostile_values_do_no_harm(void **state) {
    Arena *arena = *state;
    RungProject *after;
    Text comment = comment_of(hostile_source(arena, "1"), hostile_source(arena, "2"), 0, &after);
    for (size_t i = 0; i < comment.length;) {
        int32_t code_point = utf8_next(comment, &i);
        assert_true(code_point == '\n' || !utf8_is_unsafe(code_point));
    }
    if (!has_reader()) {
        printf("SKIP cmark-gfm is not installed\n");
        rung_close(after);
        skip();
    }
    Text html = render(arena, comment);
    check_tags(html);
    assert_int_equal(count_of(html, "<tr>"), COUNT(hostile) + 2);
    assert_int_equal(count_of(html, "<td>"), (COUNT(hostile) + 1) * 4);
    for (size_t i = 0; i < COUNT(hostile); i++)
        for (int side = 1; side <= 2; side++) {
            Text text = text_format(arena, "%s%d", hostile[i], side);
            check_shown(arena, html, value_show(arena, value_string(arena, text), SIZE_MAX));
        }
    check_shown(arena, html, TEXT("yaml.labels.\"a|b`c</details>\""));
    rung_close(after);
}

static void what_does_not_fit_is_named(void **state) {
    static const size_t sizes[] = {0, 65536, 20000, 5000, 2000};
    Arena *arena = *state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        RungProject *after;
        Text comment =
            comment_of(many_services(arena, "old"), many_services(arena, "new"), sizes[i], &after);
        assert_true(utf8_length(comment) <= (sizes[i] ? sizes[i] : 65536));
        assert_true(
            text_starts_with(comment, TEXT("<!-- rung diff -->\n**1800 values change in ")));
        assert_true(
            text_contains(comment, TEXT("Left out, because a comment has no room for more: ")));
        uint32_t sections = count_of(comment, "<details");
        assert_true(sections == count_of(comment, "</details>") && sections < 300);
        if (has_reader()) check_tags(render(arena, comment));
        rung_close(after);
    }
}

static void long_values_are_cut_where_they_differ(void **state) {
    Arena *arena = *state;
    Writer source[2];
    for (int side = 0; side < 2; side++) {
        writer_open(&source[side], arena, SIZE_MAX);
        writer_format(&source[side], "%sstack web {\n  yaml {\n    text = \"", head);
        writer_repeat(&source[side], 'a', 100000);
        writer_string(&source[side], side ? "new" : "old");
        writer_repeat(&source[side], 'b', 100000);
        writer_string(&source[side], "\"\n  }\n}\n");
    }
    RungProject *after;
    Text comment = comment_of(writer_done(&source[0]), writer_done(&source[1]), 0, &after);
    assert_true(comment.length < 2000);
    assert_true(text_contains(comment, TEXT("aold")) && text_contains(comment, TEXT("anew")));
    rung_close(after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_values_do_no_harm),
        cmocka_unit_test(what_does_not_fit_is_named),
        cmocka_unit_test(long_values_are_cut_where_they_differ),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
