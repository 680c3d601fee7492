public import Kernel

/// What became of everything that was said: nobody who asked is neither answered nor waiting with a
/// date.
public struct VoiceTally: Equatable, Sendable {
    public internal(set) var asked = 0
    public internal(set) var answered = 0
    public internal(set) var open = 0
    /// Taken back by whoever said it, and not among those who asked.
    public internal(set) var withdrawn = 0

    public init() {}

    /// Asked = answered + open with a date.
    public var isWhole: Bool { asked == answered + open }

    mutating func count(_ voice: Voice, _ change: Int) {
        switch voice.state {
        case .withdrawn: withdrawn += change
        case .answered:
            asked += change
            answered += change
        case .acknowledged, .considered:
            asked += change
            open += change
        }
    }
}

/// What people say to the organisation, by the name under which it was said.
public struct VoiceBook: Sendable {
    /// The most names that have any.
    public static let nameCountMax = 10_000_000

    /// One voice among those of all names.
    struct Key: Hashable, Comparable, Sendable {
        let name: PersonID
        let voice: VoiceID

        static func < (left: Self, right: Self) -> Bool {
            left.name != right.name ? left.name < right.name : left.voice < right.voice
        }
    }

    public private(set) var proposals = ProposalBook()
    /// Asked, and never walked unsorted.
    private var people: [PersonID: PersonVoices] = [:]
    // What follows from these, so that nobody has to look for it.
    private var holders: [VoiceID: PersonID] = [:]
    private var numbers: [VoiceNumber: Key] = [:]
    /// By the proposal that stands.
    private var members: [ProposalID: Set<Key>] = [:]
    /// Of those, whom its decision answers.
    private var waiting: [ProposalID: Set<Key>] = [:]
    /// Who took part in it, by the proposal that stands.
    private var takers: [ProposalID: Set<PersonID>] = [:]
    /// Decided, with somebody whom the decision has not answered yet.
    private var owing: Set<ProposalID> = []
    /// Of whom somebody is owed a letter.
    private var unsent: Set<Key> = []
    /// Answered, by another way than mail, and not noted as shown.
    private var unshown: Set<Key> = []
    /// Of which a letter came back, and nobody found another way yet.
    private var cameBack: Set<Key> = []
    /// Those that wait for an answer, by the day (UTC) of their date.
    private var due: [Int64: Set<Key>] = [:]
    /// Of all voices.
    public private(set) var tally = VoiceTally()

    public init() {}

    var nameCount: Int { people.count }
    public var isEmpty: Bool { people.isEmpty }

    public subscript(name: PersonID) -> PersonVoices? { people[name] }

    /// Names that said anything, sorted. Cost: a sort of all of them.
    public var names: [PersonID] { people.keys.sorted() }

    /// Under which name something was said.
    public func holder(of voice: VoiceID) -> PersonID? { holders[voice] }

    public func voice(_ id: VoiceID) -> Voice? { holders[id].flatMap { people[$0]?[id] } }

    public func voice(numbered number: VoiceNumber) -> Voice? {
        numbers[number].flatMap { people[$0.name]?[$0.voice] }
    }

    func isTaken(_ number: VoiceNumber) -> Bool { numbers[number] != nil }

    /// What was put into a proposal, or into one that was put into it: by name, then id.
    ///
    /// - Cost: a sort of them.
    public func voices(in proposal: ProposalID) -> [(name: PersonID, voice: Voice)] {
        (members[proposal] ?? []).sorted().compactMap { key in
            people[key.name]?[key.voice].map { (key.name, $0) }
        }
    }

    /// How many were put into it.
    public func voiceCount(in proposal: ProposalID) -> Int { members[proposal]?.count ?? 0 }

    /// What became of what was put into a proposal. Cost: linear in that.
    public func tally(of proposal: ProposalID) -> VoiceTally {
        var tally = VoiceTally()
        for key in members[proposal] ?? [] {
            if let voice = people[key.name]?[key.voice] { tally.count(voice, 1) }
        }
        return tally
    }

    /// What customers think of a proposal, or of one that was put into it: by name, each in the
    /// order in which they said so. Cost: a sort of them.
    public func parts(in proposal: ProposalID) -> [(name: PersonID, parts: [ProposalPart])] {
        (takers[proposal] ?? []).sorted().compactMap { name in
            let parts = (people[name]?.parts ?? []).filter {
                proposals.standing($0.proposal) == proposal
            }
            return parts.isEmpty ? nil : (name, parts.map(\.part))
        }
    }

    /// Whether a decision has not answered somebody yet.
    var owesAnswers: Bool { !owing.isEmpty }

