package import Kernel
package import Ports

extension Conversation {
    /// Judges a frame that came while this reader had the line.
    ///
    /// - Returns: Whether it was the answer. Anything else is as if nothing had come.
    package mutating func heard(_ frame: Frame, at now: Instant) -> Bool {
        guard let waiting = sent, frame.isReply, frame.address == reader.address,
            // Else one flipped bit could choose the weaker check. A reader that knows sums only
            // says so with a sum.
            frame.check == waiting.check || frame.content == [Reply.refusedCode, 1]
        else { return false }
        if frame.security == nil, frame.content == [Reply.busyCode], frame.sequence == 0 {
            return wait(for: waiting, at: now)
        }
        guard frame.sequence == waiting.sequence else { return false }
        if session != nil {
            hear(sealed: frame, answering: waiting, at: now)
            return true
        }
        let expected: UInt8? =
            switch stage {
            case .challenging: 0x12
            case .proving: 0x14
            default: nil
            }
        let isPlainRefusal = frame.security == nil && frame.content.first == Reply.refusedCode
        guard frame.security?.type == expected || isPlainRefusal,
            let reply = Reply(frame.content)
        else { return false }
        lastHeard = now
        step(from: waiting, at: now)
        if isPlainRefusal {
            refused(reply, waiting.command, at: now)
        } else {
            take(reply, block: frame.security, at: now)
        }
        return true
    }

    /// A reader that is busy is asked the same again. It does not count as heard: anybody on the
    /// line can say "busy".
    private mutating func wait(for waiting: Sent, at now: Instant) -> Bool {
        if now - max(lastHeard, waiting.firstAt) >= Self.awayAfter {
            leave(.silent, at: now)
        } else {
            dueAt = now + Self.busyFor
        }
        return true
    }

    private mutating func hear(sealed frame: Frame, answering waiting: Sent, at now: Instant) {
        guard let message = session?.opened(frame, direction: .reply), let reply = Reply(message)
        else {
            // A reader without its memory can say no more than "no" in the open. That is not
            // believed, only followed by a new agreement, in which it must prove itself.
            let isPlainRefusal = frame.security == nil && frame.content.first == Reply.refusedCode
            return leave(isPlainRefusal ? .restarted : .tampered, at: now)
        }
        lastHeard = now
        step(from: waiting, at: now)
        if case .refused = reply {
            refused(reply, waiting.command, at: now)
        } else {
            take(reply, block: nil, at: now)
        }
    }

    /// The command is answered: on to the next number.
    private mutating func step(from waiting: Sent, at now: Instant) {
        sequence = waiting.sequence % 3 + 1
        sent = nil
        let isIdle: Bool =
            if case .online = stage { queue.isEmpty } else { false }
        dueAt = isIdle ? max(now, waiting.firstAt + Self.pollEvery) : now
    }

    private mutating func refused(_ reply: Reply, _ command: Command, at now: Instant) {
        guard case .refused(let reason) = reply else { return }
        switch stage {
        case .calling where reason == 1 && check == .crc:
            // It checks by sums only. What proves a message does not depend on this.
            check = .sum
            (sequence, dueAt) = (0, now)
        // 3, 5: does not know the command, or no secure channels at all.
        case .challenging where reason == 3 || reason == 5: leave(.noSecureChannel, at: now)
        case .proving: leave(.wrongKey, at: now)
        case .calling, .challenging: leave(.refused(reason), at: now)
        // 4: it expects another number, so it has started again.
        case _ where reason == 4: leave(.restarted, at: now)
        case .asking: stage = .looking
        case .looking: becomeOnline(at: now)
        case .online:
            outcomes.append(
                .news(.refused(command: command.message.first ?? 0, reason: reason)))
        }
    }

