import Kernel
public import Measures

/// So many promises of one name that made room, alike in all that reports ask.
public struct PromiseSum: Equatable, Sendable {
    public let keys: PromiseKeys
    /// As it stood when it made room.
    public let letter: PromiseFact.Letter
    public let reading: Bool?
    public internal(set) var count: Int

    fileprivate func isOf(_ other: PromiseSum) -> Bool {
        keys == other.keys && letter == other.letter && reading == other.reading
    }

    fileprivate var order: String {
        let names = [
            keys.standing?.description, keys.channel.description, keys.owner?.description,
            letter.rawValue, reading.map { $0 ? "kept" : "broken" },
        ]
        return names.map { $0 ?? "" }.joined(separator: " ")
    }
}

/// What is left in mind of one name's promises that made room: counts, so that reports lose
/// nothing, and prints of their ids, so that none is taken anew.
///
/// No word and no moment of a promise is in it.
public struct MadeRoom: Equatable, Sendable {
    /// In one fixed order.
    public private(set) var sums: [PromiseSum] = []
    /// By the print of an id that of what was said under it: asked, and never walked unsorted.
    private var prints: [UInt64: UInt64] = [:]

    init() {}

    public var count: Int { prints.count }

    /// What was said under an id, by its print; `nil`: nothing of that id made room.
    func said(under id: UInt64) -> UInt64? { prints[id] }

    /// Of ids that made room, sorted.
    var ids: [UInt64] { prints.keys.sorted() }

    /// Takes one in that makes room.
    ///
    /// - Cost: linear in the sorts that there are.
    mutating func take(_ promise: Promise) {
        prints[promise.id.print] = promise.print
        var fresh = PromiseSum(
            keys: PromiseKeys(promise.said), letter: promise.letterOnceOver,
            reading: promise.byReading?.isKept, count: 1)
        if let place = sums.firstIndex(where: { $0.isOf(fresh) }) {
            fresh.count += sums[place].count
            sums[place] = fresh
        } else {
            let place = sums.firstIndex { $0.order > fresh.order } ?? sums.count
            sums.insert(fresh, at: place)
        }
    }
}

extension PromiseKeys {
    init(_ said: SaidPromise) {
        self.init(standing: said.standing, channel: said.channel, owner: said.owner)
    }
}

extension PromiseID {
    /// The id as 64 bits (FNV-1a: Fowler, Noll & Vo 1991): among a hundred million of them another
    /// meets one by accident once in 10¹¹ times.
    var print: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}

extension Promise {
    /// By the letter, of one that is over or long due.
    fileprivate var letterOnceOver: PromiseFact.Letter {
        if let byLetter { return byLetter.isKept ? .kept : .broken }
        return said.due == nil ? .notDue : .unknown
    }
}

/// Ids of promises that somebody has, or had, by their prints.
struct TakenIDs: Sendable {
    private var once: Set<UInt64> = []
    /// Of ids that several names have, from before an id was one person's: how many more than one.
    private var more: [UInt64: Int] = [:]

    init() {}

    func contains(_ print: UInt64) -> Bool { once.contains(print) }

    mutating func insert(_ print: UInt64) {
        if !once.insert(print).inserted { more[print, default: 0] += 1 }
    }

    mutating func remove(_ print: UInt64) {
        if let count = more[print] {
            more[print] = count > 1 ? count - 1 : nil
        } else {
            once.remove(print)
        }
    }
}

// MARK: In a snapshot

extension MadeRoom: Codable {
    private struct Entry: Codable {
        let standing: StandingPromiseID?
        let channel: PromiseChannel
        let owner: PromiseOwner?
        let letter: String
        let reading: Bool?
        let count: Int

        init(_ sum: PromiseSum) {
            standing = sum.keys.standing
            channel = sum.keys.channel
            owner = sum.keys.owner
            letter = sum.letter.rawValue
            reading = sum.reading
            count = sum.count
        }

        var sum: PromiseSum {
            PromiseSum(
                keys: PromiseKeys(standing: standing, channel: channel, owner: owner),
                letter: PromiseFact.Letter(rawValue: letter) ?? .unknown, reading: reading,
                count: count)
        }
    }

    private enum Field: String, CodingKey { case sums, prints }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Field.self)
        sums = try container.decode([Entry].self, forKey: .sums).map(\.sum)
        let pairs = try container.decode([UInt64].self, forKey: .prints)
        for place in stride(from: 0, to: pairs.count - 1, by: 2) {
            prints[pairs[place]] = pairs[place + 1]
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(sums.map(Entry.init), forKey: .sums)
        try container.encode(
            prints.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }, forKey: .prints)
    }
}
