/* sanitizer.h - whether a sanitizer is built in, which changes what a process takes and calls. */
#ifndef RUNG_TEST_SANITIZER_H
#define RUNG_TEST_SANITIZER_H

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#endif
