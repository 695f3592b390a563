/* test_grammar.c - rung.ebnf is the grammar: what the parser accepts and what the grammar accepts
 * are the same files, both ways.
 *
 * Asked are every source of the project, random sentences of the grammar, and many thousands of
 * mutants of both, in which a token is deleted, doubled, moved or replaced. A disagreement is
 * shrunk and shown. All of it is seeded: two runs test the same. */
#include "grammar/corpus.h"
#include "grammar/grammar.h"
#include "unit/unit.h"

enum {
    SENTENCES = 2500,
    DEPTH_MAX = 22, /* of the rules of a sentence */
    MUTANTS = 50000,
    CHANGES_MAX = 2, /* of one mutant */
    TOKENS_MIN = 4,
    TOKENS_MAX = 1200
};

/* What every test here needs. `keep` lives as long as the program, `scratch` for one case. */
typedef struct Bench {
    Arena keep;
    Arena scratch;
    ArenaMark mark;
    const Grammar *grammar;
    Earley *earley;
    Corpus sources; /* that parse, sentences among them */
    bool is_strict; /* the parser has no excuse: tokens are good and rows as long as they must be */
} Bench;

/* --- Verdicts ------------------------------------------------------------------------------- */

typedef enum Verdict { VERDICT_ACCEPTS, VERDICT_REJECTS, VERDICT_NONE } Verdict;

/* Findings about single tokens: the grammar begins where tokens are whole, so it has no say. */
static bool is_lexical(Code code) {
    static const Code codes[] = {
        CODE_S0002, /* the size of the file */
        CODE_S0003, /* its encoding */
        CODE_S0004, /* conflict markers */
        CODE_S0005, /* characters that are in no token */
        CODE_S0006, /* strings without end, also inside of `${ }` */
        CODE_S0007, /* text blocks without end */
        CODE_S0008, /* the layout of text blocks */
        CODE_S0009, /* escapes in strings */
        CODE_S0010, /* the shape of numbers */
        CODE_S0011, /* their units */
        CODE_S0012, /* days that no calendar has */
        CODE_S0013, /* networks that are none */
        CODE_S0014, /* the length of digests */
        CODE_S0015, /* `//` and `/ *` */
        CODE_S0016, /* heredocs */
        CODE_S0017, /* text without quotes */
        CODE_S0019, /* operators without spaces */
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i] == code) return true;
    return false;
}

/* Findings that no context-free grammar can have: the parser demands more than the grammar. */
static bool is_contextual(Code code) {
    static const Code codes[] = {
        CODE_S0024, /* `null` and `nil` are names like others */
        CODE_S0031, /* a row has as many cells as its table has columns */
        CODE_S0034, /* nesting has a limit */
        CODE_S0039, /* `${ }` inside a string is no token of its own */
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i] == code) return true;
    return false;
}

/* True where the place is inside a string: what stands in `${ }` is no token of the file. */
static bool is_in_string(const Tree *tree, uint32_t offset) {
    for (uint32_t i = 0; i < tree->token_count; i++) {
        const Token *token = &tree->tokens[i];
        if (offset > token->start && offset < token->start + token->length)
            return token->kind == TOKEN_STRING || token->kind == TOKEN_BLOCK;
    }
    return false;
}

/* No verdict where a token is to blame, or where the parser has nothing but demands of its own. */
static Verdict parser_verdict(const Bench *bench, Arena *arena, Text text) {
    Parsed parsed;
    corpus_parse(arena, text, &parsed);
    Verdict verdict = VERDICT_ACCEPTS;
    for (uint32_t i = 0; i < parsed.report.items.count; i++) {
        const Diagnostic *finding = parsed.report.items.items[i];
        Code code = finding->code;
        bool is_token = is_lexical(code) || is_in_string(parsed.tree, finding->span.start);
        if (is_token && !bench->is_strict) return VERDICT_NONE;
        bool is_open = is_contextual(code) && !bench->is_strict && verdict != VERDICT_REJECTS;
        verdict = is_open ? VERDICT_NONE : VERDICT_REJECTS;
    }
    return verdict;
}

static Verdict grammar_verdict(const Bench *bench, Arena *arena, Text text) {
    Parsed parsed;
    corpus_parse(arena, text, &parsed);
    uint32_t count = parsed.tree->token_count;
    const TerminalSet *tokens =
        earley_tokens(arena, bench->grammar, parsed.tree->source, parsed.tree->tokens, &count);
    return earley_accepts(bench->earley, tokens, count) ? VERDICT_ACCEPTS : VERDICT_REJECTS;
}

