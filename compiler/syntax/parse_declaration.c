/* parse_declaration.c - a file: declarations, each with the comment and the annotations above it.
 * Where a line begins no declaration, everything up to the next line that does is passed over, so
 * that one mistake gives one message. Short declarations are here, the others in files of their
 * own. */
#include "syntax/parser.h"

/* --- Documentation -------------------------------------------------------------------------- */

/* True when a comment is all there is on its line. */
static bool is_comment_line(const Parser *parser, uint32_t index) {
    if (parser->tokens[index].kind != TOKEN_COMMENT) return false;
    return index == 0 || parser->tokens[index - 1].kind == TOKEN_NEWLINE;
}

/* The text of a comment without its marks, as in `### Network`, and the space behind them. */
static Text comment_text(const Parser *parser, uint32_t index) {
    const Token *token = &parser->tokens[index];
    Text text = {parser->bytes + token->start, token->length};
    size_t marks = 1;
    while (marks < text.length && text.bytes[marks] == '#')
        marks++;
    if (marks < text.length && text.bytes[marks] == ' ') marks++;
    text = text_slice(text, marks, text.length);
    while (text.length > 0 && byte_is(text.bytes[text.length - 1], BYTE_BLANK))
        text.length--;
    return text;
}

/* The lines of comment directly above the current token; one line is not copied. */
static Text parse_doc(Parser *parser) {
    uint32_t first = parser->at;
    while (first >= 2 && parser->tokens[first - 1].kind == TOKEN_NEWLINE &&
           is_comment_line(parser, first - 2))
        first -= 2;
    uint32_t lines = (parser->at - first) / 2;
    if (lines == 0) return (Text){NULL, 0};
    if (lines == 1) return comment_text(parser, first);
    Text *texts = arena_array(parser->arena, Text, lines);
    for (uint32_t i = 0; i < lines; i++)
        texts[i] = comment_text(parser, first + 2 * i);
    return text_join(parser->arena, texts, lines, TEXT("\n"));
}

/* --- Annotations ---------------------------------------------------------------------------- */

/* annarg      = WORD [ "=" expr ] | STRING ; */
static AnnotationArgument parse_annarg(Parser *parser) {
    AnnotationArgument argument = {0};
    uint32_t start = parser_start(parser);
    if (token_is_word(parser->kind)) {
        argument.word = parser_word(parser);
        bool has_value = mistake_colon(parser) || parser_accept(parser, TOKEN_ASSIGN) ||
                         mistake_no_equals(parser);
        if (has_value) argument.value = parse_expr(parser);
    } else {
        argument.value = parse_text(parser, "an argument of the annotation", false);
    }
    argument.span = parser_since(parser, start);
    return argument;
}

/* annotation  = "@" NAME [ "(" annarg { "," annarg } [ "," ] ")" ] ; */
static Annotation parse_annotation(Parser *parser) {
    Annotation annotation = {0};
    uint32_t start = parser_start(parser);
    parser_advance(parser);
    annotation.word = parser_name(parser, "the name of an annotation");
    if (parser->kind == TOKEN_PAREN_OPEN) {
        size_t mark = list_begin(parser);
        Bracket bracket = parser_open_bracket(parser);
        do {
            AnnotationArgument argument = parse_annarg(parser);
            list_push(parser, &argument, sizeof argument);
        } while (parser_next_element(parser, bracket, "arguments"));
        annotation.arguments =
            list_end(parser, mark, sizeof(AnnotationArgument), &annotation.count);
        parser_close_bracket(parser, bracket, "`)` after the arguments");
    }
    annotation.span = parser_since(parser, start);
    return annotation;
}

/* An annotation ends with its line, and what it is about follows on the next. Empty lines between
 * them are white space to the grammar: a later layer refuses them. */
static void end_annotation(Parser *parser, Annotation *annotation) {
    if (parser->kind != TOKEN_NEWLINE && parser->kind != TOKEN_BRACE_CLOSE &&
        parser->kind != TOKEN_END) {
        Diagnostic *d = parser_unexpected(parser, "the end of the line after the annotation");
        if (d != NULL) report_help(d, "an annotation stands on the line above what it is about");
    }
    parser_skip_newlines(parser);
    annotation->below = (Span){parser->file, annotation->span.end, parser_start(parser)};
}

