import Kernel

/// Bands within the one fold: a band that is worn is also a name of its bearer.
extension Engine {
    func decideBands(
        _ command: BandCommand, at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        let records: [BandRecord]
        do throws(BandRefusal) {
            records = try bands.decide(command, at: now)
        } catch {
            throw .band(error)
        }
        var all: [Record] = []
        for record in records {
            all.append(.band(record))
            switch record {
            case .given(let band, let person, _):
                guard !belongsToAnother(band.token, than: person) else {
                    throw .band(.tokenTaken)
                }
                all.append(.tokenLinked(token: band.token, person: person))
                // What it was read before stays counted when whoever wore it is forgotten.
                if let before = bands.standing(of: band.id), before.person != person,
                    let counter = taps.counter(of: band.id)
                {
                    all.append(.bandCounted(band.id, counter))
                }
            case .found(let id, let person, _):
                guard let token = bands.standing(of: id)?.band.token else { continue }
                all.append(.tokenLinked(token: token, person: person))
            case .ended(let id, let person, _, _):
                guard let standing = bands.standing(of: id), standing.end == nil else { continue }
                all.append(.tokenUnlinked(token: standing.band.token, person: person))
            case .arranged, .keyDropped: break
            }
        }
        return all
    }

    private func belongsToAnother(_ token: Token, than person: PersonID) -> Bool {
        guard let number = people.number(of: token) else { return false }
        let accounts = people.aliases(of: number).filter { $0.kind == .account }
        return !accounts.isEmpty && !accounts.contains(Alias(person))
    }
}
