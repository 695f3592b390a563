/* format_space.c - the space between two items of one line.
 *
 * One space is the rule and this file the exceptions: nothing inside `( )` and `[ ]`, nothing
 * before what ends or separates, nothing around what joins the parts of a name. Two neighbours and
 * the bracket around them always decide, so there is nothing here but conditions. */
#include "syntax/format.h"

/* A number swallows a dot and what follows it: `1 .a` stays apart as it was written. */
static bool is_number(TokenKind kind) {
    return kind == TOKEN_NUMBER || kind == TOKEN_TIME || kind == TOKEN_DIGEST ||
           kind == TOKEN_NETWORK;
}

static bool is_joint(TokenKind kind) {
    return kind == TOKEN_DOT || kind == TOKEN_RANGE || kind == TOKEN_SIGN_AT;
}

static bool hugs_before(TokenKind kind) {
    return kind == TOKEN_COLON || kind == TOKEN_QUESTION || kind == TOKEN_PAREN_CLOSE ||
           kind == TOKEN_BRACKET_CLOSE || is_joint(kind);
}

static bool hugs_after(TokenKind kind) {
    return kind == TOKEN_PAREN_OPEN || kind == TOKEN_BRACKET_OPEN || is_joint(kind);
}

bool format_has_space(const FormatItem *before, const FormatItem *item, FormatRole role) {
    if (before->has_comma) return true;
    if (item->kind == TOKEN_DOT && is_number(before->kind)) return item->has_gap;
    if (hugs_before(item->kind) || hugs_after(before->kind)) return false;
    if (item->kind == TOKEN_BRACE_CLOSE) return before->kind != TOKEN_BRACE_OPEN;
    if (item->kind == TOKEN_PAREN_OPEN || item->kind == TOKEN_BRACKET_OPEN)
        return item->role == ROLE_LIST || item->role == ROLE_GROUP;
    bool is_in_key = item->kind == TOKEN_ASSIGN || before->kind == TOKEN_ASSIGN;
    return !(role == ROLE_KEY && is_in_key);
}
