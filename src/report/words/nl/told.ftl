# What companies said, word for word, and what was made of it.
contradictions-title = { $n_number ->
    [one] { $n } paar antwoorden waarin het ene het andere tegenspreekt
   *[other] { $n } paren antwoorden waarin het ene het andere tegenspreekt
  }
contradictions-how = Naast elkaar, woord voor woord. Gemarkeerd is waarop de codeur zich baseerde.
contradictions-first = Alleen de eerste 200 in de volgorde van het plan worden getoond; de andere staan in data/codings.csv.

contradiction-head = { $company }: { $question }
contradiction-coded = Gecodeerd door: { $by }.

told-title = Elk antwoord, woord voor woord, en wat ervan is gemaakt
told-how = Per bedrijf en vraag. Onder elk antwoord staan de codes: tussen haakjes wie ze gaf of waarom, en hoe zeker een machine was, van 0 tot 1. Lange antwoorden zijn ingekort tot 2.000 tekens of 40 regels; meer ervan staat in data/answers.csv.
told-files = Het zijn er te veel voor één pagina; ze staan op eigen pagina’s:
told-leaf = Antwoorden: { $first } tot { $last }
told-leaf-one = Antwoorden: { $company }
told-report = Het rapport
told-before = De vorige pagina
told-next = De volgende pagina

reply-head = { $channel }: { $kind }
reply-when = Gevraagd { $asked }; antwoord { $came }
reply-asked = Gevraagd { $asked }; geen server noteerde wanneer het antwoord kwam
reply-came = Antwoord { $came }
reply-no-time = Geen server noteerde wanneer het gevraagd of beantwoord werd
reply-cut = Ingekort
reply-none = Geen antwoord via { $channels }.

coding-judged = { $criterion }: { $code } ({ $by })
coding-item = { $criterion }: { $code } ({ $why })
coding-others = Door { $coder }: { $codes }
coding-not-counted = telt niet mee

kind-answer = antwoord
kind-partial = antwoord op een deel
kind-acknowledgement = ontvangstbevestiging
kind-out-of-office = afwezigheidsbericht
kind-autoreply = automatisch antwoord
kind-redirect = doorverwezen
kind-refusal = weigering
kind-clarification = wedervraag
kind-survey = verzoek om beoordeling
kind-marketing = reclame
kind-bounce-hard = niet bezorgd
kind-bounce-soft = voorlopig niet bezorgd
kind-bounce-delayed = bezorging vertraagd
kind-unrelated = niet ter zake

criterion-substance = Inhoud
criterion-correct = Juistheid
criterion-relation = Tegenover een ander kanaal
criterion-greeting-by-name = aanhef met naam
criterion-agent-named = medewerker genoemd
criterion-apology = excuses
criterion-empathy = inleving
criterion-understood = vraag begrepen
criterion-all-parts = alle delen beantwoord
criterion-next-step = volgende stap
criterion-link = link
criterion-language-kept = taal aangehouden
criterion-reading-ease = leesgemak
criterion-grammar-slips = taalfouten
criterion-words = woorden
criterion-rating = beoordeling
criterion-recommend = zou aanbevelen
criterion-resolved = opgelost
criterion-use-again = zou opnieuw gebruiken

code-answer = antwoord
code-partial = antwoord op een deel
code-acknowledgement = ontvangstbevestiging
code-redirect = doorverwezen
code-refusal = weigering
code-clarification = wedervraag
code-off-point = niet ter zake
code-not-known = niet bekend bij het bedrijf
code-correct = juist
code-partly = deels juist
code-wrong = onjuist
code-unsure = onbeslist
code-na = niet van toepassing
code-agree = stemt overeen
code-contradict = spreekt het tegen
code-incomparable = gaat over iets anders
code-yes = ja
code-no = nee
