import Domain
import Kernel
public import Ports

/// Keeps a door in touch with its house: hears news, tells records, notes the time.
public struct AgentLoops: Sendable {
    /// How long the house may keep us waiting before it says that nothing is new.
    static let waitSeconds = 20
    /// The most records of one telling.
    static let tellingCountMax = 200
    static let tickSeconds = 30

    private let agent: DoorAgent
    private let line: any HouseLine

    public init(_ agent: DoorAgent, line: any HouseLine) {
        self.agent = agent
        self.line = line
    }

    /// Hears news. Runs until it is cancelled.
    public func listen() async {
        var pause = Pause()
        var seconds = 0
        while !Task.isCancelled {
            let known = await agent.known
            do throws(HouseLineFailure) {
                let word = try await line.news(
                    after: known.version, base: known.base, waitSeconds: seconds)
                switch await agent.take(word) {
                case .taken:
                    pause = Pause()
                    seconds = Self.waitSeconds
                case .refused:
                    seconds = 0
                    await pause.wait()
                }
            } catch {
                await agent.note(error)
                seconds = 0
                await pause.wait()
            }
        }
    }

    /// Tells records as they come. Runs until it is cancelled.
    public func tell() async {
        var pause = Pause()
        for await _ in agent.records {
            while !Task.isCancelled {
                do throws(HouseLineFailure) {
                    if await agent.mustMeet { await agent.meet(heard: try await line.heard()) }
                    let some = await agent.waiting(atMost: Self.tellingCountMax)
                    guard let last = some.last else { break }
                    // The house may have more of this door: from another box, or from this one
                    // before its folder was put back. What was not told from here is not done.
                    await agent.acknowledge(upTo: min(try await line.tell(some), last.number))
                    await agent.noteTelling(nil)
                    pause = Pause()
                } catch {
                    await agent.noteTelling(error)
                    await pause.wait()
                }
            }
        }
    }

    /// Notes the time. Runs until it is cancelled.
    public func keepTime() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(Self.tickSeconds))  // Cancelled: the loop ends.
            await agent.tick()
        }
    }
}

/// How long to leave the house alone after it was not heard: twice as long each time, up to five
/// seconds, less a part by chance so that doors do not all come back at once.
private struct Pause {
    private var milliseconds = 200
    private static let millisecondsMax = 5_000

    mutating func wait() async {
        let some = Int.random(in: (milliseconds / 2)...milliseconds)
        milliseconds = min(milliseconds * 2, Self.millisecondsMax)
        try? await Task.sleep(for: .milliseconds(some))  // Cancelled: the loop that waits ends.
    }
}
