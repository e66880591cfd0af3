//! What sites say once a form was sent, in English, Dutch, French and German. Patterns as
//! [`super::words::find`] reads them, of words without accents.

/// What says in so many words that it was taken.
pub(super) const SAID: &[&str] = &[
    // English.
    "your|the *2 message|messages|enquiry|enquiries|inquiry|question|request|form|submission|ticket|query|case|comment|comments|feedback|application *3 has|have|was|were *2 sent|submitted|received|delivered|forwarded|registered|logged|recorded|transmitted|passed",
    "your|the|a *2 ticket|case|request *3 has|was *2 created|opened|raised",
    "your email|mail|details|response has|have|was|were *2 sent|submitted|received",
    "your e mail has|was *1 sent|received",
    "we|ve|have *2 received|got|registered|logged|recorded your *2 message|enquiry|inquiry|question|request|form|submission|email|mail|ticket|query|case|feedback|comment|comments|details",
    "^ *2 message|enquiry|inquiry|question|request|form|submission|ticket ?successfully|was|has ?been sent|submitted|received|created ?successfully $",
    "^ *1 successfully sent|submitted|received $",
    "message|enquiry|inquiry|question|request|form|submission *3 successfully sent|submitted|received|delivered",
    "message|enquiry|inquiry|question|request|form|submission sent|submitted|received successfully",
    "your message is on its way",
    // Dutch.
    "uw|je|jouw|het|de *2 bericht|vraag|aanvraag|verzoek|formulier|contactformulier|mail|email|melding|reactie|ticket|inzending|opmerking|klacht is|zijn|werd *4 verzonden|verstuurd|ontvangen|ingediend|geregistreerd|doorgestuurd|doorgezonden|binnengekomen|binnen|aangekomen|afgeleverd|aangemaakt",
    "we|wij *2 hebben *1 uw|je|jouw *2 bericht|vraag|aanvraag|verzoek|formulier|contactformulier|mail|email|melding|reactie|ticket|inzending|opmerking|klacht *4 ontvangen",
    "hebben we|wij *1 uw|je|jouw *2 bericht|vraag|aanvraag|verzoek|formulier|mail|email|melding|reactie *4 ontvangen",
    "^ *2 bericht|vraag|aanvraag|verzoek|formulier|melding ?is *1 verzonden|verstuurd|ontvangen $",
    // French.
    "votre|ta|ton|le|la *2 message|demande|question|formulaire|mail|email|courriel|requete|ticket|envoi|commentaire|reclamation a|est|ont *3 envoye|envoyee|envoyes|recu|recue|transmis|transmise|enregistre|enregistree|soumis|soumise|parvenu|parvenue|cree|creee|arrive|arrivee",
    "votre|la *2 message|demande|question|requete a *2 prise|pris en compte|charge",
    "nous avons *2 recu votre *2 message|demande|question|formulaire|mail|email|courriel|requete|envoi|reclamation",
    "^ *1 message|demande|question|formulaire ?a ?bien ?ete envoye|envoyee|recu|recue|transmis|transmise ?avec ?succes $",
    // German.
    "ihre|deine|die|das|ihr|dein|eure *2 nachricht|anfrage|frage|mitteilung|formular|kontaktformular|mail|email|anliegen|kontaktanfrage|ticket|meldung|schreiben|serviceanfrage wurde|ist|wurden|sind *4 gesendet|versendet|versandt|verschickt|ubermittelt|uebermittelt|empfangen|abgeschickt|abgesendet|eingegangen|erhalten|weitergeleitet|angelegt|erstellt|zugestellt|angekommen|registriert|erfasst",
    "wir haben *1 ihre|deine|ihr|dein|eure *2 nachricht|anfrage|frage|mitteilung|formular|mail|email|anliegen|kontaktanfrage|ticket|meldung|schreiben *3 erhalten|empfangen",
    "haben wir *1 ihre|deine|ihr|dein *2 nachricht|anfrage|frage|mitteilung|anliegen *3 erhalten|empfangen",
    "^ *1 nachricht|anfrage|frage|formular|mitteilung ?wurde|ist ?erfolgreich gesendet|versendet|versandt|verschickt|ubermittelt|uebermittelt|abgeschickt|eingegangen $",
];

