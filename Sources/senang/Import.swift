import ArgumentParser

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Replays a file of signals.")
    func run() async throws {}
}