/* True where parser and grammar say the same, or the parser says nothing. */
static bool agree(Bench *bench, Text text) {
    ArenaMark mark = arena_mark(&bench->scratch);
    Verdict parser = parser_verdict(bench, &bench->scratch, text);
    bool is_same =
        parser == VERDICT_NONE || parser == grammar_verdict(bench, &bench->scratch, text);
    arena_reset(&bench->scratch, mark);
    return is_same;
}

/* --- Mutants -------------------------------------------------------------------------------- */

/* A source as its tokens, newlines and comments included. */
typedef struct Pieces {
    Text *items;
    uint32_t count;
} Pieces;

static Text join(Arena *arena, const Pieces *pieces) {
    return text_join(arena, pieces->items, pieces->count, TEXT(" "));
}

static Pieces split(Arena *arena, Text text) {
    Parsed parsed;
    corpus_parse(arena, text, &parsed);
    const Tree *tree = parsed.tree;
    Pieces pieces = {arena_array(arena, Text, tree->token_count + CHANGES_MAX), 0};
    for (uint32_t i = 0; i < tree->token_count; i++) {
        const Token *token = &tree->tokens[i];
        Text piece = text_slice(tree->source, token->start, token->start + token->length);
        if (token->kind == TOKEN_NEWLINE) piece = TEXT("\n");
        if (token->kind != TOKEN_END) pieces.items[pieces.count++] = piece;
    }
    return pieces;
}

static void delete_piece(Pieces *pieces, uint32_t at, uint32_t count) {
    memmove(&pieces->items[at], &pieces->items[at + count],
            (pieces->count - at - count) * sizeof(Text));
    pieces->count -= count;
}

static void double_piece(Pieces *pieces, uint32_t at) {
    memmove(&pieces->items[at + 1], &pieces->items[at], (pieces->count - at) * sizeof(Text));
    pieces->count++;
}

/* One change at a random place; `others` lends tokens, and the pieces have room for one more. */
static void mutate(uint64_t *random, Pieces *pieces, const Pieces *others) {
    uint32_t at = random_below(random, pieces->count);
    uint32_t next = at + 1 < pieces->count ? at + 1 : 0;
    Text piece = pieces->items[at];
    switch (random_below(random, 4)) { /* open: random numbers */
    case 0: delete_piece(pieces, at, 1); return;
    case 1: double_piece(pieces, at); return;
    case 2:
        pieces->items[at] = pieces->items[next];
        pieces->items[next] = piece;
        return;
    }
    pieces->items[at] = others->items[random_below(random, others->count)];
}

/* Takes away what is not needed for the disagreement, in ever smaller parts. */
static void shrink(Bench *bench, Pieces *pieces) {
    Arena *arena = &bench->scratch;
    for (uint32_t size = pieces->count / 2; size > 0; size /= 2) {
        for (uint32_t at = 0; at + size <= pieces->count;) {
            Pieces less = {arena_array(arena, Text, pieces->count), pieces->count};
            memcpy(less.items, pieces->items, pieces->count * sizeof(Text));
            delete_piece(&less, at, size);
            if (agree(bench, join(arena, &less)))
                at += size;
            else
                *pieces = less;
        }
    }
}

/* cmocka cuts what it prints after a kilobyte. */
static void show(Text text) {
    fwrite(text.bytes, 1, text.length, stderr);
    fputc('\n', stderr);
}

/* Shows a small source about which the two disagree, with what the parser says about it. */
static void show_disagreement(Bench *bench, Text text) {
    Pieces pieces = split(&bench->scratch, text);
    if (!agree(bench, join(&bench->scratch, &pieces))) {
        shrink(bench, &pieces);
        text = join(&bench->scratch, &pieces);
    }
    Parsed parsed;
    corpus_parse(&bench->scratch, text, &parsed);
    bool is_accepted = grammar_verdict(bench, &bench->scratch, text) == VERDICT_ACCEPTS;
    print_error("the grammar %s this, the parser does not agree:\n",
                is_accepted ? "accepts" : "rejects");
    show(text);
    for (uint32_t i = 0; i < parsed.report.items.count; i++) {
        const Diagnostic *d = parsed.report.items.items[i];
        Text line = text_slice(text, d->span.start, text_find(text, TEXT("\n"), d->span.start));
        print_error("  %.*s: at %.*s\n", TEXT_ARGS(d->message), TEXT_ARGS(line));
    }
}

/* --- Tests ---------------------------------------------------------------------------------- */