/// What thanks for the very thing that was sent.
pub(super) const THANKED: &[&str] = &[
    // English.
    "thank|thanks *3 for contacting|messaging|emailing",
    "thank|thanks *3 for reaching out",
    "thank|thanks *3 for writing in|to|us",
    "thank|thanks *3 for getting in touch",
    "thank|thanks *3 for you|your *2 message|enquiry|inquiry|question|request|submission|email|query|note",
    "thank|thanks *3 for sending *3 message|enquiry|inquiry|question|request|email|form",
    "thank|thanks *3 for submitting|completing|filling *4 message|enquiry|inquiry|question|request|form|query",
    // Dutch.
    "bedankt|dank|dankjewel *3 voor uw|je|jouw|het|de *2 bericht|vraag|aanvraag|verzoek|melding|reactie|mail|email|inzending|opmerking|contactaanvraag|klacht",
    "bedankt|dank *3 voor het *2 contact|contacteren|invullen|versturen|opnemen",
    "bedankt|dank *3 dat u|je *1 contact *3 opgenomen|hebt|heeft|opneemt",
    // French.
    "merci|remercions *4 pour|de votre *2 message|demande|question|mail|email|courriel|requete|envoi|commentaire|prise",
    "merci|remercions *3 de nous avoir *1 contactes|contacte|contactees|ecrit|contacter",
    "merci|remercions *3 d avoir pris contact",
    // German.
    "danke|dank|danken|bedanken *4 fur|fuer ihre|deine|ihr|dein|eure|die *2 nachricht|anfrage|frage|mitteilung|mail|email|anliegen|kontaktanfrage|kontaktaufnahme|meldung|schreiben",
    "danke|dank *2 dass sie|du uns|mit *3 kontaktiert|kontaktieren|geschrieben|aufgenommen",
];

/// Thanks that say nothing of what for.
pub(super) const THANKS: &[&str] = &[
    "^ thank you ?very ?so ?much *2 $",
    "^ thanks *2 $",
    "^ many thanks *1 $",
    "^ success $",
    "^ ?hartelijk ?heel bedankt *2 $",
    "^ ?hartelijk dank ?u ?je ?wel *1 $",
    "^ ?un ?grand merci ?beaucoup *2 $",
    "^ ?vielen ?herzlichen ?besten dank *2 $",
    "^ danke ?schon ?sehr *2 $",
];

/// That somebody will answer.
pub(super) const PROMISE: &[&str] = &[
    "will|ll *4 get back|reply|respond|answer|contact|touch",
    "will|ll *4 be in touch",
    "nemen|neemt|neem *6 contact",
    "reageren|antwoorden|beantwoorden *6 snel|spoedig|mogelijk|binnen|werkdag|werkdagen",
    "zo snel mogelijk|spoedig",
    "reviendrons|revenons|repondrons|contacterons|recontacterons",
    "reviendra|repondra|contactera|recontactera",
    "melden|meldet uns|sich *4",
    "werden|wird *8 melden|antworten|beantworten|bearbeiten|kontaktieren",
    "setzen uns *8 verbindung",
];

