/* format_shape.c - reads the tokens once and tells what every bracket is for.
 *
 * The formatter does not walk the tree: the language is made of lines, and what a bracket holds is
 * told by at most two tokens on either side of it and by the first word of its statement. So the
 * shape is found with a stack of open brackets, and nothing of the file can be lost on the way,
 * which a walk over nodes would have to prove for each of them. All this relies on the tree having
 * no errors; of a file with errors the roles would be guesses.
 *
 * A bracket is *broken* when its contents stand on lines of their own. Braces are broken when
 * there is a newline anywhere between them, brackets and parentheses only when it is directly
 * between them, so that `[{` and `}]` may embrace a block. */
#include "syntax/format.h"

/* An open bracket and the statement that is being read in it: `has_pipe` and `has_assign` are about
 * the statement, the others about all that the bracket holds. */
typedef struct Level {
    FormatRole role;
    uint32_t open;     /* its item; FORMAT_NONE for the file */
    uint32_t first;    /* first item of the statement */
    uint32_t position; /* items of the statement so far */
    bool has_pipe;     /* in the statement, directly */
    bool has_assign;
    bool has_break;   /* a newline directly inside */
    bool has_comment; /* a comment directly inside */
    bool has_lines;   /* a newline anywhere inside */
} Level;

typedef struct Shaper {
    Arena *arena;
    FormatItems *items;
    ARRAY(Level) levels;
    uint32_t last;  /* the last item that is no comment */
    bool has_break; /* a newline since then */
} Shaper;

Text format_text(const FormatItems *items, uint32_t index) {
    const FormatItem *item = &items->items[index];
    return text_slice(items->source, item->start, (size_t)item->start + item->length);
}

static bool is_opening(TokenKind kind) {
    return kind == TOKEN_BRACE_OPEN || kind == TOKEN_PAREN_OPEN || kind == TOKEN_BRACKET_OPEN;
}

bool format_is_closing(TokenKind kind) {
    return kind == TOKEN_BRACE_CLOSE || kind == TOKEN_PAREN_CLOSE || kind == TOKEN_BRACKET_CLOSE;
}

static bool is_comparison(TokenKind kind) {
    return kind == TOKEN_MATCHES || (kind >= TOKEN_EQUAL && kind <= TOKEN_GREATER_EQUAL);
}

/* These three rely on the order of the rows in tokens.def: operators, words and names each stand
 * together there. */
bool format_is_operator(TokenKind kind) {
    return kind == TOKEN_OR || kind == TOKEN_AND || kind == TOKEN_IN || kind == TOKEN_MATCHES ||
           (kind >= TOKEN_EQUAL && kind <= TOKEN_PERCENT);
}

bool format_is_segment(TokenKind kind) {
    return kind == TOKEN_NAME || kind == TOKEN_STRING || (kind >= TOKEN_TRUE && kind <= TOKEN_AT);
}

bool format_is_brace(FormatRole role) {
    return role < ROLE_RUNG;
}

bool format_is_list(FormatRole role) {
    return role == ROLE_LIST || role == ROLE_CALL;
}

/* Between items of a map a comma ends the item; in a list of names it makes the line go on. A word
 * such as `in` goes on as an operator, not as the last segment of a path. */
bool format_is_continued(const FormatItem *before, FormatRole role) {
    if (!format_is_brace(role) || before->kind == TOKEN_COMMENT) return false;
    if (before->has_comma) return role != ROLE_ITEMS;
    return before->kind == TOKEN_ARROW || (format_is_operator(before->kind) && !before->is_word);
}

/* Counted in the bytes, not by tokens, because a comma may stand between two newlines. */
static uint32_t count_newlines(Text source, uint32_t start, uint32_t end) {
    uint32_t count = 0;
    for (uint32_t i = start; i < end; i++)
        count += source.bytes[i] == '\n';
    return count;
}

/* Turns tokens into items: newlines become `breaks` of what follows, commas a fact of what they
 * follow, whatever comments stand between. */
static void collect(const Tree *tree, FormatItems *items) {
    uint32_t end = 0, breaks = 0, last = FORMAT_NONE;
    for (uint32_t i = 0; i < tree->token_count; i++) {
        const Token *token = &tree->tokens[i];
        if (token->kind == TOKEN_NEWLINE || token->kind == TOKEN_END) continue;
        bool has_gap = token->start > end;
        breaks += count_newlines(tree->source, end, token->start);
        end = token->start + token->length;
        if (token->kind == TOKEN_COMMA) {
            ensure(last != FORMAT_NONE);
            items->items[last].has_comma = true;
            continue;
        }
        if (token->kind != TOKEN_COMMENT) last = items->count;
        items->items[items->count++] = (FormatItem){.start = token->start,
                                                    .length = token->length,
                                                    .breaks = breaks,
                                                    .kind = (TokenKind)token->kind,
                                                    .has_gap = has_gap};
        breaks = 0;
    }
}

static Level *innermost(Shaper *shaper) {
    return &shaper->levels.items[shaper->levels.count - 1];
}

