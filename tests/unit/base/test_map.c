/* test_map.c - maps, hashes and interned names. */
#include "unit/unit.h"

/* Every size from one entry to a table that has doubled many times. */
static void finds_what_was_put(void **state) {
    static int values[5000];
    Map map;
    map_open(&map, *state);
    assert_null(map_get(&map, TEXT("key 0")));
    for (int i = 0; i < 5000; i++) {
        Text key = text_format(*state, "key %d", i);
        assert_null(map_get(&map, key));
        map_put(&map, key, &values[i]);
        assert_ptr_equal(map_get(&map, key), &values[i]);
        assert_int_equal(map.entries.count, i + 1);
    }
    for (int i = 0; i < 5000; i++) {
        Text key = text_format(*state, "key %d", i);
        assert_ptr_equal(map_get(&map, key), &values[i]);
        assert_text(map.entries.items[i].key, text_c(*state, key));
    }
    assert_null(map_get(&map, TEXT("key 5000")));
}

static void replaces_in_place(void **state) {
    int one, two;
    Map map;
    map_open(&map, *state);
    map_put(&map, TEXT("a"), &one);
    map_put(&map, TEXT("b"), &one);
    map_put(&map, TEXT("a"), &two);
    assert_int_equal(map.entries.count, 2);
    assert_ptr_equal(map_get(&map, TEXT("a")), &two);
    assert_text(map.entries.items[0].key, "a");
    void **place = map_at(&map, TEXT("c"));
    assert_null(*place);
    *place = &one;
    assert_ptr_equal(map_get(&map, TEXT("c")), &one);
    assert_ptr_equal(map_at(&map, TEXT("b")), &map.entries.items[1].value);
}

static void takes_any_bytes_as_keys(void **state) {
    int one, two, three;
    Map map;
    map_open(&map, *state);
    map_put(&map, TEXT(""), &one);
    map_put(&map, TEXT("a\0b"), &two);
    map_put(&map, TEXT("a\0c"), &three);
    assert_ptr_equal(map_get(&map, (Text){NULL, 0}), &one);
    assert_ptr_equal(map_get(&map, TEXT("a\0b")), &two);
    assert_ptr_equal(map_get(&map, TEXT("a\0c")), &three);
    assert_null(map_get(&map, TEXT("a")));
}

/* The values that `xxhsum -H3` and `xxhsum -H2` print: fingerprints must never change. */
static void hashes_as_xxhsum_does(void **state) {
    assert_true(hash_text(TEXT("")) == UINT64_C(0x2d06800538d394c2));
    assert_true(hash_text((Text){NULL, 0}) == UINT64_C(0x2d06800538d394c2));
    assert_true(hash_text(TEXT("rung")) == UINT64_C(0xa98692bdfb5ba9e3));
    assert_text(hash_hex(*state, hash_128(TEXT(""))), "99aa06d3014798d86001c324468d497f");
    assert_text(hash_hex(*state, hash_128(TEXT("rung"))), "8adf6337045f7197f6f95b905a7df74c");
    assert_text(hash_hex(*state, (Hash128){.high = 1, .low = 0xab}),
                "000000000000000100000000000000ab");
}

static void interns_a_word_once(void **state) {
    Names names;
    names_open(&names, *state);
    char buffer[] = "word";
    assert_null(name_find(&names, TEXT("word")));
    const Name *name = name_of(&names, (Text){buffer, 4});
    buffer[0] = 'x';
    assert_text(name->text, "word");
    assert_true(name->hash == hash_text(TEXT("word")));
    assert_ptr_equal(name_of(&names, TEXT("word")), name);
    assert_ptr_equal(name_find(&names, TEXT("word")), name);
    assert_ptr_not_equal(name_of(&names, TEXT("words")), name);
    assert_int_equal(names.count, 2);
}

/* Names do not move when the table grows. */
static void keeps_names_while_growing(void **state) {
    static const Name *seen[20000];
    Names names;
    names_open(&names, *state);
    for (int i = 0; i < 20000; i++)
        seen[i] = name_of(&names, text_format(*state, "n%d", i));
    assert_int_equal(names.count, 20000);
    for (int i = 0; i < 20000; i++) {
        Text text = text_format(*state, "n%d", i);
        assert_ptr_equal(name_of(&names, text), seen[i]);
        assert_text(seen[i]->text, text_c(*state, text));
    }
    assert_int_equal(names.count, 20000);
}

static void knows_reserved_words(void **state) {
    Names names;
    names_open(&names, *state);
    const Name *before = name_of(&names, TEXT("true"));
    assert_int_equal(before->keyword, 0);
    name_reserve(&names, TEXT("true"), 7);
    name_reserve(&names, TEXT("none"), 8);
    assert_int_equal(before->keyword, 7);
    assert_int_equal(name_of(&names, TEXT("none"))->keyword, 8);
    assert_int_equal(name_of(&names, TEXT("nones"))->keyword, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_put),      cmocka_unit_test(replaces_in_place),
        cmocka_unit_test(takes_any_bytes_as_keys), cmocka_unit_test(hashes_as_xxhsum_does),
        cmocka_unit_test(interns_a_word_once),     cmocka_unit_test(keeps_names_while_growing),
        cmocka_unit_test(knows_reserved_words),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