    /// Whom decisions have not answered yet, in order; up to a number of voices.
    func owed(_ countMax: Int) -> [(proposal: Proposal, keys: [Key])] {
        var left = countMax
        var owed: [(proposal: Proposal, keys: [Key])] = []
        for id in owing.sorted() where left > 0 {
            guard let proposal = proposals[id], let all = waiting[id] else { continue }
            let keys = Array(all.sorted().prefix(left))
            left -= keys.count
            owed.append((proposal, keys))
        }
        return owed
    }

    /// Whether anybody is owed a letter, or an answer is not noted as shown.
    public var owesLetters: Bool { !unsent.isEmpty || !unshown.isEmpty }

    /// How many voices there are of which somebody is owed a letter.
    public var unsentCount: Int { unsent.count }

    /// In order. Cost: a sort of them.
    var unsentKeys: [Key] { unsent.sorted() }
    var unshownKeys: [Key] { unshown.sorted() }
    var cameBackKeys: [Key] { cameBack.sorted() }
    public var cameBackCount: Int { cameBack.count }

    func voice(at key: Key) -> Voice? { people[key.name]?[key.voice] }

    /// Which letter is owed about a voice now; `nil`: none.
    func letterOwed(about voice: Voice) -> VoiceLetter? {
        // Of an answer to it alone nobody notes when it is done.
        let proposal = voice.answer?.proposal.map(proposals.standing)
        let isDone = proposal.flatMap { proposals[$0]?.doneAt } != nil
        return voice.letterOwed(isDone: isDone)
    }

    /// What waits for an answer, the earliest date first; then by name and id.
    ///
    /// - Cost: a sort of the days that are looked at, and of what is due on each.
    public func open(
        atMost countMax: Int, where isWanted: (Voice) -> Bool = { _ in true }
    ) -> [(name: PersonID, voice: Voice)] {
        var found: [(name: PersonID, voice: Voice)] = []
        for day in due.keys.sorted() where found.count < countMax {
            let voices = (due[day] ?? []).compactMap { key in
                people[key.name]?[key.voice].map { (name: key.name, voice: $0) }
            }
            found += voices.filter { isWanted($0.voice) }.sorted { left, right in
                (left.voice.answerBy, left.name, left.voice.id)
                    < (right.voice.answerBy, right.name, right.voice.id)
            }
        }
        return Array(found.prefix(max(0, countMax)))
    }

    /// How many wait whose date is over. Cost: linear in what is due by then.
    public func overdueCount(at moment: Instant) -> Int {
        due.keys.sorted().prefix { $0 <= moment.day }.reduce(0) { sum, day in
            let isOver = { (key: Key) in
                people[key.name]?[key.voice].map { $0.answerBy < moment } ?? false
            }
            return sum + (due[day]?.count(where: isOver) ?? 0)
        }
    }

    /// ``tally``, counted again from every voice: what shows that it is right. Cost: all of them.
    public var recounted: VoiceTally {
        var tally = VoiceTally()
        for name in names { for voice in people[name]?.voices ?? [] { tally.count(voice, 1) } }
        return tally
    }

    // MARK: Folding

    /// Folds a row in. One that is folded again changes nothing.
    package mutating func apply(_ record: VoiceRecord, of name: PersonID) {
        // Taken out, so that it is changed in place.
        var kept = people.removeValue(forKey: name) ?? PersonVoices()
        let before = record.voice.flatMap { kept[$0] }
        kept.apply(record)
        if let before { unlist(before, of: name) }
        if let after = record.voice.flatMap({ kept[$0] }) { list(after, of: name) }
        if case .tookPart(let id, _) = record {
            takers[proposals.standing(id), default: []].insert(name)
        }
        if !kept.isEmpty { people[name] = kept }
    }

    package mutating func apply(_ record: ProposalRecord) {
        if case .optionKept(let id, let option) = record,
            let known = proposals[id]?.option(option.id), known != option
        {
            forgetParts(about: option.id, of: id)
        }
        proposals.apply(record)
        switch record {
        case .merged(let id, let into, _, _):
            let into = proposals.standing(into)
            members[into, default: []].formUnion(members.removeValue(forKey: id) ?? [])
            waiting[into, default: []].formUnion(waiting.removeValue(forKey: id) ?? [])
            takers[into, default: []].formUnion(takers.removeValue(forKey: id) ?? [])
            owing.remove(id)
            noteOwing(into)
            noteLetters(in: into)
        case .done(let id, _, _): noteLetters(in: proposals.standing(id))
        case .decided(let id, _), .confirmed(let id, _, _): noteOwing(id)
        case .charterKept, .opened, .worded, .optionKept, .optionDropped, .scored, .sentBack:
            break
        }
    }