Preface parse_preface(Parser *parser, const char *what) {
    Preface preface = {.doc = parse_doc(parser)};
    if (parser->kind != TOKEN_SIGN_AT) return preface;
    size_t mark = list_begin(parser);
    while (parser->kind == TOKEN_SIGN_AT) {
        Annotation annotation = parse_annotation(parser);
        end_annotation(parser, &annotation);
        list_push(parser, &annotation, sizeof annotation);
    }
    preface.annotations.items =
        list_end(parser, mark, sizeof(Annotation), &preface.annotations.count);
    if (preface.doc.bytes == NULL) preface.doc = parse_doc(parser);
    preface.is_dangling = parser->kind == TOKEN_BRACE_CLOSE || parser->kind == TOKEN_END;
    if (preface.is_dangling) (void)parser_unexpected(parser, what);
    return preface;
}

const Remarks *remarks_of(Parser *parser, const Preface *preface, Word category, Laws laws) {
    static const Remarks none = {0};
    bool has_any = preface->doc.bytes != NULL || preface->annotations.count > 0 ||
                   category.name != NULL || laws.count > 0;
    if (!has_any) return &none;
    Remarks *remarks = arena_new(parser->arena, Remarks);
    *remarks = (Remarks){preface->doc, preface->annotations, category, laws};
    return remarks;
}

/* --- Attributes in braces ------------------------------------------------------------------- */

/* attr        = NAME "=" expr ; */
static Attribute parse_attr(Parser *parser) {
    Attribute attribute = {.doc = parse_doc(parser)};
    attribute.name = parser_name(parser, "the name of an attribute");
    attribute.value = parse_assigned(parser, "`=` and a value");
    attribute.span = parser_since(parser, attribute.name.span.start);
    return attribute;
}

/* attrs       = "{" [ NL ] [ attr { sep attr } [ sep ] ] "}" ; */
/* sep         = NL | "," ; */
Attributes parse_attrs(Parser *parser) {
    Attributes attributes = {NULL, 0};
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_SEPARATED, "`{`")) return attributes;
    while (parser_next_item(parser, &block)) {
        Attribute attribute = parse_attr(parser);
        list_push(parser, &attribute, sizeof attribute);
    }
    attributes.items = list_end(parser, mark, sizeof(Attribute), &attributes.count);
    return attributes;
}

/* --- The strategy --------------------------------------------------------------------------- */

/* `use a.b`: the words between the dots. */
static void parse_use(Parser *parser, Member *member) {
    size_t mark = list_begin(parser);
    uint32_t start = parser_start(parser);
    parser_advance(parser);
    do {
        Word word = parser_name(parser, "the name of a pack");
        list_push(parser, &word, sizeof word);
    } while (parser_accept(parser, TOKEN_DOT));
    member->kind = MEMBER_USE;
    member->as.use.items = list_end(parser, mark, sizeof(Word), &member->as.use.count);
    member->span = parser_since(parser, start);
}

/* setting     = "use" NAME { "." NAME } | emit | NAME "=" expr ; */
static Member parse_setting(Parser *parser) {
    Member member = {.kind = MEMBER_ATTRIBUTE, .doc = parse_doc(parser)};
    bool is_pair = parser_peek(parser) == TOKEN_NAME;
    if (is_pair && parser_at_name(parser, TEXT("use"))) {
        parse_use(parser, &member);
    } else if (is_pair && parser_at_name(parser, TEXT("emit"))) {
        member.kind = MEMBER_EMIT;
        member.as.emit = parse_emit(parser);
        member.span = member.as.emit.span;
    } else {
        member.as.attribute = parse_attr(parser);
        member.span = member.as.attribute.name.span;
        member.doc = member.as.attribute.doc;
    }
    return member;
}

/* strategy    = "strategy" NAME "{" [ NL ] [ setting { NL setting } [ NL ] ] "}" ; */
static void parse_strategy(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of the strategy");
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_LINES, "`{`")) return;
    while (parser_next_item(parser, &block)) {
        Member member = parse_setting(parser);
        list_push(parser, &member, sizeof member);
    }
    declaration->as.strategy.items =
        list_end(parser, mark, sizeof(Member), &declaration->as.strategy.count);
}

/* --- Ladder, type, category ----------------------------------------------------------------- */

/* rung        = NAME | "{" NAME { "," NAME } "}" ; */
static Rung parse_rung(Parser *parser) {
    Rung rung = {{NULL, 0}};
    if (parser->kind != TOKEN_BRACE_OPEN) {
        Word word = parser_name(parser, "the name of an environment");
        size_t mark = list_begin(parser);
        list_push(parser, &word, sizeof word);
        rung.environments.items = list_end(parser, mark, sizeof word, &rung.environments.count);
        return rung;
    }
    Bracket bracket = {TOKEN_BRACE_CLOSE, parser->is_flat, false};
    bool is_reported = parser->tokens[parser->at].length == 0; /* as closed nowhere */
    parser_advance(parser);
    rung.environments = parser_names(parser, "the name of an environment");
    parser->is_silent = parser->is_silent || is_reported;
    parser_close_bracket(parser, bracket, "a comma or `}`");
    return rung;
}

