import Domain
import Kernel
import Testing

/// Whatever people and staff do, everybody who wrote and was answered gets that answer once, in one
/// letter or noted as shown, and nobody gets a letter twice.
///
/// Negative control: let `VoiceBook.unlist` leave `unsent` alone, `Voice.letterOwed` look at no
/// date, or `Engine.lettersOwed` leave `taken` alone, and these fail.
@Suite("Letters against what was sent")
struct VoiceLetterModelTests {
    private static let mail = VoiceChannel("mail")!

    /// What went out: of which voice which letter.
    private struct Sent: Hashable {
        let voice: VoiceID
        let letter: VoiceLetter
    }

    private struct World {
        var house: VoiceScene
        var ids: [VoiceID] = []
        var proposals: [ProposalID] = []
        var sent: [Sent] = []

        init() throws {
            house = try VoiceScene()
            for person in [VoiceScene.anna, VoiceScene.ben] {
                try house.carryOut(
                    .claim(
                        Alias(.mail, "\(person)@example.org")!, Alias(person), .verified,
                        by: .house, evidence: ""))
            }
        }

        /// Hands so many letters over; a process that ends then has noted none of the last.
        mutating func send(_ count: Int, using random: inout SplitMix64) throws {
            for letter in house.engine.lettersOwed(count) {
                #expect(house.engine.isOwed(letter))
                for voice in letter.voices {
                    let about =
                        letter.letter.subject == .acknowledgement
                        ? voice.answerBy : voice.answer?.at ?? letter.letter.about
                    sent.append(
                        Sent(
                            voice: voice.id,
                            letter: VoiceLetter(letter.letter.subject, about: about)))
                }
                let outcome = Int.random(in: 0..<8, using: &random) == 0
                for command in letter.noted(outcome ? .bounced : .sent, at: house.now) {
                    try house.carryOut(command)
                }
            }
        }

        mutating func act(using random: inout SplitMix64) throws {
            house.pass(.minutes(7))
            let voice = ids.randomElement(using: &random)
            let proposal = proposals.randomElement(using: &random)
            let person = Bool.random(using: &random) ? VoiceScene.anna : VoiceScene.ben
            let owner = voice.flatMap { house.engine.person(of: $0) }
            switch Int.random(in: 0..<11, using: &random) {
            case 0, 1, 2:
                let id = VoiceID("v\(ids.count)")!
                let byMail = Int.random(in: 0..<4, using: &random) > 0
                try house.voice(
                    .say(
                        id,
                        SaidVoice(
                            words: "More benches",
                            channel: byMail ? VoiceLetterModelTests.mail : VoiceScene.page),
                        at: nil), of: person)
                ids.append(id)
            case 3 where proposals.count < 6:
                let id = ProposalID("p\(proposals.count)")!
                try house.open(id)
                proposals.append(id)
            case 4, 5: tell(.gather(voice, proposal), owner)
            case 6:
                if let proposal { try? house.decide(.ourWay, "chairs", about: proposal) }
            case 7:
                if let proposal { try? house.propose(.finish(proposal)) }
            case 8: tell(.postpone(voice), owner)
            case 9: tell(.reopen(voice), owner)
            default: tell(.withdraw(voice), owner)
            }
            house.tick()
            if Bool.random(using: &random) { try send(2, using: &random) }
        }

        private enum Doing {
            case gather(VoiceID?, ProposalID?)
            case postpone(VoiceID?)
            case reopen(VoiceID?)
            case withdraw(VoiceID?)
        }

        /// What does not fit is refused, and then changes nothing.
        private mutating func tell(_ doing: Doing, _ owner: PersonID?) {
            guard let owner else { return }
            let staff = VoiceScene.noor
            switch doing {
            case .gather(let voice?, let proposal?):
                try? house.voice(.gather(voice, proposal, by: staff), of: owner)
            case .postpone(let voice?):
                try? house.voice(
                    .postpone(voice, to: house.now + .hours(40 * 24), reason: "Later", by: staff),
                    of: owner)
            case .reopen(let voice?):
                try? house.voice(.reopen(voice, words: "No answer"), of: owner)
            case .withdraw(let voice?): try? house.voice(.withdraw(voice), of: owner)
            default: return
            }
        }
    }

    @Test(
        "Nobody gets a letter twice, and in the end everybody who was answered has heard",
        arguments: 0..<20)
    func everybody(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var world = try World()
        for _ in 0..<120 { try world.act(using: &random) }
        // What is owed follows from the rows alone.
        #expect(world.house.replayed().lettersOwed(1_000) == world.house.engine.lettersOwed(1_000))

        for _ in 0..<1_000 where world.house.engine.voices.unsentCount > 0 {
            try world.send(3, using: &random)
        }
        for command in world.house.engine.answersShown(1_000, at: world.house.now) {
            try world.house.carryOut(command)
        }

        #expect(!world.sent.isEmpty && Set(world.sent).count == world.sent.count)
        #expect(!world.house.engine.voices.owesLetters)
        for voice in world.ids.compactMap({ world.house.engine.voices.voice($0) }) {
            guard let answer = voice.answer, voice.withdrawnAt == nil else { continue }
            let heard = voice.posts.contains { post in
                post.subject == .answer && post.about == answer.at
            }
            #expect(heard, "\(voice.id) was answered and has not heard")
            let went = Sent(voice: voice.id, letter: VoiceLetter(.answer, about: answer.at))
            #expect(world.sent.contains(went) == (voice.said.channel == Self.mail))
        }
    }
}
