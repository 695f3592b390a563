/* test_arena.c - arenas, growing arrays, and running out of memory in the middle of both. */
#include "unit/unit.h"

enum { BLOCK = FAILING_BLOCK };

static bool is_zero(const unsigned char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) return false;
    }
    return true;
}

static void gives_zeroed_aligned_memory(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    for (size_t align = 1; align <= 4096; align *= 2) {
        for (size_t size = 1; size < 300; size += 37) {
            unsigned char *bytes = arena_alloc(&arena, size, align);
            assert_int_equal((uintptr_t)bytes % align, 0);
            assert_true(is_zero(bytes, size));
            memset(bytes, 0xff, size);
        }
    }
    arena_close(&arena);
}

/* Memory that a reset gave back is handed out again, and zeroed again. */
static void zeroes_after_a_reset(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    arena_alloc(&arena, 1, 1);
    ArenaMark mark = arena_mark(&arena);
    unsigned char *first = arena_alloc(&arena, 100, 8);
    memset(first, 0xff, 100);
    arena_reset(&arena, mark);
    unsigned char *second = arena_alloc(&arena, 100, 8);
    assert_ptr_equal(first, second);
    assert_true(is_zero(second, 100));
    arena_close(&arena);
}

static void gives_a_pointer_for_nothing(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    assert_non_null(arena_alloc(&arena, 0, 1));
    assert_non_null(arena_raw(&arena, 0, 16));
    arena_close(&arena);
}

static void takes_large_requests_as_blocks_of_their_own(void **state) {
    (void)state;
    Failing failing;
    failing_open(&failing, -1);
    Arena arena;
    arena_open(&arena, &failing.allocator);
    arena_alloc(&arena, 1, 1);
    assert_int_equal(failing.blocks, 1);
    assert_int_equal(arena.total, BLOCK);
    unsigned char *large = arena_alloc(&arena, 10 * BLOCK, 8);
    large[10 * BLOCK - 1] = 1;
    assert_int_equal(failing.blocks, 2);
    assert_true(arena.total >= 11 * BLOCK && arena.total < 11 * BLOCK + 200);
    arena_close(&arena);
    assert_int_equal(failing.blocks, 0);
    assert_int_equal(arena.total, 0);
}

static void falls_back_to_a_mark(void **state) {
    (void)state;
    Failing failing;
    failing_open(&failing, -1);
    Arena arena;
    arena_open(&arena, &failing.allocator);
    ArenaMark empty = arena_mark(&arena);
    char *kept = text_copy(&arena, TEXT("kept")).length == 4 ? arena.next : NULL;
    ArenaMark mark = arena_mark(&arena);
    for (int i = 0; i < 100; i++)
        arena_alloc(&arena, BLOCK / 4, 1);
    assert_true(failing.blocks > 10);
    arena_reset(&arena, mark);
    assert_int_equal(failing.blocks, 2); /* with a spare one */
    assert_ptr_equal(arena.next, kept);
    arena_reset(&arena, empty);
    assert_int_equal(failing.blocks, 1);
    assert_non_null(arena_alloc(&arena, 10, 1));
    arena_close(&arena);
    assert_int_equal(failing.blocks, 0);
}

/* What is made after a mark goes with it; another in its place is no second one of the same. */
static void takes_children_back(void **state) {
    (void)state;
    Failing failing;
    failing_open(&failing, -1);
    Arena arena;
    arena_open(&arena, &failing.allocator);
    Arena *before = arena_child(&arena);
    char *kept = arena_alloc(before, 10, 1);
    for (int i = 0; i < 3; i++) {
        ArenaMark mark = arena_mark(&arena);
        arena_alloc(arena_child(&arena), 10, 1);
        arena_close(arena_child(&arena));
        arena_reset(&arena, mark);
        assert_int_equal(failing.blocks, 2);
    }
    kept[0] = 'x';
    arena_close(&arena);
    assert_int_equal(failing.blocks, 0);
}

/* Where a loop of marks happens to stand at the end of a block, no turn asks for another one. */
static void keeps_a_spare_block(void **state) {
    (void)state;
    Failing failing;
    failing_open(&failing, -1);
    Arena arena;
    arena_open(&arena, &failing.allocator);
    arena_alloc(&arena, BLOCK / 2, 1);
    for (int i = 0; i < 1000; i++) {
        ArenaMark mark = arena_mark(&arena);
        arena_alloc(&arena, BLOCK / 2, 1);
        arena_reset(&arena, mark);
    }
    assert_int_equal(failing.before_failure, -3); /* two requests */
    arena_alloc(&arena, 8 * BLOCK, 1);
    assert_int_equal(failing.blocks, 3); /* the spare one is too small, and stays */
    arena_close(&arena);
    assert_int_equal(failing.blocks, 0);
}

