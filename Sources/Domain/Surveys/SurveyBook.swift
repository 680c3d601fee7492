public import Kernel
import Measures

/// The questions of the house's survey, with all their versions.
public struct SurveyBook: Equatable, Sendable, Codable {
    /// The most questions, those that are asked no more among them.
    public static let questionCountMax = 200
    /// The most versions of one question.
    public static let versionCountMax = 50

    /// One question through its versions.
    public struct Entry: Equatable, Sendable, Codable {
        /// The oldest first; never empty.
        public internal(set) var versions: [SurveyQuestion]
        /// When it was dropped; `nil`: it is asked.
        public internal(set) var droppedAt: Instant?

        /// As it is asked now.
        public var question: SurveyQuestion { versions[versions.count - 1] }
    }

    /// Sorted by id.
    public private(set) var entries: [Entry] = []

    public init() {}

    public subscript(id: SurveyQuestionID) -> Entry? {
        entries.first { $0.question.id == id }
    }

    /// What is asked about now.
    public var doubts: [SurveyDoubt] {
        entries.filter { $0.droppedAt == nil }.map(\.question.doubt)
    }

    /// In what words of the house's own a doubt was asked about at a moment; `nil`: it was not, or
    /// in those of its form.
    ///
    /// So an answer belongs to the wording it was given to, and no row has to repeat the words.
    public func own(about doubt: SurveyDoubt, at moment: Instant) -> SurveyQuestion? {
        guard let entry = entries.first(where: { $0.question.doubt == doubt }),
            entry.droppedAt.map({ moment < $0 }) ?? true,
            let question = entry.versions.last(where: { $0.at <= moment }), question.words != nil
        else { return nil }
        return question
    }

    /// The same of a question that somebody was put with one tap, by the facet that it is about.
    /// Those that compare two wishes, or ask whether somebody settled, keep their fixed words: the
    /// answers stand in them.
    public func own(of question: Question, on facet: FacetID) -> SurveyQuestion? {
        switch question.kind {
        case .closeness: own(about: .closeness(facet), at: question.at)
        case .words: own(about: .want(facet), at: question.at)
        case .settle, .pair: nil
        }
    }

    mutating func apply(_ record: SurveyRecord) {
        switch record {
        case .kept(let question):
            if let place = entries.firstIndex(where: { $0.question.id == question.id }) {
                entries[place].versions.append(question)
                entries[place].droppedAt = nil
            } else {
                let place = entries.firstIndex { $0.question.id > question.id } ?? entries.count
                entries.insert(Entry(versions: [question]), at: place)
            }
        case .dropped(let id, _, let at):
            if let place = entries.firstIndex(where: { $0.question.id == id }) {
                entries[place].droppedAt = at
            }
        }
    }
}

/// The survey, to judge a command against. Changes nothing.
struct SurveyFile {
    let book: SurveyBook
    let facets: [Facet]
    let promises: [StandingPromise]
    let now: Instant

    /// - Returns: What to write; nothing when there is nothing to do.
    func decide(
        _ command: SurveyDoing, by staff: StaffID
    ) throws(SurveyRefusal) -> [SurveyRecord] {
        switch command {
        case .keep(let id, let doubt, let words): return try keep(id, doubt, words, by: staff)
        case .drop(let id):
            guard let entry = book[id] else { throw .unknownQuestion }
            return entry.droppedAt == nil ? [.dropped(id, by: staff, at: now)] : []
        }
    }

    private func keep(
        _ id: SurveyQuestionID, _ doubt: SurveyDoubt, _ words: Words?, by staff: StaffID
    ) throws(SurveyRefusal) -> [SurveyRecord] {
        switch doubt {
        case .importance(let facet), .want(let facet), .closeness(let facet):
            guard facets.contains(where: { $0.id == facet }) else { throw .unknownSurveyFacet }
        case .reading(let promise):
            guard promises.contains(where: { $0.id == promise }) else {
                throw .unknownSurveyPromise
            }
        }
        if let words { try check(words) }
        let known = book[id]
        if let known, known.droppedAt == nil, known.question.doubt == doubt,
            known.question.words == words
        {
            return []
        }
        guard known != nil || book.entries.count < SurveyBook.questionCountMax else {
            throw .tooManyQuestions
        }
        guard known?.versions.count ?? 0 < SurveyBook.versionCountMax else {
            throw .tooManyQuestionVersions
        }
        let version = (known?.question.version ?? 0) + 1
        return [
            .kept(
                SurveyQuestion(
                    id: id, doubt: doubt, words: words, version: version, by: staff, at: now))
        ]
    }

    private func check(_ words: Words) throws(SurveyRefusal) {
        let texts = [words.en, words.nl]
        guard texts.allSatisfy({ $0.contains { $0.isLetter || $0.isNumber } }) else {
            throw .questionWordsMissing
        }
        guard texts.allSatisfy({ $0.utf8.count <= SurveyQuestion.wordByteCountMax }) else {
            throw .questionWordsTooLong
        }
        // The program refuses, and not only the page.
        let wordings = SurveyQuestion.wordings(of: words)
        guard wordings.en.verdict != .refused, wordings.nl.verdict != .refused else {
            throw .asksWhoToBe
        }
    }
}
