/* duration.c - spans of time as people write them and as Go reads them.
 *
 * A duration is a row of numbers with units, `1h30m`. Go's time.ParseDuration, which stands behind
 * nearly every reader of what is emitted, knows everything here but days; so days are counted as 24
 * hours and written as hours, and everything else stays as it was spelled. Daylight saving is not
 * known: a duration is a number of nanoseconds, not a place in a calendar. */
#include "value/value.h"

typedef struct Unit {
    Text name;
    int64_t nanoseconds;
} Unit;

static const Unit units[] = {
    {{"h", 1}, INT64_C(3600000000000)},
    {{"m", 1}, INT64_C(60000000000)},
    {{"s", 1}, 1000000000},
    {{"ms", 2}, 1000000},
    {{"us", 2}, 1000},
    {{"ns", 2}, 1},
    {{"d", 1}, INT64_C(86400000000000)},
};

enum { HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND, DAY, UNIT_COUNT };

/* One number with its unit. */
typedef struct Part {
    Text text;
    Number amount;
    int unit;
} Part;

/* Seven units: looking through them is faster than anything clever. */
static int find_unit(Text name) {
    for (int i = 0; i < UNIT_COUNT; i++) {
        if (text_equal(name, units[i].name)) return i;
    }
    return UNIT_COUNT;
}

bool duration_is_unit(Text unit) {
    return find_unit(unit) != UNIT_COUNT;
}

/* The part at *at, which moves behind it. */
static bool next_part(Text text, size_t *at, Part *out) {
    size_t start = *at, end = *at;
    while (end < text.length && (byte_is_digit(text.bytes[end]) || text.bytes[end] == '.'))
        end++;
    size_t unit = end;
    while (end < text.length && byte_is_letter(text.bytes[end]))
        end++;
    *at = end;
    out->text = text_slice(text, start, end);
    out->unit = find_unit(text_slice(text, unit, end));
    return out->unit != UNIT_COUNT && number_parse(text_slice(text, start, unit), &out->amount);
}

/* Adds a part to a sum that is counted in `counted_in` nanoseconds. */
static bool add_part(Number *sum, const Part *part, int64_t counted_in) {
    Number ratio, scaled;
    if (!number_divide(number_of(units[part->unit].nanoseconds), number_of(counted_in), &ratio)) {
        return false;
    }
    return number_multiply(part->amount, ratio, &scaled) && number_add(*sum, scaled, sum);
}

/* The sign stands once, before everything. */
static bool is_negative(Text text) {
    return text_starts_with(text, TEXT("-"));
}

/* Sums exactly, fractions too, and asks at the end whether whole nanoseconds came out: Go would cut
 * the rest off silently. */
bool duration_parse(Text text, int64_t *nanoseconds) {
    Number sum = number_of(0);
    size_t at = is_negative(text) ? 1 : 0;
    if (at == text.length) return false;
    while (at < text.length) {
        Part part;
        if (!next_part(text, &at, &part) || !add_part(&sum, &part, 1)) return false;
    }
    if (is_negative(text) && !number_subtract(number_of(0), sum, &sum)) return false;
    return number_to_int(sum, nanoseconds);
}

/* Days and hours together, as a number of hours; false when there are no days or they do not
 * fit. */
static bool sum_hours(Text text, Number *hours) {
    bool has_days = false;
    *hours = number_of(0);
    for (size_t at = is_negative(text) ? 1 : 0; at < text.length;) {
        Part part;
        if (!next_part(text, &at, &part)) return false;
        if (part.unit != DAY && part.unit != HOUR) continue;
        if (!add_part(hours, &part, units[HOUR].nanoseconds)) return false;
        has_days |= part.unit == DAY;
    }
    return has_days;
}

/* The hours stand where the first of the days or hours stood. */
bool duration_spelling(Arena *arena, Text text, Text *out) {
    int64_t nanoseconds;
    Number hours;
    if (!duration_parse(text, &nanoseconds)) return false;
    if (!sum_hours(text, &hours)) {
        *out = text_copy(arena, text);
        return true;
    }
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    if (is_negative(text)) writer_char(&writer, '-');
    bool is_written = false;
    for (size_t at = is_negative(text) ? 1 : 0; at < text.length;) {
        Part part;
        next_part(text, &at, &part);
        if (part.unit != DAY && part.unit != HOUR) {
            writer_text(&writer, part.text);
        } else if (!is_written) {
            writer_text(&writer, number_text(arena, hours));
            writer_char(&writer, 'h');
            is_written = true;
        }
    }
    *out = writer_done(&writer);
    return true;
}

/* Writes nanoseconds in one unit, with a fraction where need be. */
static void write_amount(Writer *writer, uint64_t nanoseconds, int unit) {
    Number amount;
    Number whole = number_of((int64_t)nanoseconds);
    bool is_exact = number_divide(whole, number_of(units[unit].nanoseconds), &amount);
    ensure(is_exact); /* seconds and what is smaller are tens of nanoseconds */
    writer_text(writer, number_text(writer->arena, amount));
    writer_text(writer, units[unit].name);
}

/* Hours and minutes that are there, then seconds with their fraction. */
static void write_long(Writer *writer, uint64_t nanoseconds) {
    for (int unit = HOUR; unit < SECOND; unit++) {
        uint64_t length = (uint64_t)units[unit].nanoseconds;
        if (nanoseconds >= length) {
            writer_format(writer, "%llu%.*s", (unsigned long long)(nanoseconds / length),
                          TEXT_ARGS(units[unit].name));
        }
        nanoseconds %= length;
    }
    if (nanoseconds > 0) write_amount(writer, nanoseconds, SECOND);
}

/* Go prints `1h0m0s`; the zeros that follow are left out here, as people write it. What is shorter
 * than a second is counted in the largest unit that it fills. */
Text duration_text(Arena *arena, int64_t nanoseconds) {
    if (nanoseconds == 0) return TEXT("0s");
    Writer writer;
    writer_open(&writer, arena, SIZE_MAX);
    if (nanoseconds < 0) writer_char(&writer, '-');
    uint64_t magnitude = integer_magnitude(nanoseconds);
    if (magnitude >= (uint64_t)units[SECOND].nanoseconds) {
        write_long(&writer, magnitude);
        return writer_done(&writer);
    }
    int unit = MILLISECOND;
    while (magnitude < (uint64_t)units[unit].nanoseconds)
        unit++;
    write_amount(&writer, magnitude, unit);
    return writer_done(&writer);
}
