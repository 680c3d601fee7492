import Domain
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore
import Simulator

/// Plays a day in an example venue into a running house, through the same intake as real readers.
struct Example {
    let engines: Engines
    let zones: [Zone]
    /// 1 is life; at any other speed the day is a history of its own.
    let speed: Double
    let seed: UInt64

    private static let stepMilliseconds: Int64 = 250

    func play() async throws {
        let day = try VenueDay(seed: seed, zones: zones)
        for (number, customer) in day.known.enumerated() {
            try await introduce(customer, number)
        }
        let begin = engines.clock.now
        let isLive = speed == 1
        guard let id = SourceID(isLive ? "example" : "example-\(begin.milliseconds)") else {
            return
        }
        let key = try await engines.intake.open(
            Source(id: id, mode: isLive ? .live : .history))
        guard let source = engines.intake.source(key: key) else { return }
        var rest = (isLive ? day.joined : day.moments)[...]
        while !rest.isEmpty, !Task.isCancelled {
            let passed = Double((engines.clock.now - begin).milliseconds) * speed
            let due = rest.prefix { Double($0.after.milliseconds) <= passed }.prefix(5_000)
            rest = rest.dropFirst(due.count)
            if !due.isEmpty { try await send(due, begin: begin, to: source) }
            try await Task.sleep(for: .milliseconds(Self.stepMilliseconds))
        }
        if !isLive { try await engines.intake.close(id) }
    }

    /// Somebody the venue knows, with an invented name and wish.
    private func introduce(_ customer: VenueDay.Known, _ number: Int) async throws {
        try await engines.intake.link(
            customer.token, to: customer.person, facts: customer.facts, mode: .assisted)
        let first = ["Anna", "Bram", "Chaimae", "Daan", "Eva", "Fatma", "Geert", "Hanna"]
        let last = ["de Vries", "Bakker", "El Amrani", "Jansen", "Smit", "Yılmaz", "van Dijk"]
        let wishes = ["A quiet place to wait", "Graag in het Nederlands", "Not too many questions"]
        let name = "\(first[number % first.count]) \(last[number / 3 % last.count])"
        try await engines.intake.carryOut(
            .tell(.name, name, of: customer.person, by: .house))
        guard number % 3 == 0 else { return }
        try await engines.intake.carryOut(
            .tell(.wish, wishes[number / 3 % wishes.count], of: customer.person, by: .person))
    }

    private func send(
        _ moments: ArraySlice<VenueDay.Moment>, begin: Instant, to source: SourceIndex
    ) async throws {
        let lines = moments.map { moment in
            let at = (begin + moment.after).milliseconds
            return "{\"id\":\"\(moment.token)-\(at)\",\"token\":\"\(moment.token)\""
                + ",\"kind\":\"\(moment.kind.word)\",\"zone\":\"\(moment.zone)\",\"at\":\(at)}"
        }
        let body = Array(lines.joined(separator: "\n").utf8)
        let padded = body + [UInt8](repeating: 0, count: 64)
        let batch = try padded.withUnsafeBytes {
            try engines.intake.decode(
                UnsafeRawBufferPointer(rebasing: $0[0..<body.count]), from: source)
        }
        _ = try await engines.intake.take(batch, from: source)
    }
}