/* What other languages put before or between the items of a list. */
static void refuse_separator(Parser *parser, const char *expected) {
    Diagnostic *d = parser_unexpected(parser, expected);
    if (d != NULL) report_help(d, "write `ladder dev -> staging -> prod`, the lowest rung first");
}

/* ladder      = "ladder" rung { "->" rung } ; */
static void parse_ladder(Parser *parser, Declaration *declaration) {
    size_t mark = list_begin(parser);
    if (parser->kind == TOKEN_COLON || parser->kind == TOKEN_ASSIGN) {
        refuse_separator(parser, "the name of an environment");
        parser_advance(parser);
    }
    Rung rung = parse_rung(parser);
    list_push(parser, &rung, sizeof rung);
    while (parser_accept(parser, TOKEN_ARROW)) {
        parser_skip_newlines(parser);
        rung = parse_rung(parser);
        list_push(parser, &rung, sizeof rung);
    }
    if (parser->kind != TOKEN_NEWLINE && parser->kind != TOKEN_END)
        refuse_separator(parser, "`->` or the end of the line");
    declaration->as.ladder.items =
        list_end(parser, mark, sizeof(Rung), &declaration->as.ladder.count);
}

/* typedecl    = "type" NAME "=" type ; */
static void parse_typedecl(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of the type");
    if (parser_expect(parser, TOKEN_ASSIGN, "`=` and a type"))
        declaration->as.type = parse_type(parser);
    else
        declaration->as.type = arena_new(parser->arena, TypeNode);
}

/* "a law (`ascending`, ... or `equal`)" */
static const char *any_law(Parser *parser) {
    Text names[] = {
#define LAW(kind, name, meaning, fits) TEXT("`" name "`"),
#include "laws.def"
#undef LAW
    };
    Text list = text_enumerate(parser->arena, names, sizeof names / sizeof *names, TEXT("or"));
    return text_c(parser->arena, text_format(parser->arena, "a law (%.*s)", TEXT_ARGS(list)));
}

/* category    = "category" NAME "{" [ NL ] [ LAW { sep LAW } [ sep ] ] "}" ; */
static void parse_category(Parser *parser, Declaration *declaration) {
    declaration->name = parser_name(parser, "the name of the category");
    Block block;
    size_t mark = list_begin(parser);
    if (!parser_open_block(parser, &block, BLOCK_SEPARATED, "`{`")) return;
    while (parser_next_item(parser, &block)) {
        LawNode node = {.span = parser_span(parser)};
        if (parser->kind == TOKEN_NAME && law_find(parser_text(parser), &node.law)) {
            parser_advance(parser);
            list_push(parser, &node, sizeof node);
        } else {
            (void)parser_unexpected(parser, any_law(parser));
        }
    }
    declaration->as.category.items =
        list_end(parser, mark, sizeof(LawNode), &declaration->as.category.count);
}

/* --- Dispatch ------------------------------------------------------------------------------- */

typedef struct DeclarationFact {
    Text keyword;
    DeclarationKind kind;
    bool has_name;
    void (*parse)(Parser *parser, Declaration *declaration);
} DeclarationFact;

/* declaration = strategy | ladder | environment | matrix | typedecl | category | profile | unit | policy | ledger ; */
static const DeclarationFact declarations[] = {
    {{"service", 7}, DECLARATION_SERVICE, true, parse_unit},
    {{"stack", 5}, DECLARATION_STACK, true, parse_unit},
    {{"ledger", 6}, DECLARATION_LEDGER, true, parse_ledger},
    {{"profile", 7}, DECLARATION_PROFILE, true, parse_profile},
    {{"policy", 6}, DECLARATION_POLICY, true, parse_policy},
    {{"environment", 11}, DECLARATION_ENVIRONMENT, true, parse_environment},
    {{"environments", 12}, DECLARATION_MATRIX, false, parse_matrix},
    {{"category", 8}, DECLARATION_CATEGORY, true, parse_category},
    {{"type", 4}, DECLARATION_TYPE, true, parse_typedecl},
    {{"ladder", 6}, DECLARATION_LADDER, false, parse_ladder},
    {{"strategy", 8}, DECLARATION_STRATEGY, true, parse_strategy},
};

