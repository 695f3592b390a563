/* lexer_number.c - what begins with a digit: numbers with their units, dates and times, addresses
 * and networks, and the digests that begin with a name. The lexer decides by shape only; the value
 * behind a number is computed when it is evaluated. Anything that looks like a number and is none
 * (`007`, `1.2.3`, `2xlarge`) is refused here, because it is a name of something. */
#include "syntax/lexer.h"

#include "value/value.h"

static bool is_digit(const Lexer *lexer, uint32_t offset) {
    return byte_is(lexer_byte(lexer, offset), BYTE_DIGIT);
}

/* Underscores too: whether they stand where they may is judged afterwards. */
static uint32_t skip_digits(const Lexer *lexer, uint32_t offset) {
    while (is_digit(lexer, offset) || lexer_byte(lexer, offset) == '_')
        offset++;
    return offset;
}

/* --- Dates and times ------------------------------------------------------------------------ */

/* Four digits, two and two, with dashes between: no number looks like that. */
static bool is_date(const Lexer *lexer, uint32_t start) {
    static const char shape[] = "dddd-dd-dd";
    for (uint32_t i = 0; shape[i] != '\0'; i++) {
        bool fits =
            shape[i] == 'd' ? is_digit(lexer, start + i) : lexer_byte(lexer, start + i) == shape[i];
        if (!fits) return false;
    }
    return true;
}

/* Everything that may belong to a time, a zone that is not UTC too: it is refused as a whole. */
static uint32_t time_end(const Lexer *lexer, uint32_t offset) {
    for (;;) {
        offset = lexer_skip(lexer, offset, BYTE_WORD);
        char byte = lexer_byte(lexer, offset);
        bool is_joint = byte == ':' || byte == '.' || byte == '+';
        if (!is_joint || !is_digit(lexer, offset + 1)) return offset;
        offset++;
    }
}

/* A day that the calendar does not have is as wrong as a time in another zone. */
static void lex_time(Lexer *lexer) {
    uint32_t start = lexer->at;
    uint32_t end = time_end(lexer, start);
    Text text = lexer_text(lexer, start, end);
    int64_t seconds = 0;
    if (moment_parse(text, &seconds)) {
        lexer_push(lexer, TOKEN_TIME, start, end);
        return;
    }
    Diagnostic *d = report_bad_time(lexer->report, lexer_span(lexer, start, end), text);
    report_help(d, "write a day as `2026-11-20`, a time in UTC as `2026-11-20T10:00:00Z`");
    lexer_push(lexer, TOKEN_INVALID, start, end);
}

/* --- Addresses ------------------------------------------------------------------------------ */

/* The end of digits and points, each point before a digit; `points` counts them. */
static uint32_t skip_dotted(const Lexer *lexer, uint32_t offset, uint32_t *points) {
    *points = 0;
    for (;;) {
        while (is_digit(lexer, offset))
            offset++;
        if (lexer_byte(lexer, offset) != '.' || !is_digit(lexer, offset + 1)) return offset;
        *points += 1;
        offset++;
    }
}

