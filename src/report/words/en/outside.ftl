outside-title-clear = { $n_names ->
    [one] { $names } goes together with the overall score
   *[other] { $names } go together with the overall score
}
outside-title-none = { $names }: no relation to the overall score beyond chance
outside-known = { $n_count ->
    [one] { $name } ({ $source }) is known of { $count } company.
   *[other] { $name } ({ $source }) is known of { $count } companies.
}
outside-no-source = no source is named
outside-too-few = { $n_count ->
    [0] No company has both it and an overall score, too few to say anything (n = { $n }).
    [one] Only { $n } company has both it and an overall score, too few to say anything (n = { $n }).
   *[other] Only { $n } companies have both it and an overall score, too few to say anything (n = { $n }).
}
outside-equal = Of the { $n } companies that have both, one of the two is all the same, so nothing can be said about a relation (n = { $n }).
outside-higher = Companies with more of it tend to have a higher overall score (rho = { $rho }, n = { $n }, adjusted p { $p }).
outside-lower = Companies with more of it tend to have a lower overall score (rho = { $rho }, n = { $n }, adjusted p { $p }).
outside-chance = No relation to the overall score beyond chance (rho = { $rho }, n = { $n }, adjusted p { $p }).
outside-with = With { $metric }: rho = { $rho }, n = { $n }, adjusted p { $p }.
outside-few = Too few companies have both it and { $metric } to say anything (n = { $n }).
outside-rho = { $rho } ({ $low } to { $high })
outside-chart = { $metric } by { $name }
outside-chart-said = Scatter plot, a dot a company: { $metric } over { $name }. { $found }
outside-chart-key = A dot a company. { $found }
outside-chart-empty = No company has both, so nothing can be shown.
outside-pairs = Companies with both numbers
outside-head-company = company
outside-head-score = overall score
outside-others = Held against other numbers
outside-others-caption = Spearman’s rank correlation of { $name } with numbers of the wave, each company’s own
outside-head-metric = number
outside-head-channel = channel
outside-head-rho = rho (95 % interval)
outside-head-n = n
outside-head-p = adjusted p
outside-about = Spearman’s rank correlation with the interval of Bonett and Wright (2000); p is adjusted over all numbers held against the same outside score (Holm). That two numbers go together does not say which of them is the cause, or whether a third one is.
outside-metric-overall-score = Overall score
outside-metric-answered = Answered, of all enquiries
outside-metric-answered-same-day = Answered the same day
outside-metric-expectation-met = Customers still satisfied with the wait
outside-metric-promise-kept = Promised response time kept
outside-metric-first-contact-resolution = Settled at the first contact
outside-metric-correct = Right, of the answers coded
outside-metric-complete = Every part of the question answered
outside-metric-consistency-agreement = Pairs of answers that agree
outside-metric-self-service-found = Found in self-service
outside-metric-rating = Rating by the shopper
outside-metric-net-promoter-score = Net promoter score of the shoppers
outside-metric-resolved = Problem solved, as the shopper sees it
