/* number.c - arithmetic on exact decimals of at most 34 digits.
 *
 * A number is a coefficient and a power of ten. No operation rounds unless its name says so: what
 * does not fit into 34 digits is refused, and the caller, who knows the place, reports it. The
 * coefficient never ends in a zero, which gives every number one form and makes the tests for
 * "does not fit" exact: a result whose last digit is not zero has no shorter spelling.
 *
 * 34 digits take 113 bits, so every step is made to fit into 128 before it is taken; the reasons
 * stand at each. Exponents are kept within those of IEEE 754's decimal128. How numbers are read
 * and written is in decimal.c. */
#include "value/number.h"

const Number number_zero = {0};

/* At most 10^38, the largest power that 128 bits hold. */
Wide number_power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

/* Counting by division: numbers in configurations have few digits. */
int number_count_digits(Wide coefficient) {
    int count = 0;
    for (; coefficient > 0; coefficient /= 10)
        count++;
    return count;
}

/* The one way into a Number: the trailing zeros go into the exponent, then the limits are
 * judged. */
bool number_make(Wide coefficient, int64_t exponent, bool is_negative, Number *out) {
    if (coefficient == 0) {
        *out = number_zero;
        return true;
    }
    for (; coefficient % 10 == 0; coefficient /= 10)
        exponent++;
    if (coefficient >= number_power_of_ten(NUMBER_DIGITS)) return false;
    if (exponent < -NUMBER_EXPONENT_MAX || exponent > NUMBER_EXPONENT_MAX) return false;
    *out = (Number){coefficient, (int32_t)exponent, is_negative};
    return true;
}

/* Cannot fail, which is why it gives the number itself. */
Number number_of(int64_t integer) {
    Number number;
    bool fits = number_make(integer_magnitude(integer), 0, integer < 0, &number);
    ensure(fits); /* 19 digits */
    return number;
}

/* --- Order ---------------------------------------------------------------------------------- */

/* Where both have their first digit at one place, the one with the higher exponent has fewer
 * digits, and scaling it gives it as many as the other has: at most 34. */
static int compare_magnitudes(Number a, Number b) {
    int64_t first_a = (int64_t)number_count_digits(a.coefficient) + a.exponent;
    int64_t first_b = (int64_t)number_count_digits(b.coefficient) + b.exponent;
    if (a.coefficient == 0 || b.coefficient == 0) return (a.coefficient > 0) - (b.coefficient > 0);
    if (first_a != first_b) return first_a < first_b ? -1 : 1;
    int32_t shift = a.exponent - b.exponent;
    if (shift > 0) a.coefficient *= number_power_of_ten(shift);
    if (shift < 0) b.coefficient *= number_power_of_ten(-shift);
    return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
}

