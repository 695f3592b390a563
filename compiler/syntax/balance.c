/* balance.c - brackets that do not pair, judged by indentation. A brace that is forgotten shows at
 * the end of the file, where nobody made a mistake; but people indent, and so the first line that
 * stands no deeper than a block's own line tells where that block was meant to end. Files whose
 * brackets pair are only counted. In others the missing ones are put in, so that the parser always
 * sees brackets that pair and every construct finds its own end, whatever stands inside.
 *
 * Three marks tell the parser what happened. A bracket that was put in has no length, and neither
 * has an opening one that is closed nowhere: these were reported here. One that closes nothing is
 * INVALID, and is reported by the parser where it meets it, unless it was in trouble already. */
#include "syntax/lexer.h"

enum { KINDS = 3 }; /* of brackets */

typedef struct Opener {
    Token token;
    uint32_t index;       /* in the mended tokens */
    uint32_t indentation; /* of its line */
    uint32_t content;     /* the same of the first line inside, 0 until there is one */
    bool ends_line;       /* nothing follows it on its line */
    bool is_deeper;       /* the first line inside stands deeper */
    bool is_judged;       /* that line was seen */
} Opener;

typedef struct Balance {
    Arena *arena;
    Report *report;
    uint32_t file;
    Tokens tokens;
    ARRAY(Opener) openers;
    ARRAY(Token) mended;
    uint32_t tail;             /* mended tokens before the newlines and comments at their end */
    uint32_t open[KINDS];      /* how many are open */
    uint32_t open_here[KINDS]; /* and how many of them since the line began */
    uint32_t extra[KINDS];     /* closing ones beyond the opening ones of the file */
    uint32_t at;               /* index of the current token */
    uint32_t line;             /* offset of the current line's start */
    uint32_t indentation;      /* of the current line */
} Balance;

static bool is_opener(TokenKind kind) {
    return kind == TOKEN_BRACE_OPEN || kind == TOKEN_PAREN_OPEN || kind == TOKEN_BRACKET_OPEN;
}

static bool is_closer(TokenKind kind) {
    return kind == TOKEN_BRACE_CLOSE || kind == TOKEN_PAREN_CLOSE || kind == TOKEN_BRACKET_CLOSE;
}

/* All of them stand together in tokens.def. */
static bool is_bracket(TokenKind kind) {
    return kind >= TOKEN_BRACE_OPEN && kind <= TOKEN_BRACKET_CLOSE;
}

/* Closing brackets follow their opening ones in tokens.def. */
static TokenKind closer_of(TokenKind opener) {
    return (TokenKind)(opener + 1);
}

static uint32_t bracket_of(TokenKind kind) {
    return (uint32_t)(kind - TOKEN_BRACE_OPEN) / 2;
}

/* --- Counting ------------------------------------------------------------------------------- */

/* True when all pair; else `extra` says by how many the closing ones are more. */
static bool is_balanced(Balance *balance) {
    ARRAY(uint8_t) open = {0};
    bool is_paired = true;
    int64_t surplus[KINDS] = {0};
    for (uint32_t i = 0; i < balance->tokens.count; i++) {
        TokenKind kind = balance->tokens.items[i].kind;
        if (!is_bracket(kind)) continue;
        if (is_opener(kind)) {
            array_push(balance->arena, &open, (uint8_t)closer_of(kind));
            surplus[bracket_of(kind)]--;
        } else if (is_closer(kind)) {
            is_paired = is_paired && open.count > 0 && open.items[open.count - 1] == kind;
            if (open.count > 0) open.count--;
            surplus[bracket_of(kind)]++;
        }
    }
    for (uint32_t i = 0; i < KINDS; i++)
        balance->extra[i] = surplus[i] > 0 ? (uint32_t)surplus[i] : 0;
    return is_paired && open.count == 0;
}

/* --- Mending -------------------------------------------------------------------------------- */

static void mend(Balance *balance, Token token) {
    array_push(balance->arena, &balance->mended, token);
    if (token.kind != TOKEN_NEWLINE && token.kind != TOKEN_COMMENT)
        balance->tail = balance->mended.count;
}

/* Callers have made sure that one is open. */
static Opener *innermost(Balance *balance) {
    ensure(balance->openers.count > 0);
    return &balance->openers.items[balance->openers.count - 1];
}

