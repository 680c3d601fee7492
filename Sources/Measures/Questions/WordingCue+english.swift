extension WordingCue {
    static let english: [WordingCue: [WordPattern]] = englishWords.mapValues(WordPattern.list)

    private static let house = """
        company|organi*|business|firm|house|place|restaurant|hotel|bar|cafe|pub|shop|store|\
        supermarket|bakery|library|theatre|theater|museum|cinema|gym|pool|school|club|team|\
        festival|market|garden|zoo|park|gallery|studio|salon|foundation|association
        """
    /// What says who somebody is.
    private static let telling = """
        describe|define|typify|characterise|characterize|distinguish
        """
    private static let relatives = """
        friend*|famil*|partner|husband|wife|neighbours|neighbors|colleague*|others|people|\
        parents|mother|father|guests|customers|visitors
        """
    private static let things = """
        meal|table|seat|room|visit|order|coffee|food|drink|bed|bill|ticket|booking|stay|parcel|\
        door|breakfast|lunch|dinner|key|bag|coat|wait|call|letter|message
        """

    private static let englishWords: [WordingCue: String] = [
        .ought: """
        should
        ought
        must
        need to be
        supposed to be
        have to be
        """,
        .ourBeing: """
        we|us .. be|become|becoming|remain|represent|embody
        we|us .. stand|stands for
        who|what we are
        who are we
        are we
        our .. stand|stands for
        us .. known|seen|remembered
        we|us .. believe|value|care
        should|must|ought|could our|this .. be|stay|remain|keep|stop|become|have|play
        should|must|ought .. \(telling) us
        should|must|ought .. \(telling) our|this \(house)
        """,
        .character: """
        value|values
        identit*
        brand*
        mission*
        purpose*
        soul
        personalit*
        character*
        principle*
        tradition*
        vision*
        strateg*
        ambition*
        culture
        ethos
        philosoph*
        ideals
        image
        reputation
        role .. our|we|society
        story|stories
        kind|sort|type of \(house)
        direction
        essence
        spirit
        slogan
        motto
        stand|stands for
        belief*
        conscience
        """,
        .ourChange: """
        turn|turning into
        change our|us|who
        give|giving up our
        drop our
        reinvent*
        moderni*
        more modern|classic|exclusive|commercial|traditional
        a chain
        trend|trends
        we|organi*|company|business .. grow|expand|specialise|specialize
        stop being
        different kind|sort|type
        """,
        .ourPublic: """
        audience*
        target
        who|whom|which|what .. customers|guests|people|visitors .. we
        who|whom should|must|ought|do we
        we .. attract|exclude
        focus on
        aim at
        """,
        .inOurPlace: """
        if you ran|were|owned|led|managed|directed
        if you had to run|lead
        in our shoes|place
        what would you make of
        were you the owner|director|manager
        """,
        .theHouse: """
        our|this|a|as \(house)
        of \(house)
        as a neighbour|neighbor
        """,
        .ownPast: """
        did|were|have|had you
        was|were the|there|your|it|our|this
        did the|your|our|it|we|anybody|somebody
        you .. came|looked|asked|tried|booked|arrived|left|paid|ordered|waited|hoped|wanted
        made you
        cost you
        for you
        stood in
        """,
        .ownWant: """
        do|would|did you .. like|want|need|prefer|wish|hope|expect|choose|understand|mean
        you .. rather
        matters more
        exactly right
        suit|suits|suited you
        helps|help|helped you
        """,
        .forThem: """
        your \(things)
        for|with|to you
        yourself
        your own|way
        you .. \(things)
        """,
        .measured: """
        how .. long|close|near|warm|cold|loud|often|far|early|late|sweet|soon|clear|well|hot
        how much room|time|space
        what|which time|day|hour|language|step
        """,
        .steered: """
        don|didn|isn|aren|wasn|weren|wouldn|doesn|won|haven|hasn|can|shouldn|couldn t
        surely
        agree
        of course
        obviously
        clearly
        naturally
        as you know
        you know that
        everyone|everybody knows
        most|many|all guests|customers|people|visitors
        you did
        admit
        the best
        like everyone
        """,
        .praise: """
        great
        wonderful*
        amazing*
        fantastic*
        lovely
        delicious
        excellent
        superb
        brilliant
        perfect
        terrific
        awesome
        beautiful
        fabulous
        spotless
        outstanding
        awful
        terrible
        horrible
        disappointing
        how much .. love|enjoy|adore|hate
        love|loved our|the|it
        improved
        much easier|better|faster|nicer
        """,
        .joined: """
        and
        as well as
        """,
        .others: """
        other customers|guests|people|visitors
        people in general
        your \(relatives) .. think|feel|say|find|like
        do|did|would your|most|other|the \(relatives)
        everyone|everybody|anyone think|feel|else
        the average
        """,
        .farAway: """
        next .. years|decade
        in .. years
        years from now
        coming .. years
        in the future
        ever again
        rest of your life
        """,
        .recalled: """
        how many times
        on average
        exactly how
        percentage|percent
        last|past year
        last|past .. years
        per|each|every month|year|week
        in total
        altogether
        """,
        .imagined: """
        would you have .. if
        if .. had
        not|t .. exist
        imagine
        suppose
        would you pay
        if there were|was
        hypothe*
        not .. yet
        """,
    ]
}
