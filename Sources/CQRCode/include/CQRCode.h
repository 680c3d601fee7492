#pragma once
#include <stddef.h>
#include <stdint.h>

// The most bytes that are drawn, and the most dots of a side.
enum { senang_qr_byte_count_max = 1500, senang_qr_side_max = 177 };

// Draws bytes as a QR code (ISO/IEC 18004, level M) through libqrencode: `dots` takes the rows one
// after another, 1 for dark, and has room for the longest side squared. Answers how many dots a
// side has, or 0 when it cannot be drawn. Keeps nothing between two calls.
size_t senang_qr(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull dots);
