import Ports
import QRCode
import Testing

/// "senang" at level M, as PyPI's qrcode 8.2 draws it with mask 6.
private let senang = """
    #######.#..#..#######
    #.....#.#.....#.....#
    #.###.#.#.###.#.###.#
    #.###.#..#....#.###.#
    #.###.#.###.#.#.###.#
    #.....#....##.#.....#
    #######.#.#.#.#######
    .........#.##........
    #..########.##..#.###
    ##..#..##.#.#.#.###..
    ###.###.###..##.#.###
    #..##..#.###......###
    ####.###.#....#..#.##
    ........#####....#...
    #######.#...#####....
    #.....#.#.####.#.##..
    #.###.#.#.###.#..#.##
    #.###.#.#.###....##..
    #.###.#..##...#.#.###
    #.....#..##..##.#####
    #######.####.........
    """

@Suite("Squares of dots")
struct QRSquaresTests {
    private let squares = QRSquares()

    /// The dots that a drawing's path makes dark.
    private func painted(_ drawing: SquareDrawing) throws -> [[Bool]] {
        var dots = [[Bool]](
            repeating: [Bool](repeating: false, count: drawing.side), count: drawing.side)
        for box in drawing.path.split(separator: "M") {
            let numbers = box.split { !$0.isNumber }.compactMap { Int($0) }
            let (x, y, width) = (numbers[0], numbers[1], numbers[2])
            #expect(box == "\(x) \(y)h\(width)v1h-\(width)z")
            for place in x..<x + width { dots[y][place] = true }
        }
        return dots
    }

    @Test("A square is dot for dot what another library draws")
    func independent() throws {
        let rows = try #require(squares.rows(of: Array("senang".utf8)))
        let drawn = rows.map { String($0.map { $0 ? "#" : "." }) }.joined(separator: "\n")

        #expect(drawn == senang)
    }

    @Test(
        "What is drawn are the dots, with four light ones around them", arguments: [1, 99, 1_400])
    func drawn(count: Int) throws {
        let text = String(repeating: "k", count: count)
        let drawing = try #require(squares.square(text))
        let rows = try #require(squares.rows(of: Array(text.utf8)))
        let dots = try painted(drawing)

        #expect(drawing.side == rows.count + 8)
        #expect(dots[4..<4 + rows.count].map { Array($0[4..<4 + rows.count]) } == rows)
        #expect(dots.joined().filter { $0 }.count == rows.joined().filter { $0 }.count)
    }

    @Test("Other texts are other squares, and the same text is the same")
    func texts() {
        #expect(squares.square("a") == squares.square("a"))
        #expect(squares.square("a") != squares.square("b"))
    }

    @Test("Nothing, and more than fits, is not drawn", arguments: [0, 1_501, 10_000])
    func refused(count: Int) {
        #expect(squares.square(String(repeating: "k", count: count)) == nil)
    }
}