/* The next item that is no comment; NULL at the end. */
static const FormatItem *next_item(const FormatItems *items, const FormatItem *item) {
    const FormatItem *end = items->items + items->count;
    do
        item++;
    while (item < end && item->kind == TOKEN_COMMENT);
    return item < end ? item : NULL;
}

/* The item before the one being read, NULL where a comma or nothing is before it. */
static const FormatItem *item_before(const Shaper *shaper) {
    if (shaper->last == FORMAT_NONE || shaper->items->items[shaper->last].has_comma) return NULL;
    return &shaper->items->items[shaper->last];
}

static bool is_text(const FormatItems *items, uint32_t index, const char *word) {
    return text_equal(format_text(items, index), text_of(word));
}

/* The brace of a declaration, told by its keyword. */
static FormatRole role_at_top(const Shaper *shaper, const Level *level) {
    static const struct {
        const char *keyword;
        FormatRole role;
    } roles[] = {
        {"ladder", ROLE_RUNG},       {"category", ROLE_ITEMS}, {"environment", ROLE_ITEMS},
        {"type", ROLE_ITEMS},        {"policy", ROLE_CLAUSES}, {"profile", ROLE_UNIT},
        {"service", ROLE_UNIT},      {"stack", ROLE_UNIT},     {"strategy", ROLE_BODY},
        {"environments", ROLE_BODY}, {"ledger", ROLE_BODY},
    };

    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (is_text(shaper->items, level->first, roles[i].keyword))
            return roles[i].role == ROLE_BODY && level->has_pipe ? ROLE_TABLE : roles[i].role;
    unreachable("a brace of a declaration");
}

/* A `{` inside a body opens a table after the columns, a group after `at PATH`, and else a map,
 * an object or the cells of a parameter. */
static FormatRole role_in_body(const Shaper *shaper, const Level *level) {
    const FormatItem *first = &shaper->items->items[level->first];
    const FormatItem *second = next_item(shaper->items, first);
    if (level->has_pipe && shaper->items->items[shaper->last].kind == TOKEN_NAME) return ROLE_TABLE;
    bool is_group = first->kind == TOKEN_AT && second != NULL && !level->has_assign &&
                    format_is_segment(second->kind);
    return is_group ? ROLE_BODY : ROLE_ITEMS;
}

/* What a brace holds depends first on what is around it: members of a unit with a body are sinks,
 * and inside expressions there are only maps. */
static FormatRole role_of_brace(const Shaper *shaper, const Level *level) {
    if (level->role == ROLE_TOP) return role_at_top(shaper, level);
    if (level->role == ROLE_UNIT) return level->has_assign ? ROLE_ITEMS : ROLE_BODY;
    return level->role == ROLE_BODY ? role_in_body(shaper, level) : ROLE_ITEMS;
}

/* True when what follows the parenthesis are the bounds of a type or the parameter of an
 * environment: no argument begins with two such tokens. */
static bool begins_bounds(const FormatItems *items, const FormatItem *parenthesis) {
    const FormatItem *first = next_item(items, parenthesis);
    const FormatItem *second = first == NULL ? NULL : next_item(items, first);
    if (second == NULL || first->has_comma) return false;
    if (first->kind == TOKEN_NUMBER) return second->kind == TOKEN_RANGE;
    if (first->kind == TOKEN_NAME)
        return second->kind == TOKEN_COLON || second->kind == TOKEN_NUMBER;
    return is_comparison(first->kind);
}

/* A parenthesis after a word belongs to it: bounds of a type, the arguments of a call or of an
 * annotation. The word that begins a clause of a policy, `require (a or b)`, is no function. */
static FormatRole role_of_parenthesis(const Shaper *shaper, const Level *level, uint32_t open) {
    const FormatItem *before = item_before(shaper);
    if (before == NULL || (before->is_first && level->role == ROLE_CLAUSES)) return ROLE_GROUP;
    if (before->kind == TOKEN_PAREN_CLOSE || before->kind == TOKEN_BRACE_CLOSE ||
        before->kind == TOKEN_ANY)
        return ROLE_TYPE;
    if (before->kind != TOKEN_NAME) return ROLE_GROUP;
    bool is_type = is_text(shaper->items, shaper->last, "list") ||
                   is_text(shaper->items, shaper->last, "map") ||
                   is_text(shaper->items, shaper->last, "enum") ||
                   begins_bounds(shaper->items, &shaper->items->items[open]);
    return is_type ? ROLE_TYPE : ROLE_CALL;
}

/* After what ends an operand a `[` is an index or a key. */
static bool ends_operand(const FormatItem *item) {
    return format_is_closing(item->kind) || item->is_word ||
           (item->kind >= TOKEN_NAME && item->kind <= TOKEN_NONE);
}

/* After an operand a bracket is a key; else a list, or one made from a list, in which a comma
 * may not be last. */