    private mutating func take(_ reply: Reply, block: Frame.SecurityBlock?, at now: Instant) {
        switch (stage, reply) {
        case (.calling, .identity(let identity)):
            self.identity = identity
            stage = reader.protection.keyBytes == nil ? .asking : .challenging(challenge())
        case (.challenging(let challenge), .challengeAnswer(let answer, let proof)):
            agree(challenge, answer, proof, keyNumber: block?.data.first, at: now)
        case (.proving(let keys, let proof), .firstCode(let code)):
            guard let expected = keys.firstCode(panelProof: proof),
                BlockCipher.isSame(code, expected)
            else { return leave(.wrongKey, at: now) }
            session = SecureSession(keys: keys, firstCode: expected)
            stage = .asking
        case (.asking, .capabilities(let capabilities)):
            self.capabilities = capabilities
            stage = .looking
        case (.asking, _): stage = .looking
        case (.looking, _):
            becomeOnline(at: now)
            note(reply, at: now)
        case (.online, _): note(reply, at: now)
        default: leave(.refused(0), at: now)
        }
    }

    private mutating func agree(
        _ challenge: [UInt8], _ answer: [UInt8], _ proof: [UInt8], keyNumber: UInt8?,
        at now: Instant
    ) {
        if keyNumber == 0, reader.protection != .installKey {
            return leave(.usesInstallKey, at: now)
        }
        guard let key = reader.protection.keyBytes,
            let keys = SessionKeys(key: key, challenge: challenge),
            let expected = keys.readerProof(challenge: challenge, answer: answer),
            BlockCipher.isSame(proof, expected),
            let own = keys.panelProof(challenge: challenge, answer: answer)
        else { return leave(.wrongKey, at: now) }
        stage = .proving(keys, proof: own)
    }

    private mutating func becomeOnline(at now: Instant) {
        guard let identity else { return leave(.refused(0), at: now) }
        stage = .online
        lastTrouble = nil
        let secrecy: ReaderSecrecy =
            switch reader.protection {
            case .key: .ownKey
            case .installKey: .installKey
            case .plain: .none
            }
        outcomes.append(.news(.online(identity, secrecy)))
    }

    // MARK: Showings

    private mutating func note(_ reply: Reply, at now: Instant) {
        switch reply {
        case .card(let number, let text):
            guard showings.count < Self.showingCountMax else {
                return outcomes.append(.news(.showingDropped))
            }
            showingCount += 1
            showings.append(Showing(number: showingCount, reader: number, at: now))
            outcomes.append(.shown(number: showingCount, text))
        case .status(let isTampered, _):
            if isTampered != isOpened { outcomes.append(.news(.opened(isTampered))) }
            isOpened = isTampered
        default: break
        }
    }

    /// What the house says to a showing. Once; a showing from before the reader went away is past.
    package mutating func answer(_ answer: ReaderAnswer, to number: UInt64, at now: Instant) {
        guard let place = showings.firstIndex(where: { $0.number == number }) else { return }
        let showing = showings.remove(at: place)
        guard case .online = stage else { return }
        var told: [Waiting] = []
        if let span = answer.opensFor {
            let tenths = UInt16(clamping: max(1, (span.milliseconds + 99) / 100))
            told.append(
                Waiting(
                    command: .output(number: 0, tenths: tenths),
                    notAfter: showing.at + Self.locksWithin))
        }
        let (colour, seconds): (Command.Colour, UInt8) =
            answer.light == .green ? (.green, 3) : (.blue, 8)
        let shown: [Command] = [
            .light(reader: showing.reader, colour: colour, tenths: UInt16(seconds) * 10),
            .text(reader: showing.reader, PlainLetters.of(answer.line), seconds: seconds),
        ]
        told += shown.map { Waiting(command: $0, notAfter: nil) }
        if answer.light == .green {
            told.append(Waiting(command: .sound(reader: showing.reader), notAfter: nil))
        }
        let fitting = told.filter { capabilities?.has($0.command) ?? true }
        if fitting.first?.notAfter == nil, told.first?.notAfter != nil {
            outcomes.append(.news(.hasNoOutput))
        }
        queue.append(contentsOf: fitting)
        queue.removeFirst(max(0, queue.count - Self.queueCountMax))
        if sent == nil { dueAt = min(dueAt, now) }
    }
}