/// That it was not taken, in so many words.
pub(super) const NOT_TAKEN: &[&str] = &[
    "not|t|never *4 sent|submitted|delivered|processed|accepted|saved|received",
    "cannot|unable|failed|failure *3 send|submit|deliver|process|accept",
    "could|can not *2 send|submit|deliver|process|accept",
    "couldn|can t *2 send|submit|deliver|process|accept",
    "message|enquiry|inquiry|question|request|form|submission|email|mail *2 failed|rejected|blocked|refused|denied",
    "no message|enquiry|request *2 sent|received",
    "niet|nooit *5 verzonden|verstuurd|ontvangen|verwerkt|opgeslagen|ingediend|afgeleverd|geaccepteerd",
    "geen bericht|vraag|formulier *2 verzonden|verstuurd|ontvangen",
    "verzenden|versturen|verzending *3 mislukt",
    "pas *4 envoye|envoyee|transmis|transmise|recu|recue|traite|traitee|soumis|enregistre|enregistree",
    "impossible d|de *2 envoyer|transmettre|traiter|soumettre",
    "echec *3 envoi|soumission",
    "envoi *4 echoue|impossible|echec",
    "nicht *5 gesendet|versendet|versandt|verschickt|ubermittelt|uebermittelt|gespeichert|verarbeitet|zugestellt|abgeschickt|empfangen|eingegangen",
    "keine nachricht|anfrage *2 gesendet|empfangen",
    "senden|versand|ubermittlung|versenden|absenden *2 fehlgeschlagen|gescheitert",
];

/// That something is wrong, whatever it is.
pub(super) const WRONG: &[&str] = &[
    "something *2 wrong",
    "went wrong",
    "error|errors|problem|problems *2 occurred",
    "error|errors|problem|problems|issue *1 occurred|with|while|processing|sending|submitting|found|below",
    "there was|were|is|are *2 error|errors|problem|problems|issue|issues",
    "an error|exception",
    "^ *1 error|errors",
    "try *2 again",
    "try *3 later",
    "^ oops|whoops",
    "failed|failure|invalid|denied|forbidden|blocked|rejected|timeout",
    "timed out",
    "internal server",
    "bad gateway|request",
    "session|token|page|form|link *3 expired",
    "could not",
    "couldn t",
    "was|is|been *2 not sent|submitted|received|processed|delivered",
    "looks|considered|flagged|detected|identified *3 spam",
    "service *2 unavailable",
    "under|undergoing|scheduled maintenance",
    "fout|fouten|foutmelding|mislukt|ongeldig|ongeldige|verlopen|geblokkeerd",
    "ging *3 mis",
    "iets *1 mis",
    "probeer *4 opnieuw|nogmaals",
    "probeer *4 later",
    "erreur|erreurs|echec|echoue|invalide|invalides|expire|expiree|impossible",
    "reessayer|reessayez",
    "fehler|fehlerhaft|fehlgeschlagen|ungultig|ungueltig|ungultige|ungueltige|abgelaufen|gesperrt",
    "schief *1 gegangen|gelaufen",
    "etwas schief",
    "versuchen *5 erneut|spater|spaeter|nochmal|nochmals|wieder",
];

/// That something may be wrong, and may be an answer.
pub(super) const SORRY: &[&str] = &[
    "sorry|unfortunately|unable|unavailable|cannot",
    "not available|accepted|allowed|permitted|possible|recognised|recognized|found",
    "helaas|excuses|spijt",
    "desole|desoles|malheureusement|regrettons|indisponible",
    "leider|entschuldigung|bedauern",
    "patience|geduld|understanding|begrip|comprehension|verstandnis",
];

/// That a field is not as it should be.
pub(super) const FIELD_WRONG: &[&str] = &[
    "please *1 correct|fix|complete|check *3 field|fields|form|errors|value|values|highlighted|following",
    "please *1 enter|fill|choose|select|provide|accept|tick|agree",
    "is|are *1 required",
    "required field|fields",
    "required $",
    "must *2 be|contain|have|not|accept|agree",
    "not *1 valid|correct|complete|filled",
    "can t|not be blank|empty",
    "invalid|missing|incorrect|incomplete",
    "verplicht|verplichte|ongeldig|ongeldige|ontbreekt|onjuist|onvolledig",
    "vul *5 in",
    "kies|selecteer *3 een",
    "obligatoire|obligatoires|invalide|manquant|incorrect",
    "veuillez *2 corriger|remplir|saisir|renseigner|verifier|completer|selectionner|accepter|cocher",
    "n est pas valide",
    "bitte *6 ausfullen|ausfuellen|korrigieren|eingeben|prufen|pruefen|wahlen|waehlen|angeben|auswahlen|auswaehlen|an|aus|ein",
    "erforderlich|pflichtfeld|pflichtfelder|ungultig|ungueltig|fehlt|unvollstandig",
];

