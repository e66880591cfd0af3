waves-title-clear = { $n_judged ->
    [one] The one number compared changed clearly since { $base }
   *[other] { $clear } of { $judged } numbers changed clearly since { $base }
}
waves-title-none = { $n_judged ->
    [one] The one number compared did not change clearly since { $base }
   *[other] None of { $judged } numbers changed clearly since { $base }
}
waves-title-untold = Nothing can be said about changes since { $base }
waves-title-apart = This wave is not comparable with { $base }
waves-title-unread = The earlier wave could not be read
waves-intro = { $n_companies ->
    [one] { $head } is held against { $base }: { $companies } company is in both waves and is compared with itself.
   *[other] { $head } is held against { $base }: { $companies } companies are in both waves, and each is compared with itself.
}
waves-meaning = A change is clear when its p-value, adjusted for all the numbers compared together (Holm), is below 0.05. Noise does not say that nothing changed, only that chance may make as much.
waves-alike = The waves are not alike, and were compared all the same. A change may come of this:
waves-pairs = Of the companies in the pairs
waves-apart = What differs between the two designs, so that no change between them means anything:
waves-unread = A report of an earlier wave could not be read: { $why }
waves-untold = { $n_count ->
    [one] Of { $count } number nothing can be said; the table says why.
   *[other] Of { $count } numbers nothing can be said; the table says why.
}
waves-better = { $what }: from { $base } to { $head }, for the better ({ $details }).
waves-worse = { $what }: from { $base } to { $head }, for the worse ({ $details }).
waves-changed = { $what }: from { $base } to { $head } ({ $details }).
waves-details = { $n_companies ->
    [one] change { $effect }, { $companies } company, adjusted p { $p }
   *[other] change { $effect }, { $companies } companies, adjusted p { $p }
}
waves-not-reached = not reached by half
waves-nothing = nothing
waves-p-is = = { $p }
waves-p-below = < 0.001
waves-effect-points = { $points } points
waves-effect-hours = { $hours } h
waves-effect-ratio = { $ratio } times the rate
waves-effect-plain = { $number }
waves-effect-endless = faster without end
waves-from-to = { $low } to { $high }
waves-from = from { $low }
waves-clear = clear
waves-noise = noise
waves-unknown = cannot be said
waves-clear-better = clear, for the better
waves-clear-worse = clear, for the worse
waves-head-what = what
waves-head-n = n
waves-head-companies = companies
waves-head-effect = change
waves-head-interval = 95 % interval
waves-head-p = adjusted p
waves-head-call = in words
waves-caption = { $head } against { $base }, of the companies that have the number in both; the change is head less base, of median times the ratio of rates, above 1 where answers come faster.
waves-share = { $share } (n = { $n })
waves-chart-title = Wave against wave
waves-chart-key = Pale dot: { $base }. Dark dot: { $head }. Blue: a clear change; grey: noise, or nothing can be said.
waves-chart-said = Dumbbell chart: each number in { $base } and in { $head }, joined by a line.
waves-chart-row = { $what }: { $base } to { $head }, { $call }.
waves-chart-shares = Shares
waves-chart-hours = Times
waves-chart-points = Scores
waves-over-heading = Over the waves of the study
waves-over-caption = Share of the enquiries delivered that were answered, as the report of each wave has it
waves-over-title = Share answered, wave by wave
waves-over-said = Slope chart of the share of the enquiries delivered that were answered, from wave to wave, by channel.
waves-over-row = { $channel }: { $values }.
waves-over-value = { $wave } { $share }
waves-over-note = Each value is of that wave's whole panel, as its own report has it; only the two waves above were tested against each other.
waves-over-differs = Wave { $wave } differs from this one in { $topics }: a change may come of that.
waves-head-channel = channel
waves-topic-study = the study
waves-topic-formula = the formula of the overall score
waves-topic-channels = the channels
waves-topic-questions = the questions
waves-topic-panel = the panel
waves-topic-personas = the shoppers
waves-topic-clock = the clock
waves-topic-cut-off = the cut-off
waves-topic-population = the population
waves-none = none
waves-asked-all = every question
waves-asked-count = { $n_count ->
    [one] { $count } question
   *[other] { $count } questions
}
waves-asked-ids = the questions { $ids }
waves-differ-study = They are waves of two studies: { $base } and { $head }.
waves-differ-formula = The overall score is worked out by another formula: earlier { $base }, now { $head }.
waves-differ-population = The panel is said to be drawn from another population: earlier { $base }, now { $head }.
waves-differ-personas = Other shoppers asked: earlier { $base }, now { $head }.
waves-differ-clock = Time is counted otherwise. Earlier: { $base }. Now: { $head }.
waves-differ-cut-off = Answers were awaited for { $base } in the earlier wave, for { $head } in the later one.
waves-differ-open-base = Fieldwork of the earlier wave was not over when it was reported, as of { $at }.
waves-differ-open-head = Fieldwork of the later wave was not over when it was reported, as of { $at }.
waves-differ-channels-base = Only the earlier wave asked by: { $channels }.
waves-differ-channels-head = Only the later wave asked by: { $channels }.
waves-differ-asked = By { $channel } the earlier wave asked { $base }, the later one { $head }.
waves-differ-dropped = { $n_ids ->
    [one] { $n } question was dropped since the earlier wave ({ $ids }).
   *[other] { $n } questions were dropped since the earlier wave ({ $ids }).
}
waves-differ-added = { $n_ids ->
    [one] { $n } question was added since the earlier wave ({ $ids }).
   *[other] { $n } questions were added since the earlier wave ({ $ids }).
}
waves-differ-reworded = { $n_ids ->
    [one] { $n } question has other words than in the earlier wave ({ $ids }).
   *[other] { $n } questions have other words than in the earlier wave ({ $ids }).
}
waves-differ-rekeyed = { $n_ids ->
    [one] What counts as right has changed for { $n } question ({ $ids }).
   *[other] What counts as right has changed for { $n } questions ({ $ids }).
}
waves-differ-companies-base = { $n_ids ->
    [one] { $n } company is in the earlier wave only ({ $ids }).
   *[other] { $n } companies are in the earlier wave only ({ $ids }).
}
waves-differ-companies-head = { $n_ids ->
    [one] { $n } company is in the later wave only ({ $ids }).
   *[other] { $n } companies are in the later wave only ({ $ids }).
}
waves-differ-companies = Other companies are on the panel, or the earlier wave names them.
waves-differ-no-company = A company was said to be { $base } earlier and { $head } now, but one of the panels has no such company.
waves-differ-twice = The company { $base } of the earlier wave was said to be more than one now: { $head }.
waves-differ-nobody = No company is in both waves.
waves-pair-merged = { $base } have become { $head }: in the earlier wave they count as one company.
waves-pair-renumbered = { $base } of the earlier wave has the id { $head } now.
waves-pair-renamed = { $company } was called { $base } and is called { $head } now.
waves-pair-moved = { $company } was in the sector { $base } and counts in { $head } now, in both waves.
waves-why-nothing-in-either = nothing was measured in either wave
waves-why-nothing-in-base = nothing was measured in the earlier wave
waves-why-nothing-in-head = nothing was measured in the later wave
waves-why-nobody-in-both = no company has it in both waves
waves-why-other-channels = it is of all channels together, and these are not the same
waves-why-too-short = some were not observed for as long as the number looks ahead
waves-why-too-few = fewer than six companies: no change among so few could be called clear
waves-metric-answered = Answered, of the enquiries delivered
waves-metric-correct = Right, of the answers coded
waves-metric-complete = Every part of the question answered
waves-metric-first-contact-resolution = Settled at the first contact
waves-metric-expectation-met = Customers still satisfied with the wait
waves-metric-promise-kept = Promised response time kept
waves-metric-consistency-coverage = Substantive replies, of questions put on several channels
waves-metric-consistency-agreement = Pairs of answers that agree
waves-metric-consistent-companies = Companies whose answers all agree
waves-metric-median-hours-to-answer = Median time to the answer
waves-metric-restricted-mean-hours-to-answer = Mean wait for the answer, of the first 72 hours
waves-metric-overall-score = Overall score
waves-page-title = { $head } against { $base }
waves-chart-figures = { $base } → { $head } (n = { $base_n } → { $head_n })
