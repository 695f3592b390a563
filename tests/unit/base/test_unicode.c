/* test_unicode.c - decoding, widths, clusters, normal form, and what must not be seen raw. */
#include "unit/unit.h"

static void decodes_every_code_point(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    for (int32_t code_point = 0; code_point <= 0x10ffff;
         code_point += code_point < 0x3000 ? 1 : 97) {
        if (code_point >= 0xd800 && code_point <= 0xdfff) continue;
        ArenaMark mark = arena_mark(&arena);
        Writer writer;
        writer_open(&writer, &arena, SIZE_MAX);
        utf8_write(&writer, code_point);
        size_t at = 0;
        assert_int_equal(utf8_next(writer_done(&writer), &at), code_point);
        assert_int_equal(at, writer.length);
        assert_true(utf8_check(writer_done(&writer)) == SIZE_MAX);
        arena_reset(&arena, mark);
    }
    arena_close(&arena);
}

static void refuses_what_is_no_utf8(void **state) {
    (void)state;
    static const Text invalid[] = {
        {"\x80", 1},             /* a continuation on its own */
        {"\xbf", 1},             /* the last of them */
        {"\xc0\x80", 2},         /* overlong NUL */
        {"\xc1\xbf", 2},         /* overlong DEL */
        {"\xe0\x9f\xbf", 3},     /* overlong U+07FF */
        {"\xf0\x8f\xbf\xbf", 4}, /* overlong U+FFFF */
        {"\xed\xa0\x80", 3},     /* the first surrogate */
        {"\xed\xbf\xbf", 3},     /* the last one */
        {"\xf4\x90\x80\x80", 4}, /* U+110000 */
        {"\xf5\x80\x80\x80", 4}, /* beyond */
        {"\xff", 1},             /* no first byte */
        {"\xc3", 1},             /* cut after one of two */
        {"\xe2\x82", 2},         /* cut after two of three */
        {"\xf0\x9f\x8e", 3},     /* cut after three of four */
        {"\xc3(", 2},            /* no continuation */
        {"\xe2(\xa1", 3},        /* none in the middle */
        {"\xe2\x82\xc3", 3},     /* none at the end */
    };
    for (size_t i = 0; i < COUNT(invalid); i++) {
        size_t at = 0;
        assert_int_equal(utf8_next(invalid[i], &at), UTF8_INVALID);
        assert_int_equal(at, 1);
        assert_int_equal(utf8_check(invalid[i]), 0);
    }
}

static void finds_the_first_invalid_byte(void **state) {
    (void)state;
    assert_true(utf8_check((Text){NULL, 0}) == SIZE_MAX);
    assert_true(utf8_check(TEXT("plain text of more than eight bytes, é too, 漢🎉")) == SIZE_MAX);
    for (size_t i = 0; i < 40; i++) {
        char text[] = "0123456789012345678901234567890123456789";
        text[i] = '\xff';
        assert_int_equal(utf8_check((Text){text, 40}), i);
    }
    assert_int_equal(utf8_check(TEXT("ab\xc3\xa9\xc3")), 4);
}