enum { DECLARATIONS = sizeof declarations / sizeof declarations[0] };

/* Files hold few declarations, so the rows are simply compared in turn. */
static const DeclarationFact *find_declaration(Text word) {
    for (size_t i = 0; i < DECLARATIONS; i++)
        if (text_equal(word, declarations[i].keyword)) return &declarations[i];
    return NULL;
}

Text *declaration_keywords(Arena *arena, uint32_t *count) {
    Text *words = arena_array(arena, Text, DECLARATIONS);
    for (uint32_t i = 0; i < DECLARATIONS; i++)
        words[i] = declarations[i].keyword;
    *count = DECLARATIONS;
    return words;
}

/* item        = { annotation NL } declaration ; */
static bool parse_item(Parser *parser, Declaration *declaration) {
    Preface preface = parse_preface(parser, "the declaration that the annotation is about");
    if (preface.is_dangling) return false;
    *declaration = (Declaration){.doc = preface.doc, .annotations = preface.annotations};
    bool is_name = parser->kind == TOKEN_NAME;
    const DeclarationFact *fact = is_name ? find_declaration(parser_text(parser)) : NULL;
    if (fact == NULL) {
        mistake_unknown_declaration(parser);
        return false;
    }
    declaration->kind = fact->kind;
    declaration->span = parser_span(parser);
    uint32_t start = declaration->span.start;
    parser_advance(parser);
    fact->parse(parser, declaration);
    if (fact->has_name && declaration->name.name != NULL)
        declaration->span = span_join(declaration->span, declaration->name.span);
    declaration->whole = parser_since(parser, start);
    return true;
}

/* A keyword, or at the margin two words in a row, the first of which is meant as one. */
static bool looks_like_declaration(const Parser *parser) {
    uint32_t start = parser_start(parser);
    bool is_margin = start == 0 || byte_is(parser->bytes[start - 1], BYTE_LINE);
    TokenKind next = parser_peek(parser);
    return find_declaration(parser_text(parser)) != NULL ||
           (is_margin && (next == TOKEN_NAME || next == TOKEN_STRING));
}

/* The rest of the line, and of the brackets that it opens; nothing around a file closes. */
static void skip_line(Parser *parser) {
    parser_recover(parser, SET(NEWLINE));
    while (parser->kind != TOKEN_NEWLINE && parser->kind != TOKEN_END) {
        parser_advance(parser);
        parser_recover(parser, SET(NEWLINE));
    }
}

/* Passes over lines until one begins a declaration. */
static void skip_to_declaration(Parser *parser) {
    for (;;) {
        skip_line(parser);
        parser_skip_newlines(parser);
        if (parser->kind == TOKEN_END || parser->kind == TOKEN_SIGN_AT) return;
        if (parser->kind == TOKEN_NAME && looks_like_declaration(parser)) return;
    }
}

/* Does the next line stand deeper than a declaration does? */
static bool is_indented(const Parser *parser) {
    uint32_t start = parser_start(parser);
    return parser->kind != TOKEN_END && start > 0 && !byte_is(parser->bytes[start - 1], BYTE_LINE);
}

/* What follows a declaration on its last line. Where its block is missing, the lines that were meant
 * to stand in it go with the mistake. */
static void end_item(Parser *parser) {
    bool is_broken = parser->is_silent && parser->kind == TOKEN_NEWLINE;
    if (parser->kind != TOKEN_NEWLINE && parser->kind != TOKEN_END) {
        if (parser->is_silent || !mistake_after_statement(parser))
            (void)parser_unexpected(parser, "the end of the line");
        skip_line(parser);
    }
    parser->is_silent = false;
    parser_skip_newlines(parser);
    if (is_broken && is_indented(parser)) skip_to_declaration(parser);
}

/* file        = [ item { NL item } ] ; */
void parse_file(Parser *parser, Tree *tree) {
    size_t mark = list_begin(parser);
    Declaration declaration;
    parser_skip_newlines(parser);
    while (parser->kind != TOKEN_END) {
        uint32_t before = parser->at;
        if (parse_item(parser, &declaration)) {
            list_push(parser, &declaration, sizeof declaration);
            end_item(parser);
        } else {
            skip_to_declaration(parser);
            parser->is_silent = false;
        }
        ensure(parser->at > before);
    }
    tree->items = list_end(parser, mark, sizeof(Declaration), &tree->count);
}
