audit-title-kept = Versprochene Antwortzeiten wurden bei { $share } der Anfragen eingehalten
audit-title-found = { $n_found ->
    [one] { $found } von { $all } geprüften Konten ist vorhanden
   *[other] { $found } von { $all } geprüften Konten sind vorhanden
}
audit-title-shown = { $n_shown ->
    [0] Startseiten zeigen keinen Kontaktweg, der im Panel fehlt
    [one] Startseiten zeigen { $shown } Kontaktweg, der im Panel fehlt
   *[other] Startseiten zeigen { $shown } Kontaktwege, die im Panel fehlen
}
audit-accounts = { $n_all ->
    [one] { $all } Konto wurde geprüft: { $found } vorhanden, { $missing } nicht gefunden, { $suspended } gesperrt.
   *[other] { $all } Konten wurden geprüft: { $found } vorhanden, { $missing } nicht gefunden, { $suspended } gesperrt.
}
audit-active = { $n_count ->
    [one] { $count } davon hat in den 30 Tagen vor der Prüfung etwas veröffentlicht.
   *[other] { $count } davon haben in den 30 Tagen vor der Prüfung etwas veröffentlicht.
}
audit-agents = { $n_count ->
    [one] { $count } nennt in der Bio, wer schreibt.
   *[other] { $count } nennen in der Bio, wer schreibt.
}
audit-promises = { $n_count ->
    [one] { $count } Konto verspricht eine Antwortzeit.
   *[other] { $count } Konten versprechen eine Antwortzeit: { $duration } eine Dauer, { $same } denselben Tag, { $next } den nächsten Werktag.
}
audit-no-promises = Kein Konto verspricht eine Antwortzeit.
audit-vague = { $n_count ->
    [one] { $count } sagt etwas wie so bald wie möglich, was kein Versprechen ist.
   *[other] { $count } sagen etwas wie so bald wie möglich, was kein Versprechen ist.
}
audit-kept-all = Von den Anfragen an Unternehmen, die eine Antwortzeit versprechen, wurden { $share } innerhalb dieser Zeit beantwortet.
audit-kept-none = Keine Anfrage erreichte ein Unternehmen, das eine Antwortzeit verspricht; über eingehaltene Versprechen lässt sich also nichts sagen.
audit-measures = Was die Konten zeigen
audit-measures-caption = Jedes Konto zählt als eines, wie viel es auch veröffentlicht; n ist die Zahl der Konten
audit-kept-caption = Eingehaltene Versprechen, von den Anfragen an Unternehmen, die eine Antwortzeit versprechen
audit-head-measure = von den Konten
audit-head-channel = Kanal
audit-head-kept = eingehalten
audit-head-n = n
audit-service-account = Sagen, dass sie für Kunden da sind
audit-default-avatar = Haben kein eigenes Bild
audit-dialogue-share = Anteil der Beiträge, die jemandem antworten: Dialog statt Durchsage
audit-signed-share = Anteil der Antworten mit Initialen oder Vornamen
audit-companies = Versprechen und was daraus wurde, Unternehmen für Unternehmen
audit-companies-caption = Unternehmen, die eine Antwortzeit versprechen; n ist die Zahl der Anfragen an sie
audit-companies-more = Weitere Unternehmen stehen in estimates.csv.
audit-head-company = Unternehmen
audit-head-promise = Versprechen im Profil
audit-minutes = { $n_minutes ->
    [one] { $account }: { $minutes } Minute
   *[other] { $account }: { $minutes } Minuten
}
audit-same-day = { $account }: derselbe Tag
audit-next-working-day = { $account }: der nächste Werktag
audit-homes = Das Panel und die Startseiten
audit-homes-caption = Worauf die Startseiten der Unternehmen verweisen, gegenüber dem, was das Panel nennt
audit-head-agrees = beide, gleich
audit-head-differs = beide, verschieden
audit-head-not-linked = nur das Panel
audit-head-not-declared = nur die Startseite
audit-head-neither = keines von beiden
audit-head-unread = Startseite nicht gelesen
audit-shown = { $n_count ->
    [one] Per { $channel } zeigt { $count } Startseite einen Kontaktweg, den das Panel nicht nennt.
   *[other] Per { $channel } zeigen { $count } Startseiten einen Kontaktweg, den das Panel nicht nennt.
}
audit-how = Eine Prüfung betrachtet Profile und Startseiten von außen; was sie nicht sehen kann, bleibt leer und zählt in keinem Nenner.
