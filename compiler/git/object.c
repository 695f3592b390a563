/* object.c - object ids: what git calls a blob, computed from its bytes.
 *
 * A repository uses SHA-1 or SHA-256, which the length of its ids tells. So whether the index holds
 * an output as it would be built is known without reading it. */
#include "git/repository.h"

#include <sha1.h>
#include <sha2.h>

/* Git hashes the kind and the length of an object before its bytes. */
enum { HEADER_MOST = 32, DIGEST_MOST = SHA256_DIGEST_LENGTH };

static Text header_of(char header[HEADER_MOST], size_t length) {
    char digits[HEADER_MOST];
    size_t count = 0, used = strlen("blob ");
    do
        digits[count++] = (char)('0' + length % 10);
    while ((length /= 10) > 0);
    memcpy(header, "blob ", used);
    while (count > 0)
        header[used++] = digits[--count];
    header[used++] = '\0';
    return (Text){header, used};
}

static size_t hash_sha1(Text header, Text bytes, uint8_t *digest) {
    SHA1_CTX context;
    SHA1Init(&context);
    SHA1Update(&context, (const uint8_t *)header.bytes, header.length);
    SHA1Update(&context, (const uint8_t *)bytes.bytes, bytes.length);
    SHA1Final(digest, &context);
    return SHA1_DIGEST_LENGTH;
}

static size_t hash_sha256(Text header, Text bytes, uint8_t *digest) {
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)header.bytes, header.length);
    SHA256Update(&context, (const uint8_t *)bytes.bytes, bytes.length);
    SHA256Final(digest, &context);
    return SHA256_DIGEST_LENGTH;
}

/* In hexadecimal; its length says which hash the repository uses. */
static Text write_id(char out[2 * DIGEST_MOST], size_t length, Text bytes) {
    static const char hex[] = "0123456789abcdef";
    char header[HEADER_MOST];
    uint8_t digest[DIGEST_MOST];
    Text head = header_of(header, bytes.length);
    bool is_long = length == (size_t)2 * SHA256_DIGEST_LENGTH;
    size_t count = is_long ? hash_sha256(head, bytes, digest) : hash_sha1(head, bytes, digest);
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    return (Text){out, 2 * count};
}

Text object_id(Arena *arena, size_t length, Text bytes) {
    char id[2 * DIGEST_MOST];
    return text_copy(arena, write_id(id, length, bytes));
}

bool blob_is(const Blob *blob, Text bytes) {
    char id[2 * DIGEST_MOST];
    return text_equal(blob->id, write_id(id, blob->id.length, bytes));
}
