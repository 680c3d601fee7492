/// The texts of the floor.
extension Phrases {
    static let floor: Table = [
        "waitNow": ("waiting here now", "wachten hier nu"),
        "waitElsewhere": ("elsewhere", "elders"),
        "whoWaits": ("Who waits now", "Wie er nu wachten"),
        "minutesWaited": ("minutes waited", "minuten gewacht"),
        "minutesHere": ("minutes here", "minuten hier"),
        "legendNow": ("waiting now", "wacht nu"),
        "legendDone": ("done", "klaar"),
        "howLongDone": (
            "How long those waited who are done", "Hoe lang zij wachtten die klaar zijn"
        ),
        "cuesToday": ("Cues today", "Seintjes vandaag"),
        "noCuesToday": ("None today.", "Vandaag geen."),
        "cue-open": ("open", "open"),
        "cue-taken": ("taken", "opgepakt"),
        "ended-helped": ("it helped", "het hielp"),
        "ended-didNotHelp": ("did not help", "hielp niet"),
        "ended-rejected": ("not now", "nu niet"),
        "ended-withdrawn": ("no longer needed", "niet meer nodig"),
        "ended-expired": ("nobody came", "niemand ging"),
        "whatHappened": ("What became of it", "Wat ervan werd"),
        "at": ("At", "Om"),
    ]
}
