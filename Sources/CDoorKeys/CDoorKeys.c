#include "CDoorKeys.h"

#include <cbor.h>
#include <openssl/evp.h>

int senang_aes_cmac(const uint8_t *key, const uint8_t *bytes, size_t count, uint8_t *code) {
    size_t written = 0;
    static const uint8_t nothing[1];
    return EVP_Q_mac(
               NULL, "CMAC", NULL, "AES-128-CBC", NULL, key, 16, count ? bytes : nothing, count,
               code, 16, &written) != NULL
        && written == 16;
}

int senang_aes_cbc(
    const uint8_t *key, const uint8_t *vector, const uint8_t *bytes, size_t count, int encrypts,
    uint8_t *result) {
    if (count == 0 || count % 16 != 0 || count > 4096) return 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!context) return 0;
    int written = 0;
    int done = EVP_CipherInit_ex(context, EVP_aes_128_cbc(), NULL, key, vector, encrypts) == 1
        && EVP_CIPHER_CTX_set_padding(context, 0) == 1
        && EVP_CipherUpdate(context, result, &written, bytes, (int)count) == 1
        && (size_t)written == count;
    EVP_CIPHER_CTX_free(context);
    return done;
}

static void take(void *item, int kind, uint64_t number, const uint8_t *bytes) {
    senang_cbor_item *found = item;
    found->kind = kind;
    found->number = number;
    found->bytes = bytes;
}

static void take_u8(void *i, uint8_t n) { take(i, senang_cbor_unsigned, n, NULL); }
static void take_u16(void *i, uint16_t n) { take(i, senang_cbor_unsigned, n, NULL); }
static void take_u32(void *i, uint32_t n) { take(i, senang_cbor_unsigned, n, NULL); }
static void take_u64(void *i, uint64_t n) { take(i, senang_cbor_unsigned, n, NULL); }
static void take_n8(void *i, uint8_t n) { take(i, senang_cbor_negative, n, NULL); }
static void take_n16(void *i, uint16_t n) { take(i, senang_cbor_negative, n, NULL); }
static void take_n32(void *i, uint32_t n) { take(i, senang_cbor_negative, n, NULL); }
static void take_n64(void *i, uint64_t n) { take(i, senang_cbor_negative, n, NULL); }
static void take_array(void *i, size_t n) { take(i, senang_cbor_array, n, NULL); }
static void take_map(void *i, size_t n) { take(i, senang_cbor_map, n, NULL); }
static void take_tag(void *i, uint64_t n) { take(i, senang_cbor_tag, n, NULL); }
static void take_nothing(void *i) { take(i, senang_cbor_other, 0, NULL); }
static void take_bool(void *i, bool n) { take(i, senang_cbor_other, n, NULL); }
static void take_float(void *i, float n) { (void)n; take(i, senang_cbor_other, 0, NULL); }
static void take_double(void *i, double n) { (void)n; take(i, senang_cbor_other, 0, NULL); }

static void take_bytes(void *i, cbor_data b, size_t n) { take(i, senang_cbor_bytes, n, b); }
static void take_text(void *i, cbor_data b, size_t n) { take(i, senang_cbor_text, n, b); }

size_t senang_cbor_next(const uint8_t *bytes, size_t count, senang_cbor_item *item) {
    static const struct cbor_callbacks callbacks = {
        .uint8 = take_u8,
        .uint16 = take_u16,
        .uint32 = take_u32,
        .uint64 = take_u64,
        .negint8 = take_n8,
        .negint16 = take_n16,
        .negint32 = take_n32,
        .negint64 = take_n64,
        .byte_string_start = take_nothing,
        .byte_string = take_bytes,
        .string = take_text,
        .string_start = take_nothing,
        .indef_array_start = take_nothing,
        .array_start = take_array,
        .indef_map_start = take_nothing,
        .map_start = take_map,
        .tag = take_tag,
        .float2 = take_float,
        .float4 = take_float,
        .float8 = take_double,
        .undefined = take_nothing,
        .null = take_nothing,
        .boolean = take_bool,
        .indef_break = take_nothing,
    };
    take(item, senang_cbor_none, 0, NULL);
    // libcbor 0.8, Debian's, refuses the tags 6 to 20, of which 18 is the one that tokens begin with.
    if (count > 0 && bytes[0] >= 0xC0 && bytes[0] < 0xD8) {
        take(item, senang_cbor_tag, bytes[0] - 0xC0, NULL);
        return 1;
    }
    struct cbor_decoder_result found = cbor_stream_decode(bytes, count, &callbacks, item);
    if (found.status != CBOR_DECODER_FINISHED || item->kind == senang_cbor_none) return 0;
    return found.read;
}

size_t senang_cbor_head(int kind, uint64_t number, uint8_t *buffer) {
    switch (kind) {
    case senang_cbor_unsigned: return cbor_encode_uint(number, buffer, 9);
    case senang_cbor_negative: return cbor_encode_negint(number, buffer, 9);
    case senang_cbor_bytes: return cbor_encode_bytestring_start(number, buffer, 9);
    case senang_cbor_text: return cbor_encode_string_start(number, buffer, 9);
    case senang_cbor_array: return cbor_encode_array_start(number, buffer, 9);
    case senang_cbor_map: return cbor_encode_map_start(number, buffer, 9);
    case senang_cbor_tag: return cbor_encode_tag(number, buffer, 9);
    default: return 0;
    }
}