static void push_opener(Balance *balance, Opener opener) {
    uint32_t bracket = bracket_of(opener.token.kind);
    balance->open[bracket]++;
    balance->open_here[bracket]++;
    array_push(balance->arena, &balance->openers, opener);
}

static Opener pop_opener(Balance *balance) {
    Opener opener = *innermost(balance);
    uint32_t bracket = bracket_of(opener.token.kind);
    balance->openers.count--;
    balance->open[bracket]--;
    if (opener.token.start >= balance->line) balance->open_here[bracket]--;
    return opener;
}

/* The counts are of the whole file, and mending may use up more than there were. */
static void count_down(uint32_t *count) {
    if (*count > 0) *count -= 1;
}

static Span span_of(const Balance *balance, Token token) {
    return (Span){balance->file, token.start, token.start + token.length};
}

/* A bracket with no length behind the token before `index`. */
static Token inserted(const Balance *balance, uint32_t index, TokenKind kind) {
    uint32_t offset = 0;
    if (index > 0)
        offset = balance->mended.items[index - 1].start + balance->mended.items[index - 1].length;
    return (Token){.start = offset, .length = 0, .kind = (unsigned)kind & 0x3F};
}

/* A brace closes on a line of its own, any other bracket at the end of the line before; the
 * comments behind it are of no use to a file with a mistake. */
static void insert_closer(Balance *balance, TokenKind opener) {
    Token closer = inserted(balance, balance->tail, closer_of(opener));
    Token newline = closer;
    newline.kind = TOKEN_NEWLINE;
    bool has_line = balance->tail < balance->mended.count;
    if (opener != TOKEN_BRACE_OPEN) balance->mended.count = balance->tail;
    mend(balance, closer);
    if (has_line) mend(balance, newline);
}

/* An opening brace before the newlines at the end. */
static void insert_opener(Balance *balance, Token brace) {
    uint32_t at = balance->tail;
    mend(balance, brace);
    Token *items = balance->mended.items;
    memmove(items + at + 1, items + at, (balance->mended.count - 1 - at) * sizeof(Token));
    items[at] = brace;
    balance->tail = at + 1;
}

/* --- Reports -------------------------------------------------------------------------------- */

/* The innermost opener is closed nowhere: what it holds ends before the token `here`. */
static void blame_opener(Balance *balance, Token here) {
    Opener opener = pop_opener(balance);
    Span span = span_of(balance, opener.token);
    Text source = balance->report->sources->files.items[balance->file].text;
    Text shown = text_of(token_describe(opener.token.kind));
    Diagnostic *d = report_unclosed_bracket(balance->report, span, shown);
    const char *before = "that";
    report_label(d, span, "opened here");
    if (is_closer(here.kind))
        report_label(d, span_of(balance, here), "this closes what stands around it");
    else if (here.kind != TOKEN_END)
        report_label(d, span_of(balance, here), "this line is indented as if it stood outside");
    else
        before = here.start < source.length ? "`}`" : "the file ends";
    report_help(d, "close it with %s before %s", token_describe(closer_of(opener.token.kind)),
                before);
    balance->mended.items[opener.index].length = 0;
    insert_closer(balance, opener.token.kind);
}

/* The parser reports it where it meets it, unless a mistake on the line explains it. */
static void drop_closer(Balance *balance, Token token) {
    count_down(&balance->extra[bracket_of(token.kind)]);
    token.kind = TOKEN_INVALID;
    mend(balance, token);
}

/* `(1, 2]`: the right bracket is put in its place. */
static void replace_closer(Balance *balance, Token token) {
    const Token opener = pop_opener(balance).token;
    Text right = text_of(token_describe(closer_of(opener.kind)));
    Text opening = text_of(token_describe(opener.kind));
    Text shown = text_of(token_describe(token.kind));
    Diagnostic *d = report_wrong_bracket(balance->report, span_of(balance, token), shown, opening);
    report_label(d, span_of(balance, opener), "opened here");
    report_help(d, "write %.*s", TEXT_ARGS(right));
    count_down(&balance->extra[bracket_of(token.kind)]);
    token.kind = closer_of(opener.kind) & 0x3F;
    mend(balance, token);
}

