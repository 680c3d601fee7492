import Domain
import Foundation
import Kernel
import Testing

/// Asked = answered + open with a date, whatever happens, against a plain list of what was said.
///
/// Negative control: let `VoiceBook.apply` of a merge forget to move `waiting`, or `tally.count`
/// count a withdrawn voice as asked, and these fail.
@Suite("Voices against a plain model")
struct VoiceModelTests {
    private typealias House = VoiceScene

    private struct PlainVoice {
        let id: String
        let person: PersonID
        var proposal: Int?
        var isAnswered = false
        var isReopened = false
        var isWithdrawn = false
    }

    private struct Model {
        var voices: [PlainVoice] = []
        /// By number: into which it was put, and whether it is decided.
        var into: [Int?] = []
        var isDecided: [Bool] = []

        func standing(_ proposal: Int) -> Int { into[proposal].map(standing) ?? proposal }

        mutating func answer() {
            for place in voices.indices {
                guard let proposal = voices[place].proposal, isDecided[standing(proposal)],
                    !voices[place].isReopened, !voices[place].isWithdrawn
                else { continue }
                voices[place].isAnswered = true
            }
        }

        var asked: Int { voices.count { !$0.isWithdrawn } }
        var answered: Int { voices.count { !$0.isWithdrawn && $0.isAnswered } }
    }

    private static func proposal(_ number: Int) -> ProposalID { ProposalID("p\(number)")! }

    private static func act(
        _ house: inout House, _ model: inout Model, using random: inout SplitMix64
    ) throws {
        house.pass(.minutes(1))
        let person = Bool.random(using: &random) ? House.anna : House.ben
        let some = model.voices.indices.randomElement(using: &random)
        let other = model.into.indices.randomElement(using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1, 2:
            let id = "v\(model.voices.count)-\(person)"
            try house.say(id, of: person)
            model.voices.append(PlainVoice(id: id, person: person))
        case 3:
            try house.open(proposal(model.into.count))
            model.into.append(nil)
            model.isDecided.append(false)
        case 4, 5:
            guard let some, let other else { return }
            let voice = model.voices[some]
            let command = VoiceCommand.gather(
                VoiceID(voice.id)!, proposal(other), by: House.noor)
            guard !voice.isWithdrawn, !voice.isAnswered, model.into[other] == nil else {
                #expect(house.refusal(of: command, of: voice.person) != nil)
                return
            }
            try house.voice(command, of: voice.person)
            model.voices[some].proposal = other
            model.voices[some].isReopened = false
        case 6:
            guard let other, model.into[other] == nil, !model.isDecided[other] else { return }
            try house.decide(.ourWay, "chairs", about: proposal(other))
            model.isDecided[other] = true
        case 7:
            guard let other, let from = model.into.indices.randomElement(using: &random)
            else { return }
            let command = ProposalCommand.merge(proposal(from), into: proposal(other))
            if model.into[from] == other { return }
            guard from != other, model.into[from] == nil, model.into[other] == nil,
                !model.isDecided[from], !model.isDecided[other]
            else {
                #expect(house.refusal(of: command) != nil)
                return
            }
            try house.propose(command)
            model.into[from] = other
        case 8:
            guard let some, model.voices[some].isAnswered, !model.voices[some].isWithdrawn else {
                return
            }
            let voice = model.voices[some]
            try house.voice(.reopen(VoiceID(voice.id)!, words: "no"), of: voice.person)
            model.voices[some].isAnswered = false
            model.voices[some].isReopened = true
        default:
            guard let some else { return }
            let voice = model.voices[some]
            try house.voice(.withdraw(VoiceID(voice.id)!), of: voice.person)
            model.voices[some].isWithdrawn = true
        }
    }

    private static func check(_ engine: Engine, _ model: Model) {
        let tally = engine.voices.tally
        #expect(tally.isWhole)
        #expect(tally.asked == model.asked && tally.answered == model.answered)
        for voice in model.voices {
            let known = engine.voices.voice(VoiceID(voice.id)!)
            #expect((known?.answer != nil) == voice.isAnswered, "\(voice.id)")
            #expect(known?.withdrawnAt != nil || known?.answer != nil || known?.isOpen == true)
        }
        #expect(engine.voices.recounted == tally)
        let open = engine.voices.open(atMost: .max)
        let waiting = model.voices.filter { !$0.isWithdrawn && !$0.isAnswered }.map(\.id)
        #expect(Set(open.map(\.voice.id.description)) == Set(waiting))
        #expect(open.count == tally.open)
        #expect(open.map(\.voice.answerBy) == open.map(\.voice.answerBy).sorted())
        #expect(engine.voices.overdueCount(at: Instant(milliseconds: 1 << 60)) == tally.open)
        let within = model.into.indices.reduce(0) { sum, number in
            sum + engine.voices.tally(of: proposal(number)).asked
        }
        #expect(within == model.voices.count { $0.proposal != nil && !$0.isWithdrawn })
    }

    @Test("Everybody who asked is answered or waits with a date", arguments: 0..<40)
    func model(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var house = try House()
        var model = Model()
        for step in 0..<120 {
            try Self.act(&house, &model, using: &random)
            if step % 3 == 0 {
                house.tick()
                model.answer()
                Self.check(house.engine, model)
            }
        }
        house.tick()
        model.answer()
        Self.check(house.engine, model)
        // The rows alone bring it about, wherever the process ended, and so does a snapshot.
        let again = house.replayed()
        #expect(again.voices == house.engine.voices)
        Self.check(again, model)
        let image = try JSONDecoder().decode(
            VoiceBook.self, from: JSONEncoder().encode(house.engine.voices))
        #expect(image == house.engine.voices && image.tally == house.engine.voices.tally)
        // Whoever is forgotten never said anything.
        var forgetting = house.engine
        _ = try forgetting.forget(House.anna)
        #expect(forgetting.voices == house.replayed(without: [House.anna]).voices)
        model.voices.removeAll { $0.person == House.anna }
        Self.check(forgetting, model)
    }
}
