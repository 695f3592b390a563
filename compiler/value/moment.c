/* moment.c - dates and times of day in UTC, as a number of seconds.
 *
 * Only what a reviewer can compare by eye is accepted: a date, or a date and a time that ends in
 * `Z`. No offsets, no fractions and no leap seconds. The calendar is the Gregorian one, also for
 * the years before it was introduced. There is no clock here: what today is, the caller is told. */
#include "value/value.h"

static const int64_t seconds_per_day = 86400;

/* Days from 0000-03-01 to 1970-01-01. */
static const int64_t days_to_epoch = 719468;

enum { DAYS_PER_400_YEARS = 146097 };

/* Every fourth year, but of the centuries only every fourth. */
static bool is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The table is that of a common year. */
static int64_t days_in_month(int64_t year, int64_t month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01. A year that begins in March has its leap day at the end, so the days
 * before a month follow a straight line: 153 for every five months. */
static int64_t days_of(int64_t year, int64_t month, int64_t day) {
    int64_t march_year = month <= 2 ? year - 1 : year;
    int64_t march_month = (month + 9) % 12;
    int64_t before_year = march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400;
    return before_year + (153 * march_month + 2) / 5 + day - 1 - days_to_epoch;
}

/* Reads text that must look like `pattern`, in which each `0` is a digit: the numbers between other
 * characters go to `fields` in order. */
static bool match(Text text, Text pattern, int64_t *fields) {
    if (text.length != pattern.length) return false;
    int field = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (pattern.bytes[i] == '0' && byte_is_digit(byte)) {
            fields[field] = fields[field] * 10 + (byte - '0');
        } else if (pattern.bytes[i] != '0' && pattern.bytes[i] == byte) {
            field++;
        } else {
            return false;
        }
    }
    return true;
}

enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FIELD_COUNT };

/* Two patterns, told apart by their length. The ranges are judged after all digits are read, the
 * day by its month and year. */
bool moment_parse(Text text, int64_t *seconds) {
    int64_t fields[FIELD_COUNT + 1] = {0}; /* and one that the final `Z` opens */
    Text pattern = text.length == 10 ? TEXT("0000-00-00") : TEXT("0000-00-00T00:00:00Z");
    if (!match(text, pattern, fields)) return false;
    if (fields[YEAR] < 1 || fields[MONTH] < 1 || fields[MONTH] > 12) return false;
    if (fields[DAY] < 1 || fields[DAY] > days_in_month(fields[YEAR], fields[MONTH])) return false;
    if (fields[HOUR] > 23 || fields[MINUTE] > 59 || fields[SECOND] > 59) return false;
    int64_t days = days_of(fields[YEAR], fields[MONTH], fields[DAY]);
    int64_t in_day = (fields[HOUR] * 60 + fields[MINUTE]) * 60 + fields[SECOND];
    *seconds = days * seconds_per_day + in_day;
    return true;
}

/* The inverse of `days_of`: eras of 400 years, which all have the same days, then the year, the
 * month and the day in them. */
Text moment_date(Arena *arena, int64_t seconds) {
    int64_t day_number = seconds / seconds_per_day - (seconds % seconds_per_day < 0);
    int64_t days = day_number + days_to_epoch; /* since 0000-03-01 */
    int64_t era = days / DAYS_PER_400_YEARS, day = days % DAYS_PER_400_YEARS;
    /* Leap days are taken out: one in 4 years, none in 100, one in 400. */
    int64_t year_of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    int64_t year = era * 400 + year_of_era + (month <= 2);
    int64_t day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
    return text_format(arena, "%04lld-%02lld-%02lld", (long long)year, (long long)month,
                       (long long)day_of_month);
}
