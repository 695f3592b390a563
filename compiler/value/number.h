/* number.h - what number.c and decimal.c share. */
#ifndef RUNG_VALUE_NUMBER_H
#define RUNG_VALUE_NUMBER_H

#include "value/value.h"

/* That of IEEE 754's decimal128, rounded down: far beyond what a configuration holds, and small
 * enough that a number written out stays short. */
enum { NUMBER_EXPONENT_MAX = 6100 };

extern const Number number_zero;

Wide number_power_of_ten(int exponent);    /* 0 to 38 */
int number_count_digits(Wide coefficient); /* 0 has none */

/* The number in its one form; false when it does not fit. */
bool number_make(Wide coefficient, int64_t exponent, bool is_negative, Number *out);

#endif
