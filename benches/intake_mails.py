"""Ordinary mails of 1.5 to 4 kB for benches/intake.py: what a company's desk sends, with all its fields."""

import base64
import quopri
import random

HEAD = """\
Return-Path: <care@company{n}.example>
Delivered-To: anna.reed+k3abcdefga@shop.test
Received: from mail.shop.test ([127.0.0.1])
\tby mail.shop.test with LMTP id {n:x}Ab9Kx
\tfor <anna.reed+k3abcdefga@shop.test>; Thu, 5 Nov 2026 11:12:31 +0100
Received: from out{n}.company{n}.example (out{n}.company{n}.example [192.0.2.{byte}])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
\tby mx.shop.test (Postfix) with ESMTPS id 4R{n:08X}
\tfor <anna.reed+k3abcdefga@shop.test>; Thu, 5 Nov 2026 11:12:30 +0100 (CET)
Received: from desk.company{n}.example (localhost [127.0.0.1])
\tby out{n}.company{n}.example with ESMTP id 4Q{n:08X}; Thu, 5 Nov 2026 10:12:29 +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=company{n}.example;
\ts=key1; t=1793700749; h=from:to:subject:date:message-id:in-reply-to;
\tbh={noise1}=;
\tb={noise2}
\t {noise3}==
From: {sender} <care@company{n}.example>
To: Anna Reed <anna.reed+k3abcdefga@shop.test>
Subject: Re: {subject}
Date: Thu, 5 Nov 2026 10:12:29 +0000
Message-ID: <{n}.{byte}.reply@company{n}.example>
In-Reply-To: <own{n}@shop.test>
References: <thread{n}@shop.test> <own{n}@shop.test>
X-Mailer: HelpDesk 7.2
MIME-Version: 1.0
"""
SENTENCES = {
    "en": """Thank you for your question.|You can return the jacket within 30 days, in any of our shops or by post.|
Please keep the receipt, because our colleagues will ask for it at the counter.|The refund takes three to five working days.|
Standard delivery costs 4.95 and is free above 50 pounds.|Our shop in Leeds is open from 9.00 to 18.00, on Sundays until 16.00.|
I have checked this with the warehouse and it is on its way.|You will find the form under My orders, at the bottom of the page.|
If the zip is broken, we repair it free of charge for two years.|Gift cards cannot be returned, I am afraid.|
A new card reaches you within five working days after you have ordered it in the app.|Is there anything else that I can do for you?""",
    "de": """Vielen Dank für Ihre Anfrage.|Sie können die Jacke innerhalb von 30 Tagen zurückgeben, in jeder Filiale oder per Post.|
Bitte bewahren Sie den Beleg auf, denn danach wird an der Kasse gefragt.|Die Erstattung dauert drei bis fünf Werktage.|
Der Versand kostet 4,95 Euro und ist ab 50 Euro frei.|Unsere Filiale in Köln ist von 9 bis 18 Uhr geöffnet.|
Das Formular finden Sie unter Meine Bestellungen, ganz unten auf der Seite.|Für Rückfragen sind wir gern da.""",
    "nl": """Bedankt voor je vraag.|Je kunt de jas binnen 30 dagen terugbrengen, in elke winkel of met de post.|
Bewaar de bon goed, want daar wordt aan de kassa om gevraagd.|Het geld staat binnen vijf werkdagen op je rekening.|
Bezorgen kost 4,95 euro en is vanaf 50 euro gratis.|Onze winkel in Utrecht is open van 9.00 tot 18.00 uur.|
Het formulier vind je onder Mijn bestellingen, onderaan de pagina.|Heb je nog vragen, laat het ons gerust weten.""",
    "fr": """Merci pour votre message.|Vous pouvez rendre la veste sous 30 jours, en magasin ou par la poste.|
Gardez bien le ticket de caisse, il vous sera demandé.|Le remboursement prend trois à cinq jours ouvrés.|
La livraison coûte 4,95 euros et elle est offerte dès 50 euros.|Notre magasin de Lyon est ouvert de 9 h à 18 h.|
Vous trouverez le formulaire dans Mes commandes, en bas de la page.|N'hésitez pas à revenir vers nous.""",
}
FRAME = {
    "en": ("Dear Anna,", "Kind regards,", "On Wed, 4 Nov 2026 at 10:00, Anna Reed wrote:"),
    "de": ("Sehr geehrte Frau Reed,", "Mit freundlichen Grüßen", "Am 04.11.2026 um 10:00 schrieb Anna Reed:"),
    "nl": ("Beste Anna,", "Met vriendelijke groet,", "Op wo 4 nov 2026 om 10:00 schreef Anna Reed:"),
    "fr": ("Bonjour Anna,", "Cordialement,", "Le mer. 4 nov. 2026 à 10:00, Anna Reed a écrit :"),
}
QUESTION = """Hello,

I bought a winter jacket in your shop two weeks ago and I am not sure about the size.
How long do I have to bring it back, and do I need the receipt for that?

Best wishes,
Anna Reed"""