static void measures(void **state) {
    (void)state;

    static const struct {
        const char *text;
        size_t length, width, graphemes;
    } rows[] = {
        {"", 0, 0, 0},
        {"abc", 3, 3, 3},
        {"a\tb\n", 4, 2, 4},
        {"a\r\nb", 4, 2, 3},
        {"\x1b[0m", 4, 3, 4},
        {"é", 1, 1, 1},
        {"e\u0301", 2, 1, 1},
        {"e\u0301\u0323x", 4, 2, 2},
        {"漢字", 2, 4, 2},
        {"한글", 2, 4, 2},
        {"\u1112\u1161\u11ab", 3, 2, 1},
        {"ｆｕ", 2, 4, 2},
        {"🎉", 1, 2, 1},
        {"👨\u200d👩\u200d👧", 5, 2, 1},
        {"👍🏽", 2, 2, 1},
        {"🇩🇪🇫🇷", 4, 4, 2},
        {"❤\ufe0f", 2, 2, 1},
        {"1\ufe0f\u20e3", 3, 2, 1},
        {"नि", 2, 1, 1},
        {"a🎉b", 3, 4, 3},
        {"\u200b", 1, 0, 1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Text text = text_of(rows[i].text);
        assert_row(utf8_length(text) == rows[i].length, rows[i].text);
        assert_row(utf8_width(text) == rows[i].width, rows[i].text);
        assert_row(utf8_graphemes(text) == rows[i].graphemes, rows[i].text);
    }
    assert_int_equal(utf8_width(TEXT("a\xff")), 2);
}

static void steps_over_clusters(void **state) {
    (void)state;
    Text text = TEXT("ae\u0301漢\n");
    size_t at = 0;
    assert_int_equal(utf8_cluster(text, &at), 1);
    assert_int_equal(at, 1);
    assert_int_equal(utf8_cluster(text, &at), 1);
    assert_int_equal(at, 4);
    assert_int_equal(utf8_cluster(text, &at), 2);
    assert_int_equal(at, 7);
    assert_int_equal(utf8_cluster(text, &at), 0);
    assert_int_equal(at, 8);
}

static void knows_normal_form_c(void **state) {
    (void)state;

    static const struct {
        const char *text;
        bool is_nfc;
    } rows[] = {
        {"", true},
        {"plain\r\n", true},
        {"é", true},
        {"e\u0301", false},
        {"x\u0301", true},        /* nothing composed of these exists */
        {"\u1ea5", true},         /* ấ: composed twice */
        {"\u00e2\u0301", false},  /* composed once */
        {"a\u0323\u0302", false}, /* in order, not composed */
        {"a\u0302\u0323", false}, /* out of order */
        {"x\u0302\u0323", false}, /* out of order, without a composition */
        {"x\u0323\u0302", true},
        {"\u212b", false},       /* the sign for ångström is the letter */
        {"\u2126", false},       /* the one for ohm is omega */
        {"\u0958", false},       /* excluded from composition */
        {"\u0915\u093c", true},  /* what it decomposes to */
        {"\u09c7\u09be", false}, /* two vowel signs that compose */
        {"한", true},
        {"\u1112\u1161\u11ab", false}, /* the same, from its parts */
        {"\ud558\u11ab", false},       /* and from two */
        {"\ufb01", true},              /* a ligature is only a compatibility form */
        {"漢字 and 👨\u200d👩\u200d👧", true},
        {"fine é, then e\u0301", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_row(utf8_is_nfc(text_of(rows[i].text)) == rows[i].is_nfc, rows[i].text);
    }
}

/* More marks than the buffer holds: an answer, and no overrun. */
static void survives_endless_clusters(void **state) {
    (void)state;
    char text[1201] = "x";
    for (size_t i = 1; i < 1201; i += 2)
        memcpy(text + i, "\u0301", 2);
    assert_int_equal(utf8_graphemes((Text){text, 1201}), 1);
    assert_false(utf8_is_nfc((Text){text, 1201}));
    assert_true(utf8_is_nfc((Text){text, 401}));
}

static void knows_what_is_unsafe(void **state) {
    (void)state;
    static const int32_t unsafe[] = {0,      0x09,   0x0a,   0x1f,   0x7f,    0x80,
                                     0x9f,   0xa0,   0xad,   0x200b, 0x200f,  0x2028,
                                     0x202e, 0x2060, 0x2064, 0x2066, 0x2069,  0xfdd0,
                                     0xfdef, 0xfeff, 0xfffe, 0xffff, 0x1fffe, 0x10ffff};
    static const int32_t safe[] = {0x20,   0x7e,   0xa1,   0xac,   0xae,    0xe9,    0x200a,
                                   0x2010, 0x2027, 0x202f, 0x205f, 0x2065,  0x206a,  0xfdcf,
                                   0xfdf0, 0xfefe, 0xff00, 0xfffd, 0x10000, 0x1f389, 0x10fffd};
    for (size_t i = 0; i < COUNT(unsafe); i++)
        assert_true(utf8_is_unsafe(unsafe[i]));
    for (size_t i = 0; i < COUNT(safe); i++)
        assert_false(utf8_is_unsafe(safe[i]));
}

static void folds_names(void **state) {
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"", ""},
        {"deploy/prod.yaml", "deploy/prod.yaml"},
        {"Deploy/PROD.yaml", "deploy/prod.yaml"},
        {"caf\xc3\xa9", "cafe\xcc\x81"},
        {"CAFE\xcc\x81", "cafe\xcc\x81"},
        {"stra\xc3\x9f"
         "e",
         "strasse"},
        {"\xe2\x84\xaa", "k"}, /* the Kelvin sign */
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(text_equal(utf8_folded(*state, text_of(rows[i].text)), text_of(rows[i].folded)),
                   rows[i].text);
    Text same = TEXT("a-z_0.9/");
    assert_ptr_equal(utf8_folded(*state, same).bytes, same.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_every_code_point),
        cmocka_unit_test(refuses_what_is_no_utf8),
        cmocka_unit_test(finds_the_first_invalid_byte),
        cmocka_unit_test(measures),
        cmocka_unit_test(steps_over_clusters),
        cmocka_unit_test(knows_normal_form_c),
        cmocka_unit_test(folds_names),
        cmocka_unit_test(survives_endless_clusters),
        cmocka_unit_test(knows_what_is_unsafe),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