/* Four numbers are an address; three, or letters behind them, are a version that wants quotes. */
static void lex_address(Lexer *lexer, uint32_t end, uint32_t points) {
    uint32_t start = lexer->at;
    if (lexer_byte(lexer, end) == '/' && is_digit(lexer, end + 1))
        while (is_digit(lexer, ++end)) {
        }
    if (points != 3 || byte_is(lexer_byte(lexer, end), BYTE_WORD)) {
        lexer_unquoted(lexer, start);
        return;
    }
    Text text = lexer_text(lexer, start, end);
    Network network;
    if (network_parse(text, &network)) {
        lexer_push(lexer, TOKEN_NETWORK, start, end);
        return;
    }
    Diagnostic *d = report_bad_network(lexer->report, lexer_span(lexer, start, end), text);
    report_help(d, "write four numbers from 0 to 255 without leading zeros, and after `/` a prefix "
                   "from 0 to 32");
    lexer_push(lexer, TOKEN_INVALID, start, end);
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* Where the letters and digits behind a number end: `h30m`, and `h1.5m` with its point. */
static uint32_t skip_tail(const Lexer *lexer, uint32_t offset) {
    for (;;) {
        offset = lexer_skip(lexer, offset, BYTE_LETTER | BYTE_DIGIT);
        if (lexer_byte(lexer, offset) != '.' || !is_digit(lexer, offset + 1)) return offset;
        offset++;
    }
}

/* A tail is one unit, or several of time with numbers between them. */
static bool tail_is_valid(const Lexer *lexer, uint32_t start, uint32_t end) {
    uint32_t unit_end = lexer_skip(lexer, start, BYTE_LETTER);
    Text unit = lexer_text(lexer, start, unit_end);
    if (unit_end == end) return duration_is_unit(unit) || quantity_is_unit(unit);
    while (duration_is_unit(lexer_text(lexer, start, unit_end))) {
        if (unit_end == end) return true;
        uint32_t points = 0;
        start = skip_dotted(lexer, unit_end, &points);
        unit_end = lexer_skip(lexer, start, BYTE_LETTER);
    }
    return false;
}

/* An exponent, as Terraform and Kubernetes write it: `1e3`, `1.5e-7`. */
static uint32_t skip_exponent(const Lexer *lexer, uint32_t offset) {
    char byte = lexer_byte(lexer, offset);
    if (byte != 'e' && byte != 'E') return offset;
    char sign = lexer_byte(lexer, offset + 1);
    uint32_t digits = offset + (sign == '+' || sign == '-' ? 2 : 1);
    if (!is_digit(lexer, digits)) return offset;
    while (is_digit(lexer, digits))
        digits++;
    return byte_is(lexer_byte(lexer, digits), BYTE_LETTER) ? offset : digits;
}

/* What is no number is mostly meant as text, which its author must confirm. */
static void quote_fix(Lexer *lexer, Diagnostic *diagnostic, uint32_t start, uint32_t end) {
    Text quoted = text_format(lexer->arena, "\"%.*s\"", (int)(end - start), lexer->bytes + start);
    report_fix(diagnostic, false, "put it in quotes", lexer_span(lexer, start, end), quoted);
}

/* Hex digits get help of their own, for they are a number in most languages. */
static void refuse_unit(Lexer *lexer, uint32_t tail, uint32_t end) {
    uint32_t start = lexer->at;
    Text unit = lexer_text(lexer, tail, end);
    Diagnostic *d = report_bad_unit(lexer->report, lexer_span(lexer, tail, end), unit);
    if (unit.bytes[0] == 'x' && tail == start + 1)
        report_help(d, "write the number in decimal digits");
    else
        report_help(d, "units are `ns us ms s m h d`, `n u m k M G T P E`, `Ki Mi Gi Ti Pi Ei` and "
                       "`%%`; what is no number is put in quotes");
    quote_fix(lexer, d, start, end);
    lexer_push(lexer, TOKEN_INVALID, start, end);
}

/* `007`, and `0_7` as well: without its underscore it would be written with the zero. */
static bool has_leading_zero(const Lexer *lexer, uint32_t digits, uint32_t end) {
    if (lexer->bytes[digits] != '0' || digits + 1 == end) return false;
    return is_digit(lexer, digits + 1) || lexer->bytes[digits + 1] == '_';
}

/* A mode of a file, as YAML's readers take it: digits of base eight, and more than one that says
 * something. False for what is the same number in base ten. */
static bool read_octal(Text number, uint64_t *out) {
    enum { BASE = 8, MOST_DIGITS = 20 };

    size_t sign = number.bytes[0] == '-', significant = 0;
    *out = 0;
    for (size_t i = sign; i < number.length; i++) {
        unsigned digit = (unsigned)(number.bytes[i] - '0');
        if (digit >= BASE || number.length > MOST_DIGITS) return false;
        *out = *out * BASE + digit;
        significant += *out > 0;
    }
    return significant > 1;
}

/* Whoever copies `0440` from a manifest means what Kubernetes reads there, and not 440. */
static void help_zero(Diagnostic *d, Text number) {
    uint64_t octal;
    if (!read_octal(number, &octal)) {
        report_help(d, "put it in quotes if it is a name of something; else leave out the zero");
        return;
    }
    report_help(d,
                "write `%s%llu`, which is what Helm and Kubernetes read where YAML has `%.*s`; "
                "without the zero it is another number",
                number.bytes[0] == '-' ? "-" : "", (unsigned long long)octal, TEXT_ARGS(number));
    report_help(d, "put it in quotes if it is a name of something");
}

/* The first thing that is wrong with the digits from `digits` to `end`, reported; or nothing. */
static bool digits_are_valid(Lexer *lexer, uint32_t digits, uint32_t end) {
    Span span = lexer_span(lexer, lexer->at, end);
    Text number = lexer_text(lexer, lexer->at, end);
    if (has_leading_zero(lexer, digits, end)) {
        Diagnostic *d = report_leading_zero(lexer->report, span, number);
        help_zero(d, number);
        quote_fix(lexer, d, lexer->at, end);
        return false;
    }
    for (uint32_t i = digits; i < end; i++) {
        if (lexer->bytes[i] != '_' ||
            (i > digits && is_digit(lexer, i - 1) && is_digit(lexer, i + 1)))
            continue;
        Diagnostic *d = report_misplaced_underscore(lexer->report, span, number);
        report_help(d, "write it as `1_000`");
        return false;
    }
    return true;
}

/* `1..50` is a range, so a point is lonely only if no second one follows. */
static bool point_is_valid(Lexer *lexer, uint32_t end) {
    if (lexer_byte(lexer, end) != '.' || lexer_byte(lexer, end + 1) == '.') return true;
    Text number = lexer_text(lexer, lexer->at, end + 1);
    Diagnostic *d =
        report_digit_after_point(lexer->report, lexer_span(lexer, end, end + 1), number);
    report_help(d, "write `%.*s0`, or leave out the point", TEXT_ARGS(number));
    report_fix(d, false, "leave out the point", lexer_span(lexer, end, end + 1), TEXT(""));
    return false;
}

/* The parts in order: digits, a fraction, and an exponent, `%` or units. */
static void lex_number(Lexer *lexer, uint32_t digits) {
    uint32_t start = lexer->at;
    uint32_t end = skip_digits(lexer, digits);
    if (lexer_byte(lexer, end) == '.' && is_digit(lexer, end + 1))
        end = skip_digits(lexer, end + 1);
    uint32_t tail = skip_exponent(lexer, end);
    bool has_exponent = tail != end;
    if (lexer_byte(lexer, tail) == '%') tail++;
    uint32_t tail_end = tail != end ? tail : skip_tail(lexer, tail);
    if (!has_exponent && tail_end != tail && !tail_is_valid(lexer, tail, tail_end)) {
        refuse_unit(lexer, tail, tail_end);
        return;
    }
    bool is_valid = digits_are_valid(lexer, digits, end);
    if (is_valid && !point_is_valid(lexer, tail_end)) {
        is_valid = false;
        tail_end++;
    }
    lexer_push(lexer, is_valid ? TOKEN_NUMBER : TOKEN_INVALID, start, tail_end);
}

/* Digits and perhaps one unit, with nothing behind them that could make them something else, are
 * what nearly all numbers are. */
static bool lex_plain(Lexer *lexer) {
    uint32_t start = lexer->at;
    uint32_t unit = lexer_skip(lexer, start, BYTE_DIGIT);
    uint32_t end = lexer_skip(lexer, unit, BYTE_LETTER);
    if (unit == start || (lexer->bytes[start] == '0' && unit > start + 1)) return false;
    if (byte_is(lexer_byte(lexer, end), BYTE_DIGIT | BYTE_DASH | BYTE_OPAQUE)) return false;
    if (end > unit && !tail_is_valid(lexer, unit, end)) return false;
    lexer_push(lexer, TOKEN_NUMBER, start, end);
    return true;
}

/* By shape: a date, then what has more points than a number, then a number. */
void lexer_number(Lexer *lexer) {
    uint32_t start = lexer->at;
    if (lex_plain(lexer)) return;
    uint32_t digits = start + (lexer->bytes[start] == '-' ? 1 : 0);
    if (is_date(lexer, digits)) {
        lex_time(lexer);
        return;
    }
    uint32_t points = 0;
    uint32_t end = skip_dotted(lexer, digits, &points);
    if (points > 1)
        lex_address(lexer, end, points);
    else
        lex_number(lexer, digits);
}

/* --- Digests -------------------------------------------------------------------------------- */

typedef struct Algorithm {
    Text name;
    uint32_t digits;
} Algorithm;

static const Algorithm algorithms[] = {
    {{"sha256", 6}, 64}, {{"sha512", 6}, 128}, {{"blake3", 6}, 64}, {{"xxh3", 4}, 32}};

/* Two lengths of name only: nearly every name is told apart by that. */
static const Algorithm *algorithm_of(Text name) {
    if (name.length != 4 && name.length != 6) return NULL;
    for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++)
        if (text_equal(name, algorithms[i].name)) return &algorithms[i];
    return NULL;
}