/* `| dev | prod |`: the header of a table has a right border in place of its brace. */
static void blame_border(Balance *balance) {
    Span border = span_of(balance, balance->mended.items[--balance->tail]);
    Diagnostic *d = report_pipe_at_end(balance->report, border);
    report_help(d, "write `{` in its place: a table has no border, and its rows stand in braces");
    report_fix(d, true, "write `{`", border, TEXT("{"));
    Token *rest = &balance->mended.items[balance->tail];
    memmove(rest, rest + 1, (--balance->mended.count - balance->tail) * sizeof(Token));
}

static void blame_missing(Balance *balance, Token brace, Token here) {
    Diagnostic *d = report_unopened_block(balance->report, span_of(balance, brace));
    report_label(d, span_of(balance, here), "from here on");
    report_help(d, "put `{` at the end of the line");
    report_fix(d, false, "insert `{`", span_of(balance, brace), TEXT(" {"));
}

/* The line that ended last opens the block that is indented below it. */
static void blame_line(Balance *balance, Token here) {
    bool has_border = balance->mended.items[balance->tail - 1].kind == TOKEN_PIPE;
    if (has_border) blame_border(balance);
    Token brace = inserted(balance, balance->tail, TOKEN_BRACE_OPEN);
    if (!has_border) blame_missing(balance, brace, here);
    Opener opener = {.token = brace, .index = balance->tail, .indentation = balance->indentation};
    opener.ends_line = opener.is_deeper = opener.is_judged = true;
    insert_opener(balance, brace);
    push_opener(balance, opener);
    count_down(&balance->extra[bracket_of(TOKEN_BRACE_OPEN)]);
}

/* --- Judging -------------------------------------------------------------------------------- */

/* How deep the lines inside the innermost braces stand: as the first one does, else as much deeper
 * as the block stands in what is around it. */
static uint32_t content_indentation(const Balance *balance) {
    enum { USUAL_STEP = 2 };

    uint32_t count = balance->openers.count, step = USUAL_STEP;
    while (count > 0 && balance->openers.items[count - 1].token.kind != TOKEN_BRACE_OPEN)
        count--;
    if (count == 0) return 0;
    const Opener *opener = &balance->openers.items[count - 1];
    if (opener->content > opener->indentation) return opener->content;
    if (count > 1 && opener[-1].indentation < opener->indentation)
        step = opener->indentation - opener[-1].indentation;
    return opener->indentation + step;
}

/* The header of a table begins where its columns do, which says nothing about its depth. */
static uint32_t indentation_of(const Balance *balance, Token token) {
    return token.kind == TOKEN_PIPE ? content_indentation(balance) : token.start - balance->line;
}

/* A new line begins with `token`: blocks that it stands outside of should have ended. Only blocks
 * that are indented, or stand on one line, can be judged. */
static void judge_openers(Balance *balance, Token token, uint32_t indentation) {
    while (balance->openers.count > 0) {
        Opener *opener = innermost(balance);
        if (!opener->is_judged) {
            opener->is_judged = true;
            opener->is_deeper = indentation > opener->indentation;
            if (token.kind != TOKEN_PIPE) opener->content = indentation;
        }
        bool is_outside = is_closer(token.kind) ? opener->indentation > indentation
                                                : opener->indentation >= indentation;
        if (!is_outside || !(opener->is_deeper || !opener->ends_line)) return;
        blame_opener(balance, token);
    }
}

/* What may end the line above a block: a name, a value or a bracket, but nothing that goes on. */
static bool may_open(const Balance *balance) {
    uint32_t tail = balance->tail;
    if (tail == 0 || tail == balance->mended.count) return false;
    TokenKind last = balance->mended.items[tail - 1].kind;
    return last == TOKEN_NAME || last == TOKEN_STRING || last == TOKEN_NUMBER ||
           last == TOKEN_PIPE || last == TOKEN_PAREN_CLOSE || last == TOKEN_BRACKET_CLOSE;
}

/* A line that stands deeper than the one above, which opened nothing, where braces are missing. */
static bool is_unopened(Balance *balance, Token token, uint32_t indentation) {
    bool is_block =
        balance->openers.count == 0 || innermost(balance)->token.kind == TOKEN_BRACE_OPEN;
    return balance->extra[bracket_of(TOKEN_BRACE_OPEN)] > 0 && is_block && !is_closer(token.kind) &&
           indentation > balance->indentation && may_open(balance);
}

