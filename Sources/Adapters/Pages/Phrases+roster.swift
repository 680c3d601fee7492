/// The texts of shifts.
extension Phrases {
    static let roster: Table = [
        "now": ("Now", "Nu"),
        "comingShifts": ("Coming shifts", "Komende diensten"),
        "noShifts": ("None is planned.", "Er is niets gepland."),
        "planShift": ("Plan a shift", "Een dienst plannen"),
        "who": ("Who", "Wie"),
        "day": ("Day", "Dag"),
        "fromTime": ("From", "Van"),
        "toTime": ("To", "Tot"),
        "forWeeks": ("For how many weeks", "Hoeveel weken"),
        "plan": ("Plan it", "Plannen"),
        "cancelShift": ("Take off", "Schrappen"),
        "yours": ("yours", "van u"),
        "shiftZones": (
            "Choose at least one zone, and only zones that this colleague may watch.",
            "Kies minstens één plek, en alleen plekken waar deze medewerker op mag letten."
        ),
        "zonesWritten": ("Zones", "Plekken"),
        "shiftOverlaps": (
            "They have a shift then already. Take that off first, or choose another time.",
            "Dan is er al een dienst. Schrap die eerst, of kies een andere tijd."
        ),
        "shiftInvalid": (
            "A shift ends after now, is at most 16 hours long and starts within 400 days.",
            "Een dienst eindigt na nu, duurt hooguit 16 uur en begint binnen 400 dagen."
        ),
    ]
}
