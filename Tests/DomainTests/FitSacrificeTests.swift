import Domain
import Kernel
import Testing

@Suite("What is given up on one wish, in whole numbers")
struct FitSacrificeTests {
    private static func level(_ number: Int64) -> Level { Level(thousandths: number * 1_000) }

    private static func option(_ name: String) -> FacetOptionID { FacetOptionID(name)! }

    private static func millionths(_ kind: FacetKind, _ want: Want, _ got: Got) -> Int32? {
        kind.sacrifice(want: want, got: got)?.millionths
    }

    // MARK: By hand, as measures.md has it

    @Test(
        "More is better: the share of the way to the floor, and nothing for more than wanted",
        arguments: [
            (7, 300_000), (12, 0), (10, 0), (0, 1_000_000), (-3, 1_000_000), (9, 100_000),
        ] as [(Int64, Int32)])
    func more(got: Int64, expected: Int32) {
        let kind = FacetKind.more(floor: Self.level(0))
        #expect(
            Self.millionths(kind, .level(Self.level(10)), .level(Self.level(got))) == expected)
    }

    @Test("With the floor above the wish less is better, and beside it any step is all")
    func less() {
        let price = FacetKind.more(floor: Self.level(20))
        let want = Want.level(Self.level(10))
        #expect(Self.millionths(price, want, .level(Self.level(13))) == 300_000)
        #expect(Self.millionths(price, want, .level(Self.level(8))) == 0)
        #expect(Self.millionths(price, want, .level(Self.level(25))) == 1_000_000)
        let exact = FacetKind.more(floor: Self.level(10))
        #expect(Self.millionths(exact, want, .level(Self.level(10))) == 0)
        #expect(Self.millionths(exact, want, .level(Level(thousandths: 9_999))) == 1_000_000)
    }

    @Test(
        "Best at a point: each side has its own tolerance",
        arguments: [(19, 500_000), (25, 500_000), (30, 1_000_000), (21, 0), (17, 1_000_000)]
            as [(Int64, Int32)])
    func ideal(got: Int64, expected: Int32) {
        let kind = FacetKind.ideal(below: Self.level(4), above: Self.level(8))
        #expect(
            Self.millionths(kind, .level(Self.level(21)), .level(Self.level(got))) == expected)
    }

    @Test("A set: the weight of the wants that were missed, of them all")
    func set() {
        let names = ["gluten_free", "delivered_before_18h", "gift_wrap"]
        let kind = FacetKind.set(names.map(Self.option))
        let wants = Want.all(
            zip(names, [5, 3, 2] as [UInt8]).map { WeightedOption(Self.option($0), weight: $1) })
        func sacrifice(_ got: [String]) -> Int32? {
            Self.millionths(kind, wants, .some(got.map(Self.option)))
        }
        #expect(sacrifice(["gluten_free", "gift_wrap"]) == 300_000)
        #expect(sacrifice(["gluten_free", "gluten_free", "gift_wrap", "ribbon"]) == 300_000)
        #expect(sacrifice(names) == 0)
        #expect(sacrifice([]) == 1_000_000)
    }

    @Test("A category: as far off as the option is unlike what would do, all when it would not")
    func category() {
        let kind = FacetKind.category(["window", "aisle", "middle"].map(Self.option))
        let want = Want.oneOf([
            WeightedOption(Self.option("window"), weight: 100),
            WeightedOption(Self.option("aisle"), weight: 60),
        ])
        for (got, expected) in [("window", 0), ("aisle", 400_000), ("middle", 1_000_000)] {
            #expect(
                Self.millionths(kind, want, .one(Self.option(got))) == Int32(expected), "\(got)")
        }
    }

    @Test("Time: 63 % is lost after the patience, nothing in time, and waiting still is the least")
    func time() {
        let kind = FacetKind.time(patience: .hours(48))
        let want = Want.within(.hours(24))
        #expect(Self.millionths(kind, want, .after(.hours(72))) == 632_121)
        #expect(Self.millionths(kind, want, .after(.hours(24))) == 0)
        #expect(Self.millionths(kind, want, .after(.hours(3))) == 0)
        #expect(Self.millionths(kind, want, .waiting(.hours(72))) == 632_121)
        #expect(Self.millionths(kind, want, .after(.hours(24 + 48 * 40))) == 1_000_000)
    }

    @Test("Who got nothing gives up all, and what is of another kind has no number")
    func otherKinds() {
        let level = Want.level(Self.level(1))
        let more = FacetKind.more(floor: Self.level(0))
        #expect(Self.millionths(more, level, .nothing) == 1_000_000)
        #expect(Self.millionths(more, level, .after(.hours(1))) == nil)
        #expect(Self.millionths(more, .within(.hours(1)), .level(Self.level(1))) == nil)
        #expect(Self.millionths(.time(patience: .hours(1)), level, .after(.hours(1))) == nil)
        #expect(
            Self.millionths(.set([]), .all([]), .one(Self.option("a"))) == nil,
            "one option is no set")
    }

    // MARK: Properties, on drawn wishes

    @Test("What is wanted is 0; further off is never less; more than wanted earns nothing")
    func properties() throws {
        var random = SplitMix64(seed: 71)
        func draw(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
        for _ in 0..<2_000 {
            let want = draw(-1_000_000...1_000_000)
            let floor = want + draw(-50_000...50_000)
            let kinds: [(kind: FacetKind, sides: [Int64])] = [
                (.more(floor: Level(thousandths: floor)), [floor <= want ? -1 : 1]),
                (
                    .ideal(
                        below: Level(thousandths: draw(1...50_000)),
                        above: Level(thousandths: draw(1...50_000))), [-1, 1]
                ),
            ]
            let near = draw(0...60_000)
            let far = near + draw(0...60_000)
            for (kind, sides) in kinds {
                func at(_ distance: Int64) throws -> Sacrifice {
                    try #require(
                        kind.sacrifice(
                            want: .level(Level(thousandths: want)),
                            got: .level(Level(thousandths: want + distance))))
                }
                #expect(try at(0) == Sacrifice.none)
                for side in [-1, 1] as [Int64] {
                    let one = try at(side * near)
                    let other = try at(side * far)
                    #expect(Sacrifice.none <= one && one <= other && other <= .all)
                    if !sides.contains(side) { #expect(other == Sacrifice.none) }
                }
            }
        }
    }

    @Test("A share is the nearest millionth, of the largest levels too")
    func nearest() throws {
        var random = SplitMix64(seed: 72)
        for _ in 0..<2_000 {
            let whole = Int64.random(in: 1...Level.thousandthsMax, using: &random)
            let part = Int64.random(in: 0...whole, using: &random)
            let found = try #require(
                FacetKind.more(floor: Level(thousandths: -whole)).sacrifice(
                    want: .level(Level(thousandths: 0)),
                    got: .level(Level(thousandths: -part))))
            // Twice the difference, times the whole, is at most one unit.
            let exact = Int64(part).multipliedFullWidth(by: 1_000_000)
            let (quotient, rest) = whole.dividingFullWidth(exact)
            let rounded = quotient + (rest >= whole - rest ? 1 : 0)
            #expect(Int64(found.millionths) == rounded)
        }
        let widest = FacetKind.more(floor: Level(thousandths: .min))
        #expect(
            Self.millionths(
                widest, .level(Level(thousandths: .max)), .level(Level(thousandths: 0)))
                == 500_000)
    }

    @Test("The order of a set's wants, and one without weight, change nothing")
    func orderOfASet() throws {
        var random = SplitMix64(seed: 73)
        for _ in 0..<500 {
            let wants = (0..<6).map { number in
                WeightedOption(
                    Self.option("w\(number)"), weight: UInt8.random(in: 1...100, using: &random))
            }
            let got = wants.filter { _ in Bool.random(using: &random) }.map(\.option)
            let kind = FacetKind.set(wants.map(\.option))
            let found = try #require(kind.sacrifice(want: .all(wants), got: .some(got)))
            let mixed = wants.shuffled(using: &random)
            #expect(kind.sacrifice(want: .all(mixed), got: .some(got.reversed())) == found)
            let more = wants + [WeightedOption(Self.option("none"), weight: 0)]
            #expect(kind.sacrifice(want: .all(more), got: .some(got)) == found)
            // The control: one more that weighs something, and was missed, does.
            let missed = wants + [WeightedOption(Self.option("none"), weight: 100)]
            let after = try #require(kind.sacrifice(want: .all(missed), got: .some(got)))
            #expect(after > found || found == .all)
        }
    }

    @Test("Longer than wanted never costs less, and less patience never costs less")
    func patience() throws {
        var random = SplitMix64(seed: 74)
        for _ in 0..<1_000 {
            let wanted = Int64.random(in: 0...3_600_000, using: &random)
            let got = Int64.random(in: 0...9_000_000, using: &random)
            let later = got + Int64.random(in: 0...9_000_000, using: &random)
            let patience = Int64.random(in: 1...3_600_000, using: &random)
            func at(_ got: Int64, _ patience: Int64) throws -> Sacrifice {
                try #require(
                    FacetKind.time(patience: Span(milliseconds: patience)).sacrifice(
                        want: .within(Span(milliseconds: wanted)),
                        got: .after(Span(milliseconds: got))))
            }
            #expect(try at(got, patience) <= at(later, patience))
            #expect(try at(got, patience * 2) <= at(got, patience))
            if got <= wanted { #expect(try at(got, patience) == Sacrifice.none) }
        }
    }
}
