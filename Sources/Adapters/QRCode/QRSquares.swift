internal import CQRCode
package import Ports

/// QR codes, over libqrencode. Source: ISO/IEC 18004.
package struct QRSquares: SquareCodes {
    /// How many light dots there must be on each side.
    static let quietCount = 4

    package init() {}

    package func square(_ text: String) -> SquareDrawing? {
        guard let rows = rows(of: Array(text.utf8)) else { return nil }
        return SquareDrawing(
            side: rows.count + 2 * Self.quietCount, path: Self.path(rows))
    }

    /// The dots, without room around them: `true` is dark.
    ///
    /// - Returns: `nil` for none, or more than 1,500 bytes.
    package func rows(of bytes: [UInt8]) -> [[Bool]]? {
        let most = Int(senang_qr_side_max)
        var dots = [UInt8](repeating: 0, count: most * most)
        let side = senang_qr(bytes, bytes.count, &dots)
        guard side > 0 else { return nil }
        return (0..<side).map { row in dots[row * side..<(row + 1) * side].map { $0 == 1 } }
    }

    /// One flat box for each run of dark dots.
    private static func path(_ rows: [[Bool]]) -> String {
        var path = ""
        for (y, row) in rows.enumerated() {
            var x = 0
            while x < row.count {
                let run = row[x...].prefix { $0 }.count
                if run > 0 { path += "M\(x + quietCount) \(y + quietCount)h\(run)v1h-\(run)z" }
                x += max(run, 1)
            }
        }
        return path
    }
}