static void grows_the_last_allocation_in_place(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    char *first = arena_grow(&arena, NULL, 0, 8, 8);
    memcpy(first, "12345678", 8);
    assert_ptr_equal(arena_grow(&arena, first, 8, 4000, 8), first);
    first[3999] = 'x';
    assert_ptr_equal(arena_grow(&arena, first, 4000, 10, 8), first);
    char *other = arena_alloc(&arena, 1, 1);
    char *moved = arena_grow(&arena, first, 4000, 5000, 8);
    assert_ptr_not_equal(moved, first);
    assert_memory_equal(moved, "12345678", 8);
    assert_int_equal(moved[3999], 'x');
    assert_int_equal(*other, 0);
    char *large = arena_grow(&arena, moved, 5000, 3 * BLOCK, 8);
    assert_memory_equal(large, "12345678", 8);
    arena_close(&arena);
}

static void arrays_keep_their_items(void **state) {
    (void)state;
    Arena arena;
    arena_open(&arena, &memory_standard);
    ARRAY(uint32_t) numbers = {0};
    ARRAY(char) letters = {0};
    for (uint32_t i = 0; i < 100000; i++) {
        array_push(&arena, &numbers, i * 3);
        if (i % 7 == 0) array_push(&arena, &letters, (char)('a' + i % 26));
    }
    assert_int_equal(numbers.count, 100000);
    assert_int_equal(letters.count, 14286);
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(numbers.items[i], i * 3);
    for (uint32_t i = 0; i < letters.count; i++) {
        assert_int_equal(letters.items[i], 'a' + i * 7 % 26);
    }
    arena_close(&arena);
}

static void absurd_requests_end_in_exhausted(void **state) {
    (void)state;
    Failing failing;
    failing_open(&failing, -1);
    Arena arena;
    arena_open(&arena, &failing.allocator);
    volatile int escapes = 0;
    if (setjmp(failing.escape) == 0)
        arena_raw(&arena, SIZE_MAX, 1);
    else
        escapes++;
    if (setjmp(failing.escape) == 0)
        arena_raw(&arena, SIZE_MAX - 100, 64);
    else
        escapes++;
    uint32_t capacity = UINT32_C(1) << 31;
    if (setjmp(failing.escape) == 0)
        array_grow(&arena, NULL, &capacity, 1, 1);
    else
        escapes++;
    assert_int_equal(escapes, 3);
    arena_close(&arena);
    assert_int_equal(failing.blocks, 0);
}

/* Work that needs memory in every way there is: arrays, maps, names, texts, writers. */
static void work(Arena *arena) {
    ARRAY(Text) texts = {0};
    Map map;
    Names names;
    Writer writer;
    map_open(&map, arena);
    names_open(&names, arena);
    writer_open(&writer, arena, SIZE_MAX);
    for (uint32_t i = 0; i < 3000; i++) {
        Text text = text_format(arena, "word number %u", i);
        array_push(arena, &texts, text);
        map_put(&map, text, &texts);
        writer_text(&writer, name_of(&names, text)->text);
    }
    text_join(arena, texts.items, texts.count, TEXT(", "));
}

/* Does the work with an allocator whose request number `before_failure` fails; all memory must come
 * back either way. True when there was no such request. */
static bool is_done_before_failure(int before_failure) {
    Failing failing;
    failing_open(&failing, before_failure);
    Arena arena;
    arena_open(&arena, &failing.allocator);
    volatile bool is_done = false;
    if (setjmp(failing.escape) == 0) {
        work(&arena);
        is_done = true;
    }
    arena_close(&arena);
    assert_int_equal(failing.blocks, 0);
    return is_done;
}

static void survives_every_failure(void **state) {
    (void)state;
    int failures = 0;
    while (!is_done_before_failure(failures))
        failures++;
    assert_true(failures > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(zeroes_after_a_reset),
        cmocka_unit_test(gives_a_pointer_for_nothing),
        cmocka_unit_test(takes_large_requests_as_blocks_of_their_own),
        cmocka_unit_test(falls_back_to_a_mark),
        cmocka_unit_test(takes_children_back),
        cmocka_unit_test(keeps_a_spare_block),
        cmocka_unit_test(grows_the_last_allocation_in_place),
        cmocka_unit_test(arrays_keep_their_items),
        cmocka_unit_test(absurd_requests_end_in_exhausted),
        cmocka_unit_test(survives_every_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