/* Missing openers come first: one that is put in may be the block the line stands in. */
static void judge_line(Balance *balance, Token token) {
    uint32_t indentation = indentation_of(balance, token);
    if (token.kind == TOKEN_END) return;
    if (is_unopened(balance, token, indentation)) blame_line(balance, token);
    judge_openers(balance, token, indentation);
    balance->indentation = indentation;
    memset(balance->open_here, 0, sizeof balance->open_here);
}

/* True where there are too many of a kind and this one stands where the innermost bracket cannot
 * have ended. */
static bool is_stray(Balance *balance, Token token, bool is_first) {
    uint32_t bracket = bracket_of(token.kind);
    const Opener *opener = innermost(balance);
    if (balance->extra[bracket] == 0) return false;
    if (closer_of(opener->token.kind) != token.kind)
        return !is_first && balance->open_here[bracket] == 0;
    if (!is_first) return opener->ends_line && balance->open_here[bracket] == 0;
    return opener->is_deeper && balance->indentation > opener->indentation;
}

/* True when the kind stands within the next tokens of the line. */
static bool closes_soon(const Balance *balance, TokenKind closer) {
    enum { SOON = 32 };

    for (uint32_t i = balance->at + 1; i < balance->at + SOON && i < balance->tokens.count; i++) {
        TokenKind kind = balance->tokens.items[i].kind;
        if (kind == TOKEN_NEWLINE || kind == closer) return kind == closer;
    }
    return false;
}

/* True when a bracket of this line was closed by one of another kind, as in `(1, 2]`. */
static bool is_wrong_kind(Balance *balance, Token token) {
    TokenKind right = closer_of(innermost(balance)->token.kind);
    return right != token.kind && innermost(balance)->token.start >= balance->line &&
           balance->open_here[bracket_of(token.kind)] == 0 && !closes_soon(balance, right);
}

/* In this order: it closes the wrong kind, it closes nothing, or some before it were forgotten. */
static void judge_closer(Balance *balance, Token token, bool is_first) {
    uint32_t bracket = bracket_of(token.kind);
    if (balance->openers.count > 0 && is_wrong_kind(balance, token)) {
        replace_closer(balance, token);
    } else if (balance->open[bracket] == 0 || is_stray(balance, token, is_first)) {
        drop_closer(balance, token);
    } else {
        while (closer_of(innermost(balance)->token.kind) != token.kind)
            blame_opener(balance, token);
        (void)pop_opener(balance);
        mend(balance, token);
    }
}

/* An opener at the end of its line holds lines; any other should end on its line. */
static void judge_opener(Balance *balance, Token token, TokenKind next) {
    bool ends_line = next == TOKEN_NEWLINE || next == TOKEN_COMMENT;
    Opener opener = {.token = token, .ends_line = ends_line};
    opener.index = balance->mended.count;
    opener.indentation = balance->indentation;
    push_opener(balance, opener);
    mend(balance, token);
}

/* At the end of the file whatever is open was closed nowhere. */
static void judge_token(Balance *balance, uint32_t index, bool is_first) {
    Token token = balance->tokens.items[index];
    balance->at = index;
    if (is_first) judge_line(balance, token);
    if (token.kind == TOKEN_END)
        while (balance->openers.count > 0)
            blame_opener(balance, token);
    if (is_opener(token.kind))
        judge_opener(balance, token, balance->tokens.items[index + 1].kind);
    else if (is_closer(token.kind))
        judge_closer(balance, token, is_first);
    else
        mend(balance, token);
}

Tokens balance_tokens(Arena *arena, Report *report, uint32_t file, Tokens tokens) {
    Balance balance = {.arena = arena, .report = report, .file = file, .tokens = tokens};
    if (is_balanced(&balance)) return tokens;
    bool is_first = true;
    balance.line = tokens.items[0].start;
    for (uint32_t i = 0; i < tokens.count; i++) {
        Token token = tokens.items[i];
        if (token.kind == TOKEN_NEWLINE) {
            balance.line = token.start + token.length;
            is_first = true;
            mend(&balance, token);
        } else if (token.kind == TOKEN_COMMENT) {
            mend(&balance, token);
        } else {
            judge_token(&balance, i, is_first);
            is_first = false;
        }
    }
    return (Tokens){balance.mended.items, balance.mended.count};
}
