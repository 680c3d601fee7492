public import Kernel

extension Engine {
    /// Forgets a person and every link to them.
    ///
    /// - Returns: The subjects whose keys are to be destroyed: the person, and linked tokens.
    /// - Throws: ``CommandRefusal/unknownPerson``.
    public mutating func forget(
        _ person: PersonID
    ) throws(CommandRefusal) -> [RecordSubject] {
        guard people.knows(person) else { throw .unknownPerson }
        let tokens = people.tokens(of: person)
        people.forget(person)
        undoable.removeAll { $0.cue.person == person }
        for place in timelines.indices {
            for open in timelines[place].cues.sorted where open.cue.person == person {
                timelines[place].cues.close(open.cue.number)
            }
        }
        return [.person(person)] + tokens.map(RecordSubject.token)
    }
}