/// That we come too often.
pub(super) const LIMITED: &[&str] = &[
    "too many *2 requests|messages|attempts|submissions|enquiries|inquiries|times",
    "rate limit|limited|limiting",
    "te veel *2 berichten|verzoeken|pogingen|aanvragen",
    "te vaak",
    "trop de *2 requetes|messages|demandes|tentatives|envois",
    "zu viele *2 anfragen|nachrichten|versuche",
    "zu oft",
];

/// That it is not taken before something else is done.
pub(super) const PENDING: &[&str] = &[
    "^ *2 verify|confirm|validate *1 your *1 email|address|message|request|enquiry|inquiry|identity|account|mail",
    "^ to *8 confirm|verify|click|follow",
    "must|need *2 confirm|verify",
    "click|follow *3 link *4 to|in|we|that",
    "almost|nearly *1 done|there|finished|ready",
    "one|last|final more|last|final|step ?step",
    "step|stap|etape|schritt *1 of|van|sur|von",
    "before *4 sent|send|submit|submitted",
    "not yet *3 sent|submitted|complete|completed|finished",
    "draft|concept|brouillon|entwurf *2 saved|opgeslagen|enregistre|gespeichert",
    "review|check *3 details|answers|message|request *3 before|then|and",
    "^ *1 bevestig *1 uw|je|jouw",
    "klik *3 link",
    "bijna *1 klaar",
    "nog *2 stap",
    "controleer *2 uw|je|jouw *2 gegevens",
    "^ confirmez|validez *1 votre",
    "cliquez *3 lien",
    "derniere etape",
    "verifiez *2 vos|votre",
    "^ *1 bestatigen|bestaetigen *1 sie *1 ihre|bitte",
    "klicken *3 link",
    "fast *1 fertig|geschafft",
    "letzter schritt",
    "prufen|pruefen *1 sie *1 ihre",
];

/// That steps are counted.
pub(super) const STEPPED: &[&str] =
    &["step|stap|etape|schritt 1|2|3|4|5|6|7|8 of|van|sur|von 2|3|4|5|6|7|8"];

/// What makes a sentence speak of another time: when something was sent, if it is, after it.
pub(super) const WHEN: &[&str] = &[
    "when", "once", "after", "if", "until", "unless", "before", "should", "whenever", "every",
    "unless", "wanneer", "zodra", "nadat", "als", "indien", "voordat", "totdat", "mocht", "quand",
    "lorsque", "lorsqu", "apres", "si", "avant", "wenn", "sobald", "nachdem", "falls", "bevor",
    "sollte", "sollten",
];

/// What turns a sentence round.
pub(super) const NOT: &[&str] = &[
    "not", "t", "no", "never", "cannot", "without", "unable", "failed", "fails", "niet", "geen",
    "nooit", "zonder", "mislukt", "pas", "aucun", "aucune", "jamais", "sans", "echec", "nicht",
    "kein", "keine", "nie", "ohne",
];

/// What says that thanks are for something else.
pub(super) const ELSEWHERE: &[&str] = &[
    "newsletter",
    "newsletters",
    "subscribing",
    "subscription",
    "subscribe",
    "subscribed",
    "nieuwsbrief",
    "aanmelding",
    "aangemeld",
    "abonnement",
    "inscription",
    "inscrit",
    "rundbrief",
    "anmeldung",
    "angemeldet",
    "abonniert",
    "mailing",
    "unsubscribe",
    "unsubscribed",
];