static int open_bench(void **state) {
    static Bench bench;
    Text source, message;
    arena_open(&bench.keep, &memory_standard);
    arena_open(&bench.scratch, &memory_standard);
    if (!corpus_read(&bench.keep, "grammar/rung.ebnf", &source)) return -1;
    bench.grammar = ebnf_read(&bench.keep, source, &message);
    if (message.length > 0) {
        print_error("rung.ebnf: %.*s\n", TEXT_ARGS(message));
        return -1;
    }
    bench.earley = earley_open(&bench.keep, bench.grammar);
    bench.sources.arena = &bench.keep;
    *state = &bench;
    return 0;
}

static int close_bench(void **state) {
    Bench *bench = *state;
    arena_close(&bench->scratch);
    arena_close(&bench->keep);
    return 0;
}

/* Keeps a source for the mutants: one that parses and is neither trivial nor huge. */
static void keep_source(Bench *bench, const Tree *tree, CorpusFile file) {
    if (!tree->has_errors && tree->token_count <= TOKENS_MAX && tree->token_count >= TOKENS_MIN)
        array_push(&bench->keep, &bench->sources.files, file);
}

static void test_sources(void **state) {
    Bench *bench = *state;
    Corpus corpus = {.arena = &bench->keep};
    corpus_add(&corpus, "tests/golden", TEXT(".rung"));
    corpus_add(&corpus, "examples", TEXT(".rung"));
    corpus_add(&corpus, "stdlib", TEXT(".rung"));
    uint32_t failures = 0;
    for (uint32_t i = 0; i < corpus.files.count; i++) {
        const CorpusFile *file = &corpus.files.items[i];
        ArenaMark mark = arena_mark(&bench->scratch);
        Parsed parsed;
        corpus_parse(&bench->scratch, file->text, &parsed);
        keep_source(bench, parsed.tree, *file);
        if (!agree(bench, file->text)) {
            print_error("%.*s: ", TEXT_ARGS(file->path));
            show_disagreement(bench, file->text);
            failures++;
        }
        arena_reset(&bench->scratch, mark);
    }
    assert_true(bench->sources.files.count >= 15);
    assert_int_equal(failures, 0);
}

/* Sentences of the grammar: parsed, laid out, parsed again. */
static void test_sentences(void **state) {
    Bench *bench = *state;
    bench->is_strict = true;
    Speaker *speaker = sentence_open(&bench->keep, bench->grammar);
    uint64_t random = 0x9E3779B97F4A7C15;
    for (uint32_t i = 0; i < SENTENCES; i++) {
        ArenaMark mark = arena_mark(&bench->scratch);
        Text text = sentence_write(speaker, &random, &bench->scratch, 6 + i % DEPTH_MAX);
        text = text_copy(&bench->keep, text);
        Parsed parsed;
        corpus_parse(&bench->scratch, text, &parsed);
        if (parsed.tree->has_errors) {
            show_disagreement(bench, text);
            fail_msg("sentence %u has errors", i);
        }
        Text message = corpus_check_layout(&bench->scratch, parsed.tree);
        if (message.length > 0) {
            show(text);
            fail_msg("sentence %u: %.*s", i, TEXT_ARGS(message));
        }
        keep_source(bench, parsed.tree, (CorpusFile){TEXT("sentence"), text});
        arena_reset(&bench->scratch, mark);
    }
}

/* A mutant is wrong about as often as it is right, and the parser must tell. */
static void test_mutants(void **state) {
    Bench *bench = *state;
    uint64_t random = 0xD1B54A32D192ED03;
    bench->is_strict = false;
    uint32_t failures = 0, accepted = 0;
    for (uint32_t i = 0; i < MUTANTS && failures < 5; i++) {
        ArenaMark mark = arena_mark(&bench->scratch);
        Arena *arena = &bench->scratch;
        const CorpusFile *files = bench->sources.files.items;
        uint32_t count = bench->sources.files.count;
        Pieces pieces = split(arena, files[i % count].text);
        Pieces others = split(arena, files[random_below(&random, count)].text);
        for (uint32_t changes = 1 + random_below(&random, CHANGES_MAX); changes > 0; changes--)
            mutate(&random, &pieces, &others);
        Text text = join(arena, &pieces);
        accepted += parser_verdict(bench, arena, text) == VERDICT_ACCEPTS;
        if (!agree(bench, text)) {
            show_disagreement(bench, text);
            failures++;
        }
        arena_reset(arena, mark);
    }
    print_message("%u of %d mutants are accepted by both\n", accepted, MUTANTS);
    assert_int_equal(failures, 0);
    assert_true(accepted > MUTANTS / 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_mutants),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
