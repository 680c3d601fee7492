import Kernel

extension Engine {
    func decideZones(_ wanted: [Zone]) throws(CommandRefusal) -> [Record] {
        var added: [Zone] = []
        var names = Set<ZoneID>()
        for zone in wanted where names.insert(zone.id).inserted {
            if let number = zoneNumbers[zone.id] {
                guard zones[Int(number)].kind == zone.kind else { throw .zoneKindDiffers(zone.id) }
                if zones[Int(number)] != zone { added.append(zone) }
            } else {
                added.append(zone)
            }
        }
        guard zones.count + added.count <= Self.zoneCountMax else { throw .tooManyZones }
        return added.isEmpty ? [] : [.zonesAdded(added)]
    }

    mutating func apply(_ added: [Zone]) {
        for zone in added {
            if let number = zoneNumbers[zone.id] {
                zones[Int(number)] = zone
            } else {
                zoneNumbers[zone.id] = ZoneIndex(truncatingIfNeeded: zones.count)
                zones.append(zone)
            }
        }
        compile()
    }
}
