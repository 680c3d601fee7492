import Domain
import Kernel

/// One of every row about voices, proposals and who we are.
enum GoldenVoices {
    private static let noon = Instant(milliseconds: 1_800_000_000_000)
    private static let person = PersonID("p1")!
    private static let (anna, ben) = (StaffID("anna")!, StaffID("ben")!)
    private static let (v1, v2) = (VoiceID("v1")!, VoiceID("v2")!)
    private static let (benches, chairs) = (ProposalID("benches")!, ProposalID("chairs")!)
    private static let option = ProposalOptionID("chairs")!
    private static let calm = PrincipleID("calm")!
    private static let line = RedLineID("data")!
    private static let words = Words(en: "Calm", nl: "Rust")

    static let records: [Record] =
        proposals.map { .proposal($0) } + voices.map { .voice(person: person, $0) }

    private static let proposals: [ProposalRecord] = [
        .charterKept(
            Charter(
                version: 1, principles: [Principle(id: calm, words: words, yes: ["a"], no: ["b"])],
                redLines: [RedLine(id: line, words: words)],
                hopedFor: [Belonging(who: words, how: words)],
                partedFrom: [Belonging(who: words, how: words)], answerDays: 7)),
        .opened(
            Proposal(
                id: benches, text: Proposal.Text(title: "Benches"), openedBy: anna,
                openedAt: noon)),
        .worded(benches, Proposal.Text(title: "Benches", ask: "a", need: "n", ours: "o")),
        .optionKept(
            benches,
            ProposalOption(
                id: option, kind: .ourWay, words: "Chairs", cost: 1_000, capability: 50,
                margin: -20,
                staffComfort: 100, losers: "nobody", facet: FacetID("quiet")!, fall: 250_000,
                harm: .worsensOthers, crosses: line)),
        .optionKept(
            benches, ProposalOption(id: ProposalOptionID("all")!, kind: .asAsked, words: "All")),
        .optionDropped(benches, ProposalOptionID("all")!),
        .scored(benches, StewardScore(option: option, principle: calm, by: anna, score: -1)),
        .decided(
            benches,
            Decision(
                kind: .ourWay, option: option, reason: words, prevails: .house, principle: calm,
                charter: 1, by: anna, at: noon)),
        .sentBack(benches, by: ben, at: noon),
        .sentBack(benches, by: ben, at: noon, why: "Too soon"),
        .decided(
            benches,
            Decision(
                kind: .declined, option: nil, reason: words, prevails: .both, principle: calm,
                charter: 1, by: anna, at: noon, takesTwo: true)),
        .decided(
            benches,
            Decision(
                kind: .declined, option: nil, reason: words, prevails: .customer, principle: calm,
                charter: 1, by: anna, at: noon)),
        .confirmed(benches, by: ben, at: noon),
        .done(benches, by: ben, at: noon),
        .merged(chairs, into: benches, by: anna, at: noon),
    ]

    private static let voices: [VoiceRecord] = [
        .received(
            Voice(
                id: v1, number: 123_456_789,
                said: SaidVoice(
                    words: "Meer bankjes", channel: VoiceChannel("page")!,
                    language: VoiceLanguage("nl")!), heardBy: .person, saidAt: noon,
                receivedAt: noon, answerBy: noon + .hours(24), print: 12_345)),
        .received(
            Voice(
                id: v2, number: 987_654_321,
                said: SaidVoice(words: "Hm", channel: VoiceChannel("desk")!),
                heardBy: .personTo(anna), saidAt: noon, receivedAt: noon, answerBy: noon,
                print: 2)),
        .gathered(v1, benches, by: anna, at: noon),
        .gathered(v2, nil, by: anna, at: noon),
        .postponed(v1, to: noon + .hours(48), reason: "More time", by: anna, at: noon),
        .answered(
            v1,
            VoiceAnswer(
                kind: .ourWay, words: "Rust", proposal: benches, heardWith: v1, by: anna,
                at: noon)),
        .answered(
            v2,
            VoiceAnswer(
                kind: .said, words: "Thanks", proposal: nil, heardWith: v2, by: anna, at: noon)),
        .posted(v1, VoicePost(subject: .answer, outcome: .sent, at: noon)),
        .posted(v1, VoicePost(subject: .answer, outcome: .told, at: noon, about: noon)),
        .helped(v1, true, by: .person, at: noon),
        .reopened(v1, words: "No", answerBy: noon + .hours(24), by: .person, at: noon),
        .withdrawn(v2, by: .personTo(anna), at: noon),
        .tookPart(benches, ProposalPart(doing: .comment("Yes"), at: noon)),
        .tookPart(benches, ProposalPart(doing: .rank([option]), at: noon)),
        .tookPart(benches, ProposalPart(doing: .tried(option, closeness: 9), at: noon)),
        .tookPart(benches, ProposalPart(doing: .rather("A swing"), at: noon)),
        .languageSaid(v1, VoiceLanguage("en")!, by: anna, at: noon),
    ]
}