/* Zero is never negative, so different signs decide. */
int number_compare(Number a, Number b) {
    if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
    return a.is_negative ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

/* --- Sums ----------------------------------------------------------------------------------- */

/* Brings `high` to the exponent of `low`. Beyond 35 digits there is no hope: even after taking away
 * `low`, which has at most 34, more than 34 digits are left, and the last of them is the last of
 * `low`, which is no zero. */
static bool align(Number *high, Number low) {
    int32_t shift = high->exponent - low.exponent;
    if (shift > NUMBER_DIGITS) return false;
    if (number_count_digits(high->coefficient) + shift > NUMBER_DIGITS + 1) return false;
    high->coefficient *= number_power_of_ten(shift);
    high->exponent = low.exponent;
    return true;
}

/* Zero is taken out first: its exponent says nothing, and aligning to it could fail for no
 * reason. */
bool number_add(Number a, Number b, Number *out) {
    if (a.coefficient == 0 || b.coefficient == 0) {
        *out = a.coefficient == 0 ? b : a;
        return true;
    }
    bool is_aligned = a.exponent >= b.exponent ? align(&a, b) : align(&b, a);
    if (!is_aligned) return false;
    if (a.is_negative == b.is_negative) {
        return number_make(a.coefficient + b.coefficient, a.exponent, a.is_negative, out);
    }
    Number larger = a.coefficient >= b.coefficient ? a : b;
    Number smaller = a.coefficient >= b.coefficient ? b : a;
    Wide difference = larger.coefficient - smaller.coefficient;
    return number_make(difference, a.exponent, larger.is_negative, out);
}

/* Zero has no sign to turn. */
bool number_subtract(Number a, Number b, Number *out) {
    if (b.coefficient > 0) b.is_negative = !b.is_negative;
    return number_add(a, b, out);
}

/* --- Products and quotients ----------------------------------------------------------------- */

/* Takes the tens out of a product before it is made: each is a two of one and a five of the
 * other. */
static int cancel_tens(Wide *twos, Wide *fives) {
    int tens = 0;
    for (; *twos % 2 == 0 && *fives % 5 == 0; tens++) {
        *twos /= 2;
        *fives /= 5;
    }
    return tens;
}

/* Without its tens the product does not end in a zero, so it has too many digits exactly when it
 * exceeds the largest coefficient, which a division tells without making it. */
bool number_multiply(Number a, Number b, Number *out) {
    if (a.coefficient == 0 || b.coefficient == 0) return number_make(0, 0, false, out);
    int tens = cancel_tens(&a.coefficient, &b.coefficient);
    tens += cancel_tens(&b.coefficient, &a.coefficient);
    Wide largest = number_power_of_ten(NUMBER_DIGITS) - 1;
    if (a.coefficient > largest / b.coefficient) return false;
    int64_t exponent = (int64_t)a.exponent + b.exponent + tens;
    bool is_negative = a.is_negative != b.is_negative;
    return number_make(a.coefficient * b.coefficient, exponent, is_negative, out);
}

/* Euclid: the remainders shrink by half in every two steps, so this ends within 226 of them. */
static Wide common_divisor(Wide a, Wide b) {
    while (b != 0) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Divides by `prime` as often as it goes, and says how often. */
static int take_out(Wide *from, unsigned prime) {
    int times = 0;
    for (; *from % prime == 0; *from /= prime)
        times++;
    return times;
}

/* Stops before the coefficient passes 34 digits; the factor is 2 or 5. */
static bool multiply_repeatedly(Wide *coefficient, unsigned factor, int times) {
    Wide limit = number_power_of_ten(NUMBER_DIGITS) / factor;
    for (int i = 0; i < times; i++) {
        if (*coefficient > limit) return false;
        *coefficient *= factor;
    }
    return true;
}

/* A reduced fraction is a finite decimal exactly when its denominator is made of twos and fives.
 * Each two becomes a ten by a five in the numerator, and the other way round. */
bool number_divide(Number a, Number b, Number *out) {
    if (b.coefficient == 0) return false;
    if (a.coefficient == 0) return number_make(0, 0, false, out);
    Wide divisor = common_divisor(a.coefficient, b.coefficient);
    Wide numerator = a.coefficient / divisor, denominator = b.coefficient / divisor;
    int twos = take_out(&denominator, 2);
    int fives = take_out(&denominator, 5);
    if (denominator != 1) return false;
    int tens = twos > fives ? twos : fives;
    if (!multiply_repeatedly(&numerator, 5, twos > fives ? twos - fives : 0)) return false;
    if (!multiply_repeatedly(&numerator, 2, fives > twos ? fives - twos : 0)) return false;
    int64_t exponent = (int64_t)a.exponent - b.exponent - tens;
    return number_make(numerator, exponent, a.is_negative != b.is_negative, out);
}

/* The rest of `coefficient * 10^shift` by `modulus`, a few digits at a time: a rest is below 10^34,
 * so that three more digits still fit. */
static Wide scaled_rest(Wide coefficient, int32_t shift, Wide modulus) {
    Wide rest = coefficient % modulus;
    for (; shift >= 3; shift -= 3)
        rest = rest * 1000 % modulus;
    for (; shift > 0; shift--)
        rest = rest * 10 % modulus;
    return rest;
}

/* The rest is a multiple of the smaller of both exponents and less than both, so it always fits. */
bool number_remainder(Number a, Number b, Number *out) {
    if (b.coefficient == 0) return false;
    int32_t shift = a.exponent - b.exponent;
    if (shift >= 0) {
        Wide rest = scaled_rest(a.coefficient, shift, b.coefficient);
        return number_make(rest, b.exponent, a.is_negative, out);
    }
    if (compare_magnitudes(a, b) < 0) {
        *out = a;
        return true;
    }
    Wide modulus = b.coefficient * number_power_of_ten(-shift);
    return number_make(a.coefficient % modulus, a.exponent, a.is_negative, out);
}

/* --- Whole numbers -------------------------------------------------------------------------- */

typedef struct Split {
    Wide whole;
    bool has_rest;
    bool is_half_or_more;
} Split;

/* Parts a magnitude at its point. Beyond 34 places after the point nothing is left before it, and
 * what is there is less than a tenth. */
static Split split_at_point(Number a) {
    if (a.exponent < -NUMBER_DIGITS) return (Split){.has_rest = true};
    Wide unit = number_power_of_ten(-a.exponent);
    Wide rest = a.coefficient % unit;
    return (Split){a.coefficient / unit, rest > 0, rest >= unit / 2};
}

/* Back into a Number; one more than the whole part may be a power of ten with one digit more, which
 * still fits, because the digits behind the point are gone. */
static Number whole_number(Wide whole, bool is_negative) {
    Number number;
    bool fits = number_make(whole, 0, is_negative, &number);
    ensure(fits); /* it has lost a digit at least */
    return number;
}

/* In the one form a negative exponent always means a digit behind the point. */
bool number_is_integer(Number a) {
    return a.exponent >= 0;
}

/* Towards minus infinity: a negative number with a rest goes one further from zero. */
Number number_floor(Number a) {
    if (number_is_integer(a)) return a;
    Split split = split_at_point(a);
    return whole_number(split.whole + (a.is_negative && split.has_rest), a.is_negative);
}

/* Towards infinity: a positive number with a rest goes one further from zero. */
Number number_ceil(Number a) {
    if (number_is_integer(a)) return a;
    Split split = split_at_point(a);
    return whole_number(split.whole + (!a.is_negative && split.has_rest), a.is_negative);
}

/* Half goes away from zero, as Terraform and people round. */
Number number_round(Number a) {
    if (number_is_integer(a)) return a;
    Split split = split_at_point(a);
    return whole_number(split.whole + split.is_half_or_more, a.is_negative);
}

/* Nothing beyond 19 digits is an int64, so the power below stays small. */
bool number_to_int(Number a, int64_t *out) {
    if (!number_is_integer(a) || number_count_digits(a.coefficient) + a.exponent > 19) return false;
    Wide magnitude = a.coefficient * number_power_of_ten(a.exponent);
    Wide limit = (Wide)INT64_MAX + a.is_negative;
    if (magnitude > limit) return false;
    /* The negation is one of unsigned numbers, where that of the smallest integer is defined. */
    uint64_t bits = a.is_negative ? -(uint64_t)magnitude : (uint64_t)magnitude;
    memcpy(out, &bits, sizeof *out);
    return true;
}
