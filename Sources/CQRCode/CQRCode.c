#include "CQRCode.h"

#include <qrencode.h>

size_t senang_qr(const uint8_t *bytes, size_t count, uint8_t *dots) {
    if (count == 0 || count > senang_qr_byte_count_max) return 0;
    QRcode *code = QRcode_encodeData((int)count, bytes, 0, QR_ECLEVEL_M);
    if (!code) return 0;
    size_t side = (size_t)code->width;
    if (side <= senang_qr_side_max) {
        for (size_t place = 0; place < side * side; place++) dots[place] = code->data[place] & 1;
    } else {
        side = 0;
    }
    QRcode_free(code);
    return side;
}
