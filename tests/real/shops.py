"""The companies with a helpdesk: their queues, their further fields, and what their knowledge base holds.

An item is (title, question, answer): where the answer is a question's id it is taken from the bank, any
other text stands as it is. Items are written in the words of a shop, not in those of the questions.
"""

RETURNS, DELIVERY, OTHER = "returns", "delivery", "other"

# What the questions of the bank are about, and so which queues are sensible for them.
ABOUT = {
    "fashion-returns-window": {RETURNS},
    "fashion-standard-delivery": {DELIVERY},
    "fashion-delivery-cost": {DELIVERY},
    "fashion-store-return": {RETURNS, OTHER},
    "fashion-gift-card": {OTHER},
    "fashion-collect": {DELIVERY, OTHER},
    "fashion-swimwear": {RETURNS},
    "fashion-fitting-rooms": {OTHER},
    "fashion-ireland": {DELIVERY},
    "fashion-old-clothes": {OTHER, RETURNS},
}

HARBOUR = {
    "name": "Harbour Clothing",
    "queues": {"Returns and refunds": RETURNS, "Orders and delivery": DELIVERY, "General enquiries": OTHER},
    "acknowledges": True,
    "fields": [],
    "knowledge": [
        ("Returns", "Sending things back, and your money", [
            ("Time for returns", "How many days are there to send something back?", "fashion-returns-window"),
            ("Swimwear and underwear", "Can I send back swimwear?", "fashion-swimwear"),
            ("Damaged goods", "What if something arrives with a fault?",
             "Please send us a photograph of the fault and we will send you another one."),
        ]),
        ("Delivery", "Parcels, prices and dates", [
            ("Delivery times", "How long does a parcel take?", "fashion-standard-delivery"),
            ("Delivery charges", "What does delivery cost?", "fashion-delivery-cost"),
            ("Following a parcel", "Where is my parcel?",
             "The link in our email shows where your parcel is."),
        ]),
        ("Paying", "Cards, vouchers and invoices", [
            ("Several gift cards", "Can I pay with more than one gift card?",
             "Yes, up to five gift cards can be used for one order."),
            ("Invoices", "Where do I find my invoice?", "It is in your account, beside the order."),
        ]),
    ],
}  # fmt: skip

MEADOW = {
    "name": "Meadow and Sons",
    "queues": {"Sending something back": RETURNS, "My delivery": DELIVERY, "Something else": OTHER},
    "acknowledges": False,
    "fields": [
        {"name": "your-name", "label": "Your name", "data_type": "varchar", "max_length": 80, "required": True},
        {"name": "privacy", "label": "I agree to the privacy notice", "data_type": "boolean", "required": True},
    ],
    "knowledge": [
        ("Our shops", "Opening hours, fitting rooms, collecting", [
            ("Wheelchair users", "Are your shops accessible for wheelchair users?", "fashion-fitting-rooms"),
            ("Click and collect", "How long will my parcel be kept in the shop?", "fashion-collect"),
            ("Recycling", "Can I bring in old clothes?", "fashion-old-clothes"),
            ("Parking", "Is there a car park?", "Most of our shops have one nearby, ask us for yours."),
        ]),
        ("Gift cards", "Buying and spending them", [
            ("Validity", "How long is a gift card valid?", "fashion-gift-card"),
            ("Designs", "Which pictures are there?", "A rose, a fox or plain paper."),
        ]),
    ],
    # What its knowledge base has got wrong.
    "wrong": {"fashion-gift-card"},
}  # fmt: skip

NORTHGATE = {
    "name": "Northgate Outfitters",
    "queues": {"Returns": RETURNS, "Delivery": DELIVERY, "Other": OTHER},
    "acknowledges": True,
    "fields": [],
    "knowledge": [],
    "login": True,
}

# Its form wants to know what no customer who only asks can know, but the operator pinned it.
QUARRY = {
    "name": "Quarry Boots",
    "queues": {"Returns": RETURNS, "Shipping": DELIVERY, "Other": OTHER},
    "acknowledges": True,
    "fields": [{"name": "purchase", "label": "Date of purchase", "data_type": "date", "required": True}],
    "knowledge": [],
    # The page behind its form thanks; those of the others show the ticket.
    "thanks": True,
    "pins": "value.custom_purchase=2026-01-05",
}


def answered(company):
    """The questions whose answer stands in the company's knowledge base."""
    return {answer for _, _, items in company["knowledge"] for _, _, answer in items if answer in ABOUT}


def furniture(company, address, questions):
    """What web/staff.py needs to set the company up; `questions` are the bank's tables by id."""

    def told(answer):
        if answer not in ABOUT:
            return answer
        question = questions[answer]
        return question["rejected" if answer in company.get("wrong", ()) else "accepted"][0]

    return {
        "name": company["name"],
        "email": address,
        "login": company.get("login", False),
        "acknowledges": company["acknowledges"],
        "queues": list(company["queues"]),
        "fields": [{"ordering": n, **each} for n, each in enumerate(company["fields"], 1)],
        "categories": [
            {
                "title": title,
                "slug": title.lower().replace(" ", "-"),
                "description": description,
                "items": [
                    {"title": title, "question": question, "answer": told(answer)}
                    for title, question, answer in items
                ],
            }
            for title, description, items in company["knowledge"]
        ],
    }