static bool is_hex(char byte) {
    return byte_is(byte, BYTE_DIGIT) || (byte >= 'a' && byte <= 'f');
}

/* A field may be called `sha256`, and its type follows the colon too; a digest holds a digit or is
 * long, and a type is neither. */
static bool looks_like_digest(Text digits) {
    if (digits.length >= 16) return true;
    bool has_digit = false;
    for (size_t i = 0; i < digits.length; i++) {
        if (!is_hex(digits.bytes[i])) return false;
        has_digit = has_digit || byte_is(digits.bytes[i], BYTE_DIGIT);
    }
    return has_digit;
}

static bool digest_is_whole(Lexer *lexer, const Algorithm *algorithm, uint32_t start,
                            uint32_t end) {
    for (uint32_t i = start; i < end; i++) {
        if (is_hex(lexer->bytes[i])) continue;
        Text digit = lexer_text(lexer, i, i + 1);
        Diagnostic *d = report_digest_digit(lexer->report, lexer_span(lexer, i, i + 1), digit);
        report_help(d, "copy the digest as the registry shows it");
        return false;
    }
    if (end - start == algorithm->digits) return true;
    Diagnostic *d = report_digest_length(lexer->report, lexer_span(lexer, start, end),
                                         algorithm->name, algorithm->digits, end - start);
    report_help(d, "copy the whole digest; a digest cannot be shortened");
    return false;
}

/* False leaves the name to be a name: a field may be called `sha256`. */
bool lexer_digest(Lexer *lexer, uint32_t name_end) {
    uint32_t start = lexer->at;
    const Algorithm *algorithm = algorithm_of(lexer_text(lexer, start, name_end));
    if (algorithm == NULL) return false;
    uint32_t digits = name_end + 1;
    uint32_t end = lexer_skip(lexer, digits, BYTE_LETTER | BYTE_DIGIT);
    if (end == digits || !looks_like_digest(lexer_text(lexer, digits, end))) return false;
    bool is_whole = digest_is_whole(lexer, algorithm, digits, end);
    lexer_push(lexer, is_whole ? TOKEN_DIGEST : TOKEN_INVALID, start, end);
    return true;
}