static FormatRole role_of_bracket(const Shaper *shaper, const Level *level, uint32_t open) {
    const FormatItem *before = item_before(shaper);
    bool is_clause = before != NULL && before->is_first && level->role == ROLE_CLAUSES;
    if (before != NULL && !is_clause && ends_operand(before)) return ROLE_KEY;
    const FormatItem *first = next_item(shaper->items, &shaper->items->items[open]);
    return first != NULL && first->kind == TOKEN_FOR ? ROLE_GROUP : ROLE_LIST;
}

/* The role is decided here once and for all stages. */
static void open_bracket(Shaper *shaper, uint32_t index) {
    FormatItem *item = &shaper->items->items[index];
    const Level *level = innermost(shaper);
    if (item->kind == TOKEN_BRACE_OPEN)
        item->role = role_of_brace(shaper, level);
    else if (item->kind == TOKEN_PAREN_OPEN)
        item->role = role_of_parenthesis(shaper, level, index);
    else
        item->role = role_of_bracket(shaper, level, index);
    Level inside = {.role = item->role, .open = index};
    array_push(shaper->arena, &shaper->levels, inside);
}

/* Whether what was between the brackets stands on lines of its own. */
static bool is_broken(const Level *level) {
    if (level->role == ROLE_RUNG) return false;
    if (level->role == ROLE_KEY) return level->has_comment;
    return format_is_brace(level->role) ? level->has_lines : level->has_break;
}

/* Only now is it known whether the bracket is broken; what is around it has those lines too. */
static void close_bracket(Shaper *shaper, uint32_t index) {
    ensure(shaper->levels.count > 1);
    const Level level = *innermost(shaper);
    shaper->items->items[index].partner = level.open;
    shaper->items->items[level.open].is_broken = is_broken(&level);
    shaper->levels.count--;
    innermost(shaper)->has_lines |= level.has_lines;
}

/* Whether a newline, or a comma between items, ended the statement before. */
static bool has_ended(const Shaper *shaper, const Level *level) {
    if (shaper->last == FORMAT_NONE || level->position == 0) return true;
    const FormatItem *before = &shaper->items->items[shaper->last];
    if (level->role == ROLE_ITEMS && before->has_comma) return true;
    return shaper->has_break && format_is_brace(level->role) &&
           !format_is_continued(before, level->role);
}

/* Begins the next statement of the level where one ended. */
static void begin_statement(Shaper *shaper, Level *level, uint32_t index) {
    if (!has_ended(shaper, level)) return;
    level->first = index;
    level->position = 0;
    level->has_pipe = level->has_assign = false;
    shaper->items->items[index].is_first = true;
}

/* In bodies a reserved word is a segment where a path begins, and everywhere after a dot. */
static bool is_word(const Shaper *shaper, const Level *level, const FormatItem *item) {
    if (item->kind < TOKEN_TRUE || item->kind > TOKEN_AT) return false;
    const FormatItem *before = item_before(shaper);
    if (before != NULL && before->kind == TOKEN_DOT) return true;
    if (level->role != ROLE_BODY && level->role != ROLE_TABLE) return false;
    TokenKind first = shaper->items->items[level->first].kind;
    return item->is_first || (level->position == 1 &&
                              (first == TOKEN_NAME || first == TOKEN_AT || first == TOKEN_SECRET));
}

/* Reads an item that closes nothing: it may begin a statement or open a bracket. */
static void shape_item(Shaper *shaper, uint32_t index) {
    FormatItem *item = &shaper->items->items[index];
    Level *level = innermost(shaper);
    begin_statement(shaper, level, index);
    item->is_word = is_word(shaper, level, item);
    level->has_pipe |= item->kind == TOKEN_PIPE;
    level->has_assign |= item->kind == TOKEN_ASSIGN;
    level->has_lines |= item->kind == TOKEN_BLOCK;
    level->position++;
    if (is_opening(item->kind)) open_bracket(shaper, index);
}

/* One pass over the items: newlines and comments are noted at the innermost bracket, everything
 * else moves the statement on. Tokens of a tree without errors always leave no bracket open. */
FormatItems format_shape(Arena *arena, const Tree *tree) {
    FormatItems items = {.items = arena_array(arena, FormatItem, tree->token_count),
                         .source = tree->source};
    collect(tree, &items);
    Shaper shaper = {.arena = arena, .items = &items, .last = FORMAT_NONE};
    array_push(arena, &shaper.levels, ((Level){.role = ROLE_TOP, .open = FORMAT_NONE}));
    for (uint32_t i = 0; i < items.count; i++) {
        const FormatItem *item = &items.items[i];
        Level *level = innermost(&shaper);
        level->has_break |= item->breaks > 0;
        level->has_lines |= item->breaks > 0;
        level->has_comment |= item->kind == TOKEN_COMMENT;
        shaper.has_break |= item->breaks > 0;
        if (item->kind == TOKEN_COMMENT) continue;
        if (format_is_closing(item->kind))
            close_bracket(&shaper, i);
        else
            shape_item(&shaper, i);
        shaper.last = i;
        shaper.has_break = false;
    }
    ensure(shaper.levels.count == 1);
    return items;
}
