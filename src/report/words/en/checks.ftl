checks-title-untold = Whether the design held cannot be told
checks-title-none = Nothing suggests that how it was asked was uneven, or mattered
checks-title-none-of-tested = In what could be tested, nothing suggests that how it was asked was uneven, or mattered
checks-title-clear = { $n_count ->
    [one] { $count } check of the design needs attention
   *[other] { $count } checks of the design need attention
}
checks-clear = { $check }, by { $factor } ({ $channel }): clear, adjusted p { $p }.
checks-untested = Not tested, for want of enough to compare: { $list }.
checks-untested-one = { $check }, by { $factor }
checks-noticed-none = No company is noted to have noticed the study.
checks-noticed = { $n_count ->
    [one] One company seems to have noticed the study: { $names }.
   *[other] These companies seem to have noticed the study: { $names }.
}
checks-without = Without them the share that changes most is { $metric } ({ $channel }): { $all } with all companies, { $without } without, { $difference } percentage points.
checks-population = Intervals and tests take the companies as drawn from many like them. Where the panel is everyone of interest, what is said about exactly these companies is surer than the intervals make it.
checks-all = Every test
checks-caption = Tests of balance and of effect; companies are the units, and all tests are one family (Holm)
checks-head-check = what
checks-head-factor = by
checks-what-balance-over-sectors = Uneven over the sectors
checks-what-balance-over-channels = Uneven over the channels
checks-what-answered = Share answered differs
checks-what-hours-to-answer = Time to the answer differs
checks-factor-wording = wording
checks-factor-persona = shopper
checks-factor-weekday = weekday
checks-factor-position = place in the order