def wrapped(text, width=76):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def mail(n, chance):
    """The mail of number n: half of them with HTML beside the text, in four languages and three
    encodings."""
    language = chance.choice(["en", "en", "en", "de", "nl", "fr"])
    hello, regards, wrote = FRAME[language]
    all_sentences = SENTENCES[language].replace("\n", "").split("|")
    told = [chance.sample(all_sentences, chance.randint(2, 4)) for _ in range(chance.randint(1, 3))]
    paragraphs = [wrapped(" ".join(sentences)) for sentences in told]
    signature = f"Jo Park\nCustomer care\n\n--\nCompany {n} Ltd, 1 High Street, LS1 4AP Leeds\nTel. +44 113 496 0{n % 900 + 100}"
    quoted = "\n".join(f"> {line}" for line in QUESTION.splitlines())
    text = "\n\n".join([hello, *paragraphs, f"{regards}\n{signature}", f"{wrote}\n{quoted}\n"])
    def noise(length):
        return base64.b64encode(chance.randbytes(length)).decode().rstrip("=")

    head = HEAD.format(
        n=n, byte=n % 250 + 1, noise1=noise(31), noise2=noise(54), noise3=noise(120),
        sender=f"Company {n} Customer Care", subject="How long can I return a jacket?",
    )  # fmt: skip
    encoding = chance.choice(["8bit", "quoted-printable", "base64"])

    def part(kind, content):
        raw = content.encode()
        if encoding == "quoted-printable":
            raw = quopri.encodestring(raw)
        elif encoding == "base64":
            raw = base64.encodebytes(raw)
        fields = f'Content-Type: text/{kind}; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\n\n'
        return fields.encode() + raw

    if n % 2:
        raw = head.encode() + part("plain", text)
    else:
        body = "".join(f'<div style="margin:0 0 1em">{p}</div>' for p in [hello, *paragraphs])
        html = (
            f'<html><body style="font-family:Arial">{body}<div>{regards}<br>Jo Park<br>Customer care</div>'
            f'<div class="gmail_quote"><div dir="ltr">{wrote}<br></div><blockquote class="gmail_quote">'
            f"{QUESTION.replace(chr(10), '<br>')}</blockquote></div></body></html>\n"
        )
        if len(text) + len(html) > 2_600:
            text = text[: text.index(wrote)]
        between = f"--=_part_{n}\n".encode()
        raw = b"".join([
            head.encode(), f'Content-Type: multipart/alternative; boundary="=_part_{n}"\n\n'.encode(),
            between, part("plain", text), b"\n", between, part("html", html), f"\n--=_part_{n}--\n".encode(),
        ])  # fmt: skip
    return raw.replace(b"\n", b"\r\n")


def mails(count):
    """So many mails, the same in every run."""
    chance = random.Random(7)
    return [mail(n, chance) for n in range(count)]
