#pragma once
#include <stddef.h>
#include <stdint.h>

// What a door needs of two C libraries: AES from OpenSSL's libcrypto, which swift-crypto offers
// only with all of CryptoExtras, and CBOR, read and written item by item, from libcbor. Nothing here
// keeps anything between two calls.

// AES-CMAC (NIST SP 800-38B, RFC 4493) with a key of 16 bytes. Answers 1, or 0 without a result.
int senang_aes_cmac(
    const uint8_t *_Nonnull key, const uint8_t *_Nullable bytes, size_t count,
    uint8_t *_Nonnull code);

// AES-128 in CBC mode without padding; `count` is a multiple of 16, up to 4096. Answers 1 or 0.
int senang_aes_cbc(
    const uint8_t *_Nonnull key, const uint8_t *_Nonnull vector, const uint8_t *_Nonnull bytes,
    size_t count, int encrypts, uint8_t *_Nonnull result);

// One item of CBOR (RFC 8949). An array, map or tag is told by its head alone.
typedef struct {
    enum {
        senang_cbor_none, senang_cbor_unsigned, senang_cbor_negative, senang_cbor_bytes,
        senang_cbor_text, senang_cbor_array, senang_cbor_map, senang_cbor_tag, senang_cbor_other,
    } kind;
    // The number; of negatives n for -1 - n; of arrays and maps how many; of strings their length.
    uint64_t number;
    // Where a string's bytes are.
    const uint8_t *_Nullable bytes;
} senang_cbor_item;

// Reads the item at the beginning. Allocates nothing.
// Answers how many bytes it took, or 0 when they end early or are no CBOR.
size_t senang_cbor_next(
    const uint8_t *_Nonnull bytes, size_t count, senang_cbor_item *_Nonnull item);

// Writes an item's head in its shortest form: of strings, arrays and maps what comes before what
// they hold. Answers how many of the 9 bytes it took, or 0 for a kind that has no such head.
size_t senang_cbor_head(int kind, uint64_t number, uint8_t *_Nonnull buffer);
