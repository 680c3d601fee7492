#pragma once
#include <stddef.h>
#include <stdint.h>

// A thin C face over simdjson for one thing: bytes to signals. What the fields may hold is
// judged in Swift; here only their shape is.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    const uint8_t *_Nullable id, *_Nullable token, *_Nullable zone;  // null: not given
    const uint8_t *_Nullable reader, *_Nullable at_text;
    int64_t at_milliseconds;                              // when at_text is null
    uint32_t id_count, token_count, zone_count, reader_count, at_count;
    int16_t rssi;
    uint8_t has_rssi;
    uint8_t kind;  // SignalKind's raw value; 0: not one of the closed list
} senang_signal;

// In order of precedence, as SignalRefusal declares them.
typedef enum {
    SENANG_OK = 0,
    SENANG_MALFORMED,
    SENANG_NOT_AN_OBJECT,
    SENANG_UNKNOWN_FIELD,
    SENANG_DUPLICATE_FIELD,
    SENANG_MISSING_FIELD,
    SENANG_WRONG_TYPE,
    SENANG_OUT_OF_RANGE,
} senang_shape;

typedef struct senang_parser senang_parser;

enum { SENANG_PADDING = 64, SENANG_LINE_MAX = 4096 };

// Whether this processor has the instructions the parser was compiled for.
int senang_processor_fits(void);

senang_parser *_Nullable senang_parser_create(void);
void senang_parser_destroy(senang_parser *_Nonnull parser);

// Reads a whole body of plain signals: an array, or one object a line. SENANG_PADDING bytes behind
// it must be readable. Answers how many signals it wrote, or -1 when anything at all is out of
// the ordinary: then read it with the calls below, which can say what is wrong and where.
// The pointers in `out` lead into `body`.
int64_t senang_parse_plain(
    senang_parser *_Nonnull parser, const uint8_t *_Nonnull body, size_t count,
    senang_signal *_Nonnull out, size_t capacity);

// Reads one object. The pointers in `out` hold until the next call. `field` is the name of the
// field at fault, or null.
senang_shape senang_parse_line(
    senang_parser *_Nonnull parser, const uint8_t *_Nonnull line, size_t count,
    senang_signal *_Nonnull out, const char *_Nullable *_Nonnull field);

// Opens an array for senang_array_next: how many elements it has, or -1 when it is not one.
int64_t senang_array_open(
    senang_parser *_Nonnull parser, const uint8_t *_Nonnull body, size_t count);
senang_shape senang_array_next(
    senang_parser *_Nonnull parser, senang_signal *_Nonnull out,
    const char *_Nullable *_Nonnull field);

#ifdef __cplusplus
}
#endif
