import Domain
import Foundation
import Kernel
import Testing

/// Negative controls: let `ProposalFile` ask for two only where the house's interest prevails,
/// `ProposalBook` keep scores of an option that changed, or `Decision.isReason` take what is not
/// blank, and these fail.
@Suite("What takes two to decide, and what a decision rests on")
struct DecisionTests {
    private typealias House = VoiceScene

    private func decide(
        _ kind: VoiceAnswer.Kind, _ option: String?, prevails: Decision.Interest = .both,
        reason: Words = House.reason
    ) -> ProposalCommand {
        .decide(
            House.benches, kind, option.map { ProposalOptionID($0)! }, reason: reason,
            prevails: prevails, House.calm)
    }

    private func proposal(_ house: House) throws -> Proposal {
        try #require(house.engine.voices.proposals[House.benches])
    }

    @Test("Nobody declines alone, whoever's interest prevails, and never in the customer's name")
    func declining() throws {
        for prevails in [Decision.Interest.both, .house] {
            var house = try House()
            try house.open()
            try house.decide(.declined, nil, prevails: prevails)
            #expect(try proposal(house).state == .awaitsSecond)
            #expect(house.refusal(of: .confirm(House.benches)) == .secondPersonNeeded)
            try house.propose(.confirm(House.benches), by: House.sam)
            #expect(try proposal(house).state == .decided)
        }
        var house = try House()
        try house.open()
        let wanted = decide(.declined, nil, prevails: .customer)
        #expect(house.refusal(of: wanted) == .interestDoesNotFit)
        #expect(house.refusal(of: decide(.ourWay, "chairs", prevails: .customer)) == nil)
    }

    @Test(
        "One alone chooses what both sides are at ease with, to the edge; of the rest it takes two")
    func ease() throws {
        let cases: [(option: ProposalOption, scores: [Int8], takesTwo: Bool)] = [
            (House.option("it", fall: 50_000), [1, 1], false),
            (House.option("it", fall: 49_999), [1, 1], true),
            (House.option("it", fall: nil), [1, 1], true),
            (House.option("it", capability: 10, margin: 10, staffComfort: 10), [1, 1], false),
            (House.option("it", capability: 9), [1, 1], true),
            (House.option("it", margin: 9), [1, 1], true),
            (House.option("it", staffComfort: 9), [1, 1], true),
            (House.option("it"), [0, 0], true),
            // They disagree, so nobody is sure.
            (House.option("it"), [1, 0], true),
            (House.option("it"), [1, 1, 1], false),
        ]
        for (place, (option, scores, takesTwo)) in cases.enumerated() {
            var house = try House()
            try house.open()
            try house.keep(option, scores: scores)
            let uneasy = try proposal(house).uneasy(
                with: option, by: House.charter, sacrifices: [])
            #expect(uneasy.isEmpty != takesTwo, "\(place)")
            try house.decide(.ourWay, "it")
            #expect(try proposal(house).state == (takesTwo ? .awaitsSecond : .decided), "\(place)")
        }
    }

    @Test("What people are known to settle for counts, and not what was expected")
    func known() throws {
        var house = try House()
        try house.open()
        let option = House.option("chairs")
        let proposal = try self.proposal(house)
        func uneasy(_ sacrifices: [Int32]) -> [Proposal.Side] {
            proposal.uneasy(with: option, by: House.charter, sacrifices: sacrifices)
        }
        #expect(uneasy([]).isEmpty && uneasy([400_000]).isEmpty && uneasy([50_000]).isEmpty)
        #expect(uneasy([0]) == [.customer])
        // Twice nothing and once all: on average enough, and nobody can be sure.
        #expect(uneasy([0, 0, 300_000]) == [.customer])
    }

    @Test("Rows that do not say whether it took two stand as they were written")
    func oldRows() throws {
        let old = Decision(
            kind: .declined, option: nil, reason: House.reason, prevails: .both,
            principle: House.calm, charter: 1, by: House.noor, at: Instant(milliseconds: 0))
        #expect(!old.takesTwo)
        let said = Decision(
            kind: .declined, option: nil, reason: House.reason, prevails: .both,
            principle: House.calm, charter: 1, by: House.noor, at: old.at, takesTwo: true)
        let read = try JSONDecoder().decode(Decision.self, from: JSONEncoder().encode(said))
        #expect(said.takesTwo && read == said)
    }

    @Test("An option that changed is scored, ranked and tried anew; kept as it was it is not")
    func changed() throws {
        var house = try House()
        try house.open()
        let (all, chairs) = (ProposalOptionID("all")!, ProposalOptionID("chairs")!)
        for doing in [
            ProposalPart.Doing.rank([chairs, all]), .tried(chairs, closeness: 9),
            .tried(all, closeness: 3), .comment("Please"),
        ] { try house.voice(.takePart(House.benches, doing)) }

        try house.propose(.keepOption(House.benches, House.option("chairs")))
        #expect(try proposal(house).scores.count == 4)
        #expect(house.engine.voices.parts(in: House.benches).first?.parts.count == 4)

        try house.propose(.keepOption(House.benches, House.option("chairs", margin: 61)))
        #expect(Set(try proposal(house).scores.map(\.option)) == [all])
        #expect(
            house.engine.voices.parts(in: House.benches).first?.parts.map(\.doing)
                == [.tried(all, closeness: 3), .comment("Please")])
        #expect(house.refusal(of: decide(.ourWay, "chairs")) == .scoresMissing)
        #expect(house.replayed().voices == house.engine.voices)
    }

    @Test("Nothing is put into what is decided, or waits for a second person")
    func merging() throws {
        for prevails in [Decision.Interest.both, .house] {
            var house = try House()
            try house.open()
            let other = ProposalID("other")!
            try house.open(other)
            #expect(house.refusal(of: .merge(other, into: House.benches)) == nil)
            try house.decide(.ourWay, "chairs", prevails: prevails)
            #expect(house.refusal(of: .merge(other, into: House.benches)) == .alreadyDecided)
        }
    }

    @Test("A reason has a word of letters, in both languages, for a later date, and to send back")
    func reasons() throws {
        var house = try House()
        try house.open()
        try house.say("v1")
        for bare in [".", "-", "1 2", "a.", "a b c", "…"] {
            for reason in [Words(en: bare, nl: "Ja"), Words(en: "No", nl: bare)] {
                #expect(
                    house.refusal(of: decide(.ourWay, "chairs", reason: reason)) == .reasonMissing)
            }
            #expect(
                house.refusal(
                    of: VoiceCommand.postpone(
                        VoiceID("v1")!, to: house.now + .hours(24 * 30), reason: bare,
                        by: House.noor)) == .reasonMissing)
        }
        for words in ["No", "1 bank", "é, ça", "好的"] { #expect(Decision.isReason(words)) }
        try house.decide(.declined, nil)
        #expect(
            house.refusal(of: .sendBack(House.benches, why: "."), by: House.sam) == .reasonMissing)
    }

    @Test(
        "What was sent back keeps who did so, why, and what was written, until it is decided anew")
    func sentBack() throws {
        var house = try House()
        try house.open()
        try house.decide(.declined, nil)
        let before = try proposal(house).decision
        try house.propose(.sendBack(House.benches, why: "Ask the gardener"), by: House.sam)
        let back = try #require(try proposal(house).sentBack)
        #expect(back.decision == before && back.by == House.sam && back.why == "Ask the gardener")
        #expect(try proposal(house).decision == nil)
        #expect(house.replayed().voices == house.engine.voices)
        try house.decide(.ourWay, "chairs")
        #expect(try proposal(house).sentBack == nil)
    }
}
