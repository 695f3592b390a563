/* credential_form.c - credentials whose form is more than a prefix: the password in a URL, private
 * keys in PEM, and AWS secret keys, which have no shape but that of the assignment they stand in.
 *
 * Each function is called at one byte (`:`, `-`, `s`) and rejects almost always within a few more.
 * None looks further back or ahead than it moves on, so a text is still read in linear time. */
#include "report/credential.h"
#include "report/report.h"

/* strchr alone would find the NUL at the end of the set. */
static bool is_one_of(char byte, const char *set) {
    return byte != '\0' && strchr(set, byte) != NULL;
}

/* --- URL passwords -------------------------------------------------------------------------- */

/* What ends the part of a URL in which user, password and host stand. */
static bool ends_authority(char byte) {
    switch (byte) {
    case '/':
    case '?':
    case '#':
    case '"':
    case '\'':
    case '`':
    case '\\':
    case '|':
    case ',':
    case ';':
    case '\x7f': return true;
    default: return (unsigned char)byte <= ' '; /* open: bytes */
    }
}

/* Whether `colon` ends a user name that follows `://`. The name may be empty (`redis://:pw@h`). */
static bool follows_user(Text text, size_t colon) {
    size_t start = colon;
    while (start > 0 && text.bytes[start - 1] != ':' && text.bytes[start - 1] != '@' &&
           !ends_authority(text.bytes[start - 1]))
        start--;
    return start >= 4 && memcmp(text.bytes + start - 3, "://", 3) == 0 &&
           credential_is_in(text.bytes[start - 4], CLASS_LETTER);
}

/* Words are compared in any case, in ASCII. */
static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Whether the text has `word`, given in small letters, at `at`, in any case. */
static bool has_word(Text text, size_t at, const char *word) {
    size_t length = strlen(word);
    if (text.length - at < length) return false;
    for (size_t i = 0; i < length; i++)
        if (lower(text.bytes[at + i]) != word[i]) return false;
    return true;
}

/* The words that manuals write where a password belongs. */
static bool is_placeholder_word(Text text) {
    static const char *const words[] = {
        "pass",          "passwd",        "password",    "pw",
        "pwd",           "secret",        "token",       "changeme",
        "change-me",     "change_me",     "changeit",    "example",
        "redacted",      "hidden",        "(hidden)",    "placeholder",
        "mypassword",    "my-password",   "my_password", "yourpassword",
        "your-password", "your_password", "db-password", "db_password",
        "dbpassword",    "apikey",        "api-key",     "api_key",
        "x-oauth-basic",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == text.length && has_word(text, 0, words[i])) return true;
    return false;
}

/* Whether the text consists of these bytes only. */
static bool is_made_of(Text text, const char *bytes) {
    for (size_t i = 0; i < text.length; i++)
        if (!is_one_of(text.bytes[i], bytes)) return false;
    return true;
}

/* An empty `close` asks for the beginning only. */
static bool is_enclosed(Text text, const char *open, const char *close) {
    return text_starts_with(text, text_of(open)) && text_ends_with(text, text_of(close));
}

/* `$(X)`, `${x}`, `$X`, `{{ x }}`, `<x>`, `%s`, `%(x)s`: something else fills it in. */
static bool is_reference(Text text) {
    if (text_contains(text, TEXT("${")) || text_contains(text, TEXT("$("))) return true;
    if (text.length > 1 && text.bytes[0] == '$')
        return credential_run(text, 1, CLASS_NAME, SIZE_MAX) == text.length - 1;
    return is_enclosed(text, "{", "}") || is_enclosed(text, "<", ">") ||
           is_enclosed(text, "[", "]") || is_enclosed(text, "__", "__") ||
           is_enclosed(text, "%(", "") || is_enclosed(text, "%{", "") ||
           text_equal(text, TEXT("%s")) || text_equal(text, TEXT("%v"));
}

