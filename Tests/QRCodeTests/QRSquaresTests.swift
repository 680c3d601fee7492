import QRCode
import Testing

@Suite("QR codes")
struct QRSquaresTests {
    @Test("Each of three corners bears the finder pattern of ISO/IEC 18004, 6.3.3")
    func finders() throws {
        let rows = try #require(QRSquares().rows(of: Array("senang".utf8)))

        for (top, left) in [(0, 0), (0, rows.count - 7), (rows.count - 7, 0)] {
            for y in 0..<7 {
                for x in 0..<7 {
                    let ring = max(abs(y - 3), abs(x - 3))
                    #expect(rows[top + y][left + x] == (ring != 2), "\(y), \(x)")
                }
            }
        }
    }
}