    mutating func forget(_ names: Set<PersonID>) {
        for name in names.sorted() {
            for voice in people[name]?.voices ?? [] { unlist(voice, of: name) }
            unlistParts(of: name)
            people[name] = nil
        }
    }

    /// Lets go of the words of these names, and counts what was open as taken back.
    mutating func takeBack(_ names: [PersonID], at moment: Instant) {
        for name in names {
            unlistParts(of: name)
            guard var kept = people.removeValue(forKey: name) else { continue }
            for voice in kept.voices { unlist(voice, of: name) }
            kept.takeBackWords(at: moment)
            for voice in kept.voices { list(voice, of: name) }
            people[name] = kept
        }
    }

    private mutating func list(_ voice: Voice, of name: PersonID) {
        let key = Key(name: name, voice: voice.id)
        holders[voice.id] = name
        numbers[voice.number] = key
        tally.count(voice, 1)
        noteLetter(voice, key)
        if voice.isOpen { due[voice.answerBy.day, default: []].insert(key) }
        guard let proposal = voice.proposal.map(proposals.standing) else { return }
        members[proposal, default: []].insert(key)
        if voice.takesDecision { waiting[proposal, default: []].insert(key) }
        noteOwing(proposal)
    }

    private mutating func unlist(_ voice: Voice, of name: PersonID) {
        let key = Key(name: name, voice: voice.id)
        holders[voice.id] = nil
        numbers[voice.number] = nil
        tally.count(voice, -1)
        unsent.remove(key)
        unshown.remove(key)
        cameBack.remove(key)
        let day = voice.answerBy.day
        if due[day]?.remove(key) != nil, due[day]?.isEmpty == true { due[day] = nil }
        guard let proposal = voice.proposal.map(proposals.standing) else { return }
        members[proposal]?.remove(key)
        waiting[proposal]?.remove(key)
        noteOwing(proposal)
    }

    private mutating func noteLetter(_ voice: Voice, _ key: Key) {
        if voice.hasComeBack { cameBack.insert(key) }
        guard letterOwed(about: voice) != nil else { return }
        if voice.isAnsweredByMail { unsent.insert(key) } else { unshown.insert(key) }
    }

    /// Whether it helped is asked once what was decided is done.
    private mutating func noteLetters(in proposal: ProposalID) {
        for key in (members[proposal] ?? []).sorted() {
            if let voice = people[key.name]?[key.voice] { noteLetter(voice, key) }
        }
    }

    private mutating func forgetParts(about option: ProposalOptionID, of proposal: ProposalID) {
        for name in (takers[proposals.standing(proposal)] ?? []).sorted() {
            guard var kept = people.removeValue(forKey: name) else { continue }
            kept.forget(option, of: proposal)
            if !kept.isEmpty { people[name] = kept }
        }
    }

    private mutating func unlistParts(of name: PersonID) {
        for part in people[name]?.parts ?? [] {
            takers[proposals.standing(part.proposal)]?.remove(name)
        }
    }

    private mutating func noteOwing(_ id: ProposalID) {
        let isOwed = waiting[id].map { !$0.isEmpty } ?? false
        if isOwed, proposals[id]?.decidedAt != nil {
            owing.insert(id)
        } else {
            owing.remove(id)
        }
    }
}

extension VoiceBook: Equatable {
    /// The rest follows from these.
    public static func == (left: VoiceBook, right: VoiceBook) -> Bool {
        left.proposals == right.proposals && left.people == right.people
    }
}

// MARK: In a snapshot

extension VoiceBook: Codable {
    private struct Entry: Codable {
        let name: PersonID
        let voices: PersonVoices
    }

    private enum Field: String, CodingKey { case proposals, people }

    public init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: Field.self)
        proposals = try container.decode(ProposalBook.self, forKey: .proposals)
        for entry in try container.decode([Entry].self, forKey: .people) {
            people[entry.name] = entry.voices
            for voice in entry.voices.voices { list(voice, of: entry.name) }
            for part in entry.voices.parts {
                takers[proposals.standing(part.proposal), default: []].insert(entry.name)
            }
        }
    }

    /// Sorted here, on the thread that writes a snapshot, and not where voices are heard.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(proposals, forKey: .proposals)
        try container.encode(
            people.sorted { $0.key < $1.key }.map { Entry(name: $0.key, voices: $0.value) },
            forKey: .people)
    }
}
