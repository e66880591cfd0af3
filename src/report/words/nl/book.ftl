book-sources = Waar elk cijfer vandaan komt
