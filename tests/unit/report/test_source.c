/* test_source.c - from byte offsets to lines and columns, and back to the text of a line. */
#include "unit/report/report_unit.h"

static void check_position(Fixture *fixture, uint32_t file, uint32_t offset, uint32_t line,
                           uint32_t column) {
    Position position = sources_position(&fixture->sources, file, offset);
    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
    assert_int_equal(position.offset, offset);
}

static void check_line(Fixture *fixture, uint32_t file, uint32_t line, const char *expected) {
    assert_text(sources_line(&fixture->sources, file, line), expected);
}

static void finds_lines_and_columns(void **state) {
    uint32_t file = sources_add(&((Fixture *)*state)->sources, TEXT("a"), TEXT("one\n\nthree"));
    check_position(*state, file, 0, 1, 1);
    check_position(*state, file, 2, 1, 3);
    check_position(*state, file, 3, 1, 4); /* the line feed itself */
    check_position(*state, file, 4, 2, 1);
    check_position(*state, file, 5, 3, 1);
    check_position(*state, file, 10, 3, 6); /* the end of a last line without a line feed */
    check_line(*state, file, 1, "one");
    check_line(*state, file, 2, "");
    check_line(*state, file, 3, "three");
    check_line(*state, file, 0, "");
    check_line(*state, file, 4, "");
}

static void ends_behind_the_last_line_feed(void **state) {
    uint32_t file = sources_add(&((Fixture *)*state)->sources, TEXT("a"), TEXT("one\n"));
    check_position(*state, file, 4, 2, 1);
    check_line(*state, file, 2, "");
    Position beyond = sources_position(&((Fixture *)*state)->sources, file, 99);
    assert_int_equal(beyond.offset, 4);
    assert_int_equal(beyond.line, 2);
}

static void passes_over_a_byte_order_mark(void **state) {
    uint32_t file = sources_add(&((Fixture *)*state)->sources, TEXT("a"),
                                TEXT("\xEF\xBB\xBF"
                                     "ab\nc"));
    check_position(*state, file, 0, 1, 1);
    check_position(*state, file, 2, 1, 1);
    check_position(*state, file, 3, 1, 1);
    check_position(*state, file, 4, 1, 2);
    check_position(*state, file, 6, 2, 1);
    check_line(*state, file, 1, "ab");
}

static void takes_crlf_as_one_line_end(void **state) {
    uint32_t file = sources_add(&((Fixture *)*state)->sources, TEXT("a"), TEXT("ab\r\n\r\nc\rd\r"));
    check_position(*state, file, 2, 1, 3);
    check_position(*state, file, 3, 1, 3); /* between CR and LF: still the end of the line */
    check_position(*state, file, 4, 2, 1);
    check_position(*state, file, 6, 3, 1);
    check_position(*state, file, 8, 3, 3);
    check_line(*state, file, 1, "ab");
    check_line(*state, file, 2, "");
    check_line(*state, file, 3, "c\rd\r"); /* a lone CR ends no line */
}

static void counts_code_points(void **state) {
    /* a, e with an accent (2 bytes), a CJK letter (3), an emoji (4), a tab, z */
    Text text = TEXT("a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x9A\x80\tz");
    uint32_t file = sources_add(&((Fixture *)*state)->sources, TEXT("a"), text);
    check_position(*state, file, 1, 1, 2);
    check_position(*state, file, 3, 1, 3);
    check_position(*state, file, 6, 1, 4);
    check_position(*state, file, 8, 1, 4); /* inside the emoji: where it begins */
    check_position(*state, file, 10, 1, 5);
    check_position(*state, file, 11, 1, 6);
    check_position(*state, file, 12, 1, 7);
}

static void knows_an_empty_file(void **state) {
    uint32_t file = sources_add(&((Fixture *)*state)->sources, TEXT("a"), TEXT(""));
    check_position(*state, file, 0, 1, 1);
    check_line(*state, file, 1, "");
    check_position(*state, 0, 0, 1, 1); /* the source of NO_SPAN */
}

static void gives_the_text_of_a_span(void **state) {
    Sources *sources = &((Fixture *)*state)->sources;
    uint32_t file = sources_add(sources, TEXT("a"), TEXT("one two"));
    assert_text(sources_text(sources, (Span){file, 4, 7}), "two");
    assert_int_equal(sources_text(sources, (Span){file, 9, 12}).length, 0);
    Span line = sources_line_span(sources, file, 1);
    assert_int_equal(line.start, 0);
    assert_int_equal(line.end, 7);
}

static void joins_spans(void **state) {
    (void)state;
    Span joined = span_join((Span){1, 8, 9}, (Span){1, 2, 4});
    assert_int_equal(joined.file, 1);
    assert_int_equal(joined.start, 2);
    assert_int_equal(joined.end, 9);
    assert_int_equal(span_join(NO_SPAN, (Span){1, 2, 4}).end, 4);
    assert_int_equal(span_join((Span){1, 2, 4}, NO_SPAN).file, 1);
    assert_int_equal(span_join((Span){1, 2, 4}, (Span){2, 0, 9}).end, 4);
    assert_int_equal(span_before((Span){1, 2, 4}).end, 2);
    assert_int_equal(span_after((Span){1, 2, 4}).start, 4);
}

/* Every offset of a large file, against a walk that counts by hand. */
static void agrees_with_a_walk(void **state) {
    Fixture *fixture = *state;
    Writer writer;
    writer_open(&writer, &fixture->arena, SIZE_MAX);
    for (uint32_t i = 0; i < 300; i++) {
        writer_repeat(&writer, 'x', i % 7);
        writer_char(&writer, '\n');
    }
    Text text = writer_done(&writer);
    uint32_t file = sources_add(&fixture->sources, TEXT("a"), text);
    uint32_t line = 1;
    uint32_t column = 1;
    for (uint32_t offset = 0; offset < text.length; offset++) {
        check_position(fixture, file, offset, line, column);
        column = text.bytes[offset] == '\n' ? 1 : column + 1;
        line += text.bytes[offset] == '\n';
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(finds_lines_and_columns),
        fixture_test(ends_behind_the_last_line_feed),
        fixture_test(passes_over_a_byte_order_mark),
        fixture_test(takes_crlf_as_one_line_end),
        fixture_test(counts_code_points),
        fixture_test(knows_an_empty_file),
        fixture_test(gives_the_text_of_a_span),
        cmocka_unit_test(joins_spans),
        fixture_test(agrees_with_a_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
