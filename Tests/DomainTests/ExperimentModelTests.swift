import Domain
import Kernel
import Measures
import Testing

/// What is counted is a plain recount, whatever happens to people and their names.
///
/// Negative control: let `Engine.experimentCount` count a name twice, or `ExperimentBook.takeBack`
/// keep the members, and these fail.
@Suite("Experiments against a plain model")
struct ExperimentModelTests {
    private typealias House = ExperimentScene

    private struct Model {
        /// By name: the arm in which they came, and their value with its step.
        var values: [Int: (value: Int32, step: Int)] = [:]
        var arms: [Int: Int] = [:]
        var refusing: Set<Int> = []
        var gone: Set<Int> = []
        /// By name, into which it was put.
        var into: [Int: Int] = [:]

        func root(_ name: Int) -> Int { into[name].map(root) ?? name }

        func names(of name: Int) -> [Int] {
            (0..<count).filter { root($0) == root(name) && !gone.contains($0) }
        }

        /// By arm: how many people, and the sum of their values.
        var counted: (people: [Int], sum: Int64) {
            var (people, sum) = ([0, 0], Int64(0))
            for name in 0..<count where root(name) == name || names(of: name).first == name {
                let names = names(of: name)
                guard names.first == name, !names.contains(where: refusing.contains) else {
                    continue
                }
                let arms = Set(names.compactMap { self.arms[$0] })
                guard arms.count == 1, let arm = arms.first else { continue }
                people[arm] += 1
                sum += Int64(names.compactMap { values[$0] }.min { $0.step < $1.step }?.value ?? 0)
            }
            return (people, sum)
        }
    }

    private static let count = 12

    /// What was told before, or something new.
    private static func tell(
        _ name: Int, _ house: inout House, _ model: inout Model, at step: Int,
        using random: inout SplitMix64
    ) throws {
        let person = House.person(name)
        let names = model.names(of: name)
        let value =
            names.compactMap { model.values[$0]?.value }.first
            ?? Int32.random(in: 0...House.one, using: &random)
        guard let arm = house.arm(person) else {
            #expect(
                house.refusal(
                    of: .tell(House.offer, group: nil, values: [House.worst: value]),
                    of: person) == .inNoArm)
            return
        }
        try house.tell(person, [House.worst: value])
        if !names.contains(where: { model.arms[$0] != nil }) {
            let holder = house.engine.people.person(person) ?? person
            let number = (0..<count).first { House.person($0) == holder } ?? name
            model.arms[number] = arm
            model.values[number] = (value, step)
        }
    }

    private static func act(
        _ house: inout House, _ model: inout Model, at step: Int, using random: inout SplitMix64
    ) throws {
        house.pass(.minutes(1))
        let name = Int.random(in: 0..<count, using: &random)
        guard !model.gone.contains(name) else { return }
        let person = House.person(name)
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<7:
            try tell(name, &house, &model, at: step, using: &random)
        case 7:
            try house.refuse(person)
            for name in model.names(of: name) {
                model.refusing.insert(name)
                model.arms[name] = nil
                model.values[name] = nil
            }
        case 8:
            try house.refuse(person, false)
            for name in model.names(of: name) { model.refusing.remove(name) }
        case 9:
            try house.carryOut(.takeBackTold(of: person, by: .person))
            for name in model.names(of: name) {
                model.arms[name] = nil
                model.values[name] = nil
            }
        case 10:
            let other = Int.random(in: 0..<count, using: &random)
            guard !model.gone.contains(other), model.root(other) != model.root(name) else {
                return
            }
            try house.carryOut(
                .claim(
                    Alias(person), Alias(House.person(other)), .confirmed,
                    by: .staff(House.noor), evidence: "passport"))
            model.into[model.root(other)] = model.root(name)
        default:
            let names = model.names(of: name)
            _ = try house.scene.engine.forget(person)
            for name in names {
                model.gone.insert(name)
                model.arms[name] = nil
                model.values[name] = nil
                model.refusing.remove(name)
            }
        }
    }

    @Test(
        "Everybody is counted once, where they were, and not when they do not want it",
        arguments: 0..<40)
    func model(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var house = try House(people: Self.count)
        try house.begin()
        var model = Model()
        for step in 0..<80 {
            try Self.act(&house, &model, at: step, using: &random)
            let count = try #require(house.engine.experimentCount(of: House.offer))
            let plain = model.counted
            #expect(count.people == plain.people)
            let sum = count.all.values[1].filter { !$0.isNaN }.reduce(0, +)
            #expect(Int64((sum * 1_000_000).rounded()) == plain.sum)
        }
        let gone = Set(model.gone.map(House.person))
        #expect(house.replayed(without: gone).experiments == house.book)
        for name in gone { #expect(house.book[name] == nil) }
    }
}
