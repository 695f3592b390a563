/* test_writer.c - growing text, its limit, and JSON strings. */
#include "unit/unit.h"

static void writes_in_order(void **state) {
    Writer writer;
    writer_open(&writer, *state, SIZE_MAX);
    assert_text(writer_done(&writer), "");
    writer_text(&writer, TEXT("a"));
    writer_text(&writer, (Text){NULL, 0});
    writer_string(&writer, "b\n");
    writer_string(&writer, NULL);
    writer_char(&writer, 'c');
    writer_repeat(&writer, ' ', 3);
    writer_repeat(&writer, 'x', 0);
    writer_format(&writer, "%s=%d", "d", 4);
    assert_text(writer_done(&writer), "ab\nc   d=4");
    assert_false(writer.is_full);
}

/* Other allocations between the writes keep it from growing in place. */
static void keeps_what_it_wrote_while_growing(void **state) {
    Writer writer;
    writer_open(&writer, *state, SIZE_MAX);
    for (int i = 0; i < 20000; i++) {
        writer_format(&writer, "%05d,", i);
        if (i % 100 == 0) arena_alloc(*state, 10, 1);
    }
    Text text = writer_done(&writer);
    assert_int_equal(text.length, 120000);
    for (int i = 0; i < 20000; i++) {
        assert_int_equal(strtol(text.bytes + 6 * (size_t)i, NULL, 10), i);
    }
}

static void formats_long_texts(void **state) {
    Writer writer;
    writer_open(&writer, *state, SIZE_MAX);
    for (int width = 254; width < 259; width++) {
        size_t before = writer.length;
        writer_format(&writer, "%*d", width, 7);
        assert_int_equal(writer.length - before, width);
        assert_int_equal(writer.bytes[writer.length - 1], '7');
        assert_int_equal(writer.bytes[before], ' ');
    }
}

/* A text that does not fit is left out whole, and so is everything behind it. */
static void stops_at_its_limit(void **state) {
    Writer writer;
    writer_open(&writer, *state, 5);
    writer_string(&writer, "abcd");
    writer_char(&writer, 'e');
    assert_false(writer.is_full);
    assert_text(writer_done(&writer), "abcde");
    writer_char(&writer, 'f');
    assert_true(writer.is_full);
    assert_text(writer_done(&writer), "abcde");

    writer_open(&writer, *state, 5);
    writer_string(&writer, "abc");
    writer_string(&writer, "def");
    assert_true(writer.is_full);
    writer_string(&writer, "g");
    writer_repeat(&writer, 'h', SIZE_MAX);
    assert_text(writer_done(&writer), "abc");
}

static void check_json(Arena *arena, Text text, const char *expected) {
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    writer_json(&writer, text);
    assert_text(writer_done(&writer), expected);
}

static void escapes_json(void **state) {
    check_json(*state, TEXT(""), "\"\"");
    check_json(*state, TEXT("plain text / here"), "\"plain text / here\"");
    check_json(*state, TEXT("\"\\"), "\"\\\"\\\\\"");
    check_json(*state, TEXT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    check_json(*state, TEXT("\0a\x1f"), "\"\\u0000a\\u001f\"");
    check_json(*state, TEXT("\x7f"), "\"\\u007f\"");
    check_json(*state, TEXT("\xc2\x80\xc2\x9f\u00a0"), "\"\\u0080\\u009f\\u00a0\"");
    check_json(*state, TEXT("\u2027\u2028\u2029\u202e"), "\"\u2027\\u2028\\u2029\\u202e\"");
    check_json(*state, TEXT("\U0001fffe\U0001f600"), "\"\\ud83f\\udffe\U0001f600\"");
    check_json(*state, TEXT("a\xff\xc3z"), "\"a\\ufffd\\ufffdz\"");
    check_json(*state, TEXT("é漢🎉"), "\"é漢🎉\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_in_order),    cmocka_unit_test(keeps_what_it_wrote_while_growing),
        cmocka_unit_test(formats_long_texts), cmocka_unit_test(stops_at_its_limit),
        cmocka_unit_test(escapes_json),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
