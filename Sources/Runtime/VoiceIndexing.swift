public import Domain
public import Kernel
import Measures
public import Ports

/// Finds who said the like before, on a thread of its own, so that no signal waits for it.
///
/// It is built in memory from what the house knows at a start and follows each row from then on.
/// It holds stems and pieces of words, never on disk; of somebody who is forgotten, or who takes
/// their words back, nothing is left in it with the next question or turn.
public actor VoiceIndexing {
    /// Names that are copied from the engine at a time.
    static let sliceCount = 128
    /// The most that are told.
    public static let matchCountMax = 100
    /// The most bytes of a text that is asked for: it stands in an address.
    public static let textByteCountMax = 4_000

    /// A voice that is like what was asked for.
    public struct Match: Sendable {
        public let voice: Voice
        /// Above 0; about 1 for the same words.
        public let likeness: Double
    }

    private struct Holder: Equatable {
        let name: PersonID
        let language: VoiceLanguage?
    }

    private let executor = QueueExecutor(label: "senang.voices")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let sequencer: Sequencer
    private let pile: VoicePile
    private let reading: any TextReading
    private let house: WrittenLanguage
    private var index = VoiceIndex()
    private var numbers: [PersonID: Set<VoiceNumber>] = [:]
    /// Whose a number is here, and in which language: it may be somebody else's again once they are
    /// gone, and its language may be said later.
    private var holders: [VoiceNumber: Holder] = [:]
    private var underWay: Task<Void, Never>?

    /// - Parameters:
    ///   - pile: The one that the sequencer was given.
    ///   - house: The language of words whose own cannot be told.
    public init(
        sequencer: Sequencer, pile: VoicePile, reading: any TextReading,
        house: WrittenLanguage = .dutch
    ) {
        self.sequencer = sequencer
        self.pile = pile
        self.reading = reading
        self.house = house
    }

    /// How many voices it finds. Cost: a turn.
    public var count: Int {
        get async {
            await turn()
            return index.count
        }
    }

    /// In which language something is said; `nil`: nobody can tell, as of most that is said in five
    /// words or fewer.
    public nonisolated func language(of words: String) -> VoiceLanguage? {
        read(words).flatMap { VoiceLanguage($0.code) }
    }

    /// As ``language(of:)``, with how much of the words is in it.
    public nonisolated func read(_ words: String) -> ReadLanguage? {
        reading.believedLanguage(of: words)
    }

    /// Voices most like a text, the likest first; none that was taken back.
    ///
    /// - Parameter except: One that is left out: the voice itself.
    /// - Cost: linear in the voices that share a stem or a piece of a word with it.
    public func similar(
        to text: String, atMost countMax: Int, except: VoiceID? = nil
    ) async -> [Match] {
        await turn()
        let countMax = min(countMax, Self.matchCountMax)
        let language = language(of: text).flatMap { WrittenLanguage(rawValue: $0.description) }
        // One more, for the voice that is left out.
        let found = index.similar(to: terms(of: text, in: language), count: countMax + 1)
        return await sequencer.read { engine in
            let matches = found.compactMap { match in
                engine.voices.voice(numbered: match.number.raw).map {
                    Match(voice: $0, likeness: match.likeness)
                }
            }
            return Array(
                matches.filter { $0.voice.isFound && $0.voice.id != except }.prefix(countMax))
        }
    }

    /// Brings it up to date. Returns when whatever was on disk before the call is in it.
    public func turn() async {
        while let underWay { await underWay.value }
        let moved = pile.take()
        guard !moved.isEmpty else { return }
        let task = Task {
            await follow(moved)
            underWay = nil
        }
        underWay = task
        await task.value
    }

    // MARK: Following

    private func follow(_ moved: VoicePile.Moved) async {
        var names = moved.names
        if moved.isAll {
            names = Set(await sequencer.read { $0.voices.names }).union(numbers.keys)
        }
        for person in moved.takenBack.sorted() {
            names.insert(person)
            for case .person(let name) in await sequencer.read({ $0.subjects(of: person) }) ?? [] {
                names.insert(name)
            }
        }
        let sorted = names.sorted()
        for start in stride(from: 0, to: sorted.count, by: Self.sliceCount) {
            let slice = sorted[start..<min(start + Self.sliceCount, sorted.count)]
            let found = await sequencer.read { engine in
                slice.map { ($0, engine.voices[$0]?.voices ?? []) }
            }
            for (name, voices) in found { replace(name, voices.filter(\.isFound)) }
        }
    }

    private func replace(_ name: PersonID, _ voices: [Voice]) {
        let known = numbers[name] ?? []
        let wanted = Set(voices.map(\.number))
        for number in known.subtracting(wanted) where holders[number]?.name == name {
            holders[number] = nil
            index.remove(VoiceIndex.Number(number))
        }
        for voice in voices {
            let holder = Holder(name: name, language: voice.said.language)
            if holders[voice.number] == holder, known.contains(voice.number) { continue }
            guard index.count < VoiceIndex.countMax else { break }
            let language = voice.said.language.flatMap {
                WrittenLanguage(rawValue: $0.description)
            }
            holders[voice.number] = holder
            index.add(
                VoiceIndex.Number(voice.number), terms(of: voice.said.words, in: language))
        }
        numbers[name] = wanted.isEmpty ? nil : wanted
    }

    private func terms(of text: String, in language: WrittenLanguage?) -> VoiceTerms {
        let language = language ?? house
        return VoiceTerms(text, in: language) { reading.stems(of: $0, in: language) }
    }
}

extension Voice {
    /// Whether it is there to be found: what was taken back is not.
    fileprivate var isFound: Bool { withdrawnAt == nil && !said.words.isEmpty }
}
