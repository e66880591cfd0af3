# The league of companies, and the chart of companies by channel.
league-title = { $leads }; { $apart }
league-nobody = No company has an overall score
league-one = { $company } has an overall score of { $score } points
league-alike = All { $n } companies have the same overall score, { $score } points
league-leads = { $company } leads with { $score } points
league-lead = { $companies } share first place with { $score } points
league-share-first = { $n } companies share first place with { $score } points
league-apart = of { $n } companies, { $upper } surely { $n_upper ->
    [one] stands
   *[other] stand
} in the upper half and { $lower } in the lower
league-apart-none = beyond that, the order of the { $n } companies may be chance
league-apart-unknown = how far chance may have moved the places cannot be said
league-about = The overall score runs from 0 to 100. What it is made of, and by which weights, stands in the codebook of the data. A channel that a company does not offer counts as not answered.
league-mean = The mean over the companies is { $mean }.
league-nothing-asked = { $n_number ->
    [one] { $n } company has no score, because nothing that weighs was asked of it.
   *[other] { $n } companies have no score, because nothing that weighs was asked of them.
}
league-too-little-known = { $n_number ->
    [one] { $n } company has no score, because less than half of what would weigh is known.
   *[other] { $n } companies have no score, because less than half of what would weigh is known.
}
league-places = Places by chance: where a company would stand in 95 of 100 cases if other questions of the same kind had been asked. Two companies whose places overlap are not told apart. A company stands surely in a half of the league when all of its places lie in it.
league-interval = { $low }–{ $high }
league-score-interval = { $score } ({ $interval })
league-joint = joint { $place }
league-range = { $low } to { $high }
league-chart = Overall score of each company, best first
league-chart-note = Dots are scores from 0 to 100, lines their 95 % intervals.
league-left-out = the companies between these stand in the table
league-caption = Companies by overall score, best first
league-head-company = company
league-head-place = place
league-head-sector = sector
league-head-score = score
league-head-interval = 95 % interval
league-head-places = places by chance
league-head-sector-place = place in its sector
league-others = The other companies
league-more-in-table = The companies after these stand in the table of the data.