/* What stands for a password without being one. Capitals alone are a variable's name. */
static bool is_placeholder(Text text) {
    return is_reference(text) || is_placeholder_word(text) || is_made_of(text, "*xX.-_") ||
           is_made_of(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
}

/* `scheme://user:password@host`, called at the colon. The host may not be empty. Only the password
 * is the credential: the rest of the URL may be shown. */
bool credential_url_password(Text text, size_t colon, Credential *out) {
    size_t start = colon + 1;
    size_t end = 0; /* of the password: the last `@` before the host */
    if (start == text.length || ends_authority(text.bytes[start])) return false;
    if (!follows_user(text, colon)) return false;
    size_t at = start;
    for (; at < text.length && !ends_authority(text.bytes[at]); at++)
        if (text.bytes[at] == '@') end = at;
    if (end <= start || end + 1 == at) return false;
    if (is_placeholder(text_slice(text, start, end))) return false;
    *out = (Credential){start, end, "a password in a URL"};
    return true;
}

/* --- Private keys --------------------------------------------------------------------------- */

/* Moves behind `-----BEGIN ... PRIVATE KEY-----`; false when it is not there. */
static bool skip_key_header(Text text, size_t *at) {
    Text rest = text_slice(text, *at, *at + 80);
    Text begin = TEXT("-----BEGIN ");
    if (!text_starts_with(rest, begin)) return false;
    size_t close = text_find(rest, TEXT("-----"), begin.length);
    if (close == SIZE_MAX) return false;
    Text label = text_slice(rest, begin.length, close);
    if (!text_ends_with(label, TEXT("PRIVATE KEY")) &&
        !text_ends_with(label, TEXT("PRIVATE KEY BLOCK")))
        return false;
    *at += close + 5;
    return true;
}

/* How many bytes at `at` are no base64 but belong to a key: white space, `\n` spelled as an escape,
 * and what stands in header lines such as `Proc-Type: 4,ENCRYPTED`. */
static size_t filler_length(Text text, size_t at) {
    char byte = text.bytes[at];
    if (byte == '\\') {
        bool is_escape = at + 1 < text.length && is_one_of(text.bytes[at + 1], "nr");
        return is_escape ? 2 : 0;
    }
    if (byte == '-' && has_word(text, at, "-----")) return 0;
    return is_one_of(byte, " \t\r\n=:,-.()") ? 1 : 0;
}

/* A header alone is prose about keys: a line of base64 must follow. The credential ends with the
 * END line, or where the bytes stop to be those of a key. */
bool credential_private_key(Text text, size_t dash, Credential *out) {
    enum { SHORTEST_LINE = 16 };

    size_t at = dash;
    if ((dash > 0 && text.bytes[dash - 1] == '-') || !skip_key_header(text, &at)) return false;
    bool has_line = false;
    while (at < text.length) {
        size_t length = credential_run(text, at, CLASS_BASE64, SIZE_MAX);
        has_line |=
            length >= SHORTEST_LINE && credential_is_mixed(text_slice(text, at, at + length));
        if (length == 0) length = filler_length(text, at);
        if (length == 0) break;
        at += length;
    }
    if (!has_line) return false;
    if (has_word(text, at, "-----end ")) {
        size_t close = text_find(text_slice(text, at, at + 80), TEXT("-----"), 9);
        if (close != SIZE_MAX) at += close + 5;
    }
    *out = (Credential){dash, at, "a private key"};
    return true;
}

/* --- AWS secret keys ------------------------------------------------------------------------ */

/* Moves behind `word` and one `_`, `-` or `.` after it. */
static bool skip_word(Text text, size_t *at, const char *word) {
    if (!has_word(text, *at, word)) return false;
    *at += strlen(word);
    if (*at < text.length && is_one_of(text.bytes[*at], "_-.")) ++*at;
    return true;
}

/* Moves behind quotes, blanks and signs of assignment, in whatever order a format has them. */
static void skip_any(Text text, size_t *at, const char *bytes) {
    while (*at < text.length && is_one_of(text.bytes[*at], bytes))
        ++*at;
}

/* `aws_secret_access_key = "..."`, `secretAccessKey: ...` and the like, called at the `s` of
 * secret. Forty bytes of base64 are anything; behind this name and an equals sign or colon they
 * are a key. */
bool credential_aws_secret(Text text, size_t letter, Credential *out) {
    enum { SECRET_LENGTH = 40 };

    size_t at = letter;
    bool may_be = text.length - at > 2 && lower(text.bytes[at + 2]) == 'c';
    if (!may_be || !skip_word(text, &at, "secret") || !skip_word(text, &at, "access")) return false;
    if (!skip_word(text, &at, "key")) return false;
    size_t key_end = at;
    skip_any(text, &at, "\"' \t:=>");
    if (at == key_end) return false;
    if (credential_run(text, at, CLASS_BASE64, SECRET_LENGTH + 1) != SECRET_LENGTH) return false;
    if (!credential_is_mixed(text_slice(text, at, at + SECRET_LENGTH))) return false;
    *out = (Credential){at, at + SECRET_LENGTH, "an AWS secret access key"};
    return true;
}
