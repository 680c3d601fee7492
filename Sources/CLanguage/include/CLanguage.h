#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The longest text that is read, in bytes.
enum { senang_language_byte_count_max = 65536 };

// In which language a text is written, through libcld2: `code` takes its ISO 639 code with a zero
// behind it (16 bytes of room). Answers how many hundredths of the text are in it, from 1 to 100;
// 0 when it cannot be told, when the bytes are no UTF-8, or when there are none or too many.
// Keeps nothing between two calls; may be called by several threads at a time.
int senang_language(const uint8_t *bytes, size_t count, char *code);

#ifdef __cplusplus
}
#endif
