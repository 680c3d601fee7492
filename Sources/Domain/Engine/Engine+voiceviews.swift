public import Kernel

/// What somebody said to the house, and what became of it.
public struct VoiceView: Sendable, Equatable {
    public let person: PersonID
    /// By all their names, the newest first.
    public let entries: [Voice]
    /// What they think of proposals, the newest last.
    public let parts: [PersonVoices.Part]

    public subscript(id: VoiceID) -> Voice? { entries.first { $0.id == id } }
}

/// Who asked for something that was proposed.
public struct AskerView: Sendable, Equatable {
    public let person: PersonID
    public let voices: [Voice]
    /// What they settle for on a facet now, in micro-units; `nil`: not known.
    public let sacrifice: Int32?
}

extension Engine {
    /// What somebody said. It was said to the house: no leave is needed to read it, and who it was
    /// is shown by leave, as everywhere.
    ///
    /// - Returns: `nil` when nobody is known by that name.
    public func voices(of person: PersonID) -> VoiceView? {
        guard let person = people.person(person) else { return nil }
        let kept = subjectNames(of: person).compactMap { voices[$0] }
        return VoiceView(
            person: person,
            entries: kept.flatMap(\.voices).sorted { ($0.saidAt, $0.id) > ($1.saidAt, $1.id) },
            parts: kept.flatMap(\.parts))
    }

    /// Whose voice it is; `nil`: nobody's that is known.
    public func person(of voice: VoiceID) -> PersonID? {
        voices.holder(of: voice).map { people.person($0) ?? $0 }
    }

    /// Who asked for what was gathered in a proposal, each once, in the order of their names.
    ///
    /// - Cost: a sort of its voices, and a look at the wishes of each person when a facet is named.
    public func askers(of proposal: ProposalID, on facet: FacetID?, at now: Instant) -> [AskerView]
    {
        var order: [PersonID] = []
        var theirs: [PersonID: [Voice]] = [:]
        for (name, voice) in voices.voices(in: proposal) where voice.withdrawnAt == nil {
            let person = people.person(name) ?? name
            if theirs[person] == nil { order.append(person) }
            theirs[person, default: []].append(voice)
        }
        return order.sorted().map { person in
            AskerView(
                person: person, voices: theirs[person] ?? [],
                sacrifice: facet.flatMap { sacrifice(of: person, on: $0, at: now) })
        }
    }
}

extension Engine {
    /// What somebody settled for last on a facet where what they want counts.
    private func sacrifice(of person: PersonID, on facet: FacetID, at now: Instant) -> Int32? {
        guard let file = wishFile(of: person, at: now),
            let wish = file.wishes.last(where: { $0.counts && $0.said.facet == facet })
        else { return nil }
        return file.entries.flatMap { $0.wishes.settled }.filter { $0.wish == wish.id }
            .max { ($0.at, $0.id) < ($1.at, $1.id) }?.sacrifice?.millionths
    }
}
