import Kernel

extension VirtualQueue {
    var span: Span { settings.window }

    /// How far ahead offers go.
    var reach: Span { Span(milliseconds: Self.offerReach * span.milliseconds) }

    /// The cell a moment lies in.
    func cell(at now: Instant) -> Int {
        Int(max(0, (now - settings.opensAt).milliseconds) / span.milliseconds)
    }

    func begin(of cell: Int) -> Instant {
        settings.opensAt + Span(milliseconds: Int64(cell) * span.milliseconds)
    }

    func deadline(of ticket: PassTicket) -> Instant { ticket.window.end + settings.grace }

    /// A cell as it would be made now.
    ///
    /// It has a place for as many as the attraction takes, and for those who will not come, as far
    /// as that was seen (overbooking; Rothstein, 1971): at most a quarter more.
    var newCell: Cell {
        let people = PassRate.people(rate.expected, in: span)
        let reserve = people * settings.guestPercent / 100
        let coming = max(tally.showPerMille, 800)
        let places = Int(Int64(people - reserve) * 1_000 / coming)
        return Cell(places: max(1, places), reserve: reserve)
    }

    /// The released places once the cells that began by now are open.
    ///
    /// A cell brings what it holds beyond its bookings and what is kept for guests, and what the
    /// guests of the cell before did not need.
    func outlook(at now: Instant) -> Int {
        let current = cell(at: now)
        guard current >= openedCount else { return released }
        let people = PassRate.people(rate.expected, in: span)
        let new = newCell
        var found = released
        for number in openedCount...current {
            let cell = number < cells.count ? cells[number] : new
            found += people - cell.reserve - cell.booked
            if number > 0 {
                let before = number - 1 < cells.count ? cells[number - 1] : new
                found += before.reserve - before.guests
            }
            found = Self.bounded(found, people)
        }
        return found
    }

    static func bounded(_ count: Int, _ most: Int) -> Int { min(max(count, -most), most) }

    /// The cells that a party is booked in when it joins now.
    ///
    /// The last booked one when all of the party fit; else the next. A party larger than a cell
    /// gets as many empty ones in a row as it needs. Never one before the last booked: that would
    /// be passing.
    func plan(_ size: Int, after current: Int) -> BookedCells {
        let new = newCell
        func at(_ number: Int) -> Cell { number < cells.count ? cells[number] : new }
        var first = max(lastBooked, current + 1)
        if at(first).booked + size <= at(first).places {
            return BookedCells(first: first, count: 1)
        }
        if at(first).booked > 0 { first += 1 }
        var left = size
        var count = 0
        while left > 0 {
            left -= at(first + count).places
            count += 1
        }
        return BookedCells(first: first, count: count)
    }

    /// How many of a party are booked in which cell.
    func shares(of size: Int, in booked: BookedCells) -> [(cell: Int, people: Int)] {
        guard booked.count > 1 else { return [(booked.first, size)] }
        var left = size
        return (booked.first..<booked.first + booked.count).map { cell in
            let people = min(left, cells[cell].places)
            left -= people
            return (cell, people)
        }
    }

    /// Whether the deadline still is its ticket's.
    func holds(_ deadline: Deadline) -> Bool {
        let ticket = tickets[deadline.place]
        return ticket.state == .waiting && ticket.cells == nil
            && self.deadline(of: ticket) == deadline.at
    }
}
