"""Countries, states and cities, and the adjectives made of them."""

from functools import cache

from babel import Locale

# US states, Canadian provinces and British nations, which Babel's territories do not hold.
_REGIONS = """
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois,
Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi,
Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota,
Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont,
Virginia, West Virginia, Wisconsin, Wyoming, Alberta, British Columbia, Manitoba, New Brunswick, Nova Scotia, Ontario,
Quebec, Saskatchewan, England, Scotland, Wales, Northern Ireland, New South Wales, Queensland, Tasmania, Catalonia,
Bavaria, Kashmir, Crimea, Donbas, Gaza, Gaza Strip, West Bank, Tibet, Xinjiang, Siberia, Okinawa, Punjab, Sindh,
Gujarat, Kerala
"""

# Large or often reported cities.
_CITIES = """
Abu Dhabi, Abuja, Accra, Addis Ababa, Adelaide, Aleppo, Algiers, Almaty, Amman, Amsterdam, Anchorage, Ankara, Antwerp,
Athens, Atlanta, Auckland, Austin, Baghdad, Baku, Baltimore, Bangalore, Bangkok, Barcelona, Basra, Beijing, Beirut,
Belfast, Belgrade, Bengaluru, Berlin, Bern, Birmingham, Bogotá, Boston, Brasília, Bratislava, Brisbane, Brussels,
Bucharest, Budapest, Buenos Aires, Buffalo, Busan, Cairo, Calgary, Canberra, Cape Town, Caracas, Cardiff, Casablanca,
Charlotte, Chennai, Chicago, Cincinnati, Cleveland, Cologne, Colombo, Copenhagen, Dakar, Dallas, Damascus, Dar es
Salaam, Davos, Delhi, Denver, Detroit, Dhaka, Doha, Dubai, Dublin, Dundee, Edinburgh, Frankfurt, Geneva, Glasgow,
Guangzhou, Hamburg, Hanoi, Harare, Havana, Helsinki, Hiroshima, Ho Chi Minh City, Houston, Hyderabad, Islamabad,
Istanbul, Jakarta, Jerusalem, Johannesburg, Kabul, Kampala, Karachi, Kathmandu, Kharkiv, Khartoum, Kigali, Kinshasa,
Kolkata, Kuala Lumpur, Kyiv, Kyoto, Lagos, Lahore, Las Vegas, Lima, Lisbon, Liverpool, London, Los Angeles, Luxembourg
City, Lviv, Lyon, Madrid, Manchester, Manila, Marseille, Mecca, Melbourne, Memphis, Mexico City, Miami, Milan,
Milwaukee, Minneapolis, Minsk, Mogadishu, Montreal, Moscow, Mosul, Mumbai, Munich, Nagasaki, Nairobi, Naples,
Nashville, New Delhi, New Orleans, New York City, Odesa, Osaka, Oslo, Ottawa, Paris, Perth, Philadelphia, Phoenix,
Pittsburgh, Port-au-Prince, Portland, Prague, Pretoria, Pyongyang, Quito, Ramallah, Reykjavik, Riga, Rio de Janeiro,
Riyadh, Rome, Rotterdam, Sacramento, Salt Lake City, San Antonio, San Diego, San Francisco, San Jose, Santiago, São
Paulo, Sarajevo, Seattle, Seoul, Shanghai, Sheffield, Shenzhen, Sofia, St. Louis, St. Petersburg, Stockholm,
Strasbourg, Stuttgart, Sydney, Taipei, Tallinn, Tashkent, Tbilisi, Tehran, Tel Aviv, The Hague, Tokyo, Toronto,
Tripoli, Tunis, Turin, Ulaanbaatar, Valencia, Vancouver, Vienna, Vilnius, Warsaw, Washington, Washington D.C.,
Washington, D.C., Wellington, Wuhan, Yangon, Yokohama, Yokosuka, Zagreb, Zurich
"""

# Continents, seas and parts of the world.
_WORLD = """
Africa, Antarctica, Asia, Europe, North America, South America, Latin America, Central America, Middle East, Southeast
Asia, East Asia, South Asia, Eastern Europe, Western Europe, Balkans, Caribbean, Arctic, Atlantic, Pacific,
Indo-Pacific, Mediterranean, Baltic, Red Sea, Black Sea, South China Sea, East China Sea, Persian Gulf, Horn of
Africa, Korea, Wall Street, Silicon Valley, Hollywood, Manhattan, Brooklyn
"""

# Everyday forms of a country's name, with the form they stand for.
ALIASES = {
    "U.S.": "United States",
    "US": "United States",
    "U.S.A.": "United States",
    "USA": "United States",
    "America": "United States",
    "United States of America": "United States",
    "U.K.": "United Kingdom",
    "UK": "United Kingdom",
    "Britain": "United Kingdom",
    "Great Britain": "United Kingdom",
    "U.A.E.": "United Arab Emirates",
    "UAE": "United Arab Emirates",
    "Czech Republic": "Czechia",
    "Holland": "Netherlands",
    "Turkey": "Türkiye",
    "Burma": "Myanmar",
    "Ivory Coast": "Côte d’Ivoire",
    "DR Congo": "Democratic Republic of Congo",
    "D.C.": "Washington",
    "Kiev": "Kyiv",
}

# Babel's wording where newspapers write it otherwise.
_WRITTEN = {
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macao",
    "Myanmar (Burma)": "Myanmar",
    "Congo - Kinshasa": "Democratic Republic of Congo",
    "Congo - Brazzaville": "Republic of Congo",
}

# Not a territory, though Babel lists it among them; the two unions are organisations here.
_NO_TERRITORY = frozenset(("Unknown Region", "Pseudo-Accents", "Pseudo-Bidi", "European Union", "United Nations"))

# Adjectives of nations, religions, parties and directions: they describe and are never a name by themselves.
ADJECTIVES = frozenset(
    """
    Afghan African Albanian Algerian American Americans Arab Argentine Argentinian Armenian Asian Australian Austrian
    Azerbaijani Bangladeshi Basque Belarusian Belgian Bolivian Bosnian Brazilian Briton Britons British Bulgarian
    Burmese Cambodian Canadian Catalan Chechen Chilean Chinese Colombian Congolese Croatian Cuban Cypriot Czech Danish
    Dutch Ecuadorian Egyptian Emirati English Estonian Ethiopian European Filipino Finnish French Georgian German
    Ghanaian Greek Guatemalan Haitian Honduran Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli
    Italian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kurdish Kuwaiti Kyrgyz Lao Latin Latvian Lebanese Libyan
    Lithuanian Malaysian Maltese Mexican Moldovan Mongolian Moroccan Nepalese Nicaraguan Nigerian Norwegian Omani
    Pakistani Palestinian Panamanian Peruvian Philippine Polish Portuguese Qatari Roman Romanian Russian Rwandan
    Salvadoran Saudi Scottish Senegalese Serb Serbian Singaporean Slovak Slovenian Somali Spanish Sudanese Swedish
    Swiss Syrian Taiwanese Tajik Tanzanian Thai Tibetan Tunisian Turkish Turkmen Ugandan Ukrainian Uruguayan Uzbek
    Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean Catholic Christian Muslim Islamic Islamist Jewish Hindu
    Buddhist Sikh Protestant Evangelical Orthodox Sunni Shiite Republican Democrat Democratic Conservative Labour
    Liberal Socialist Communist Tory Tories Marxist Nazi Latino Latina Hispanic Caucasian Western Eastern Northern
    Southern Soviet Olympic Internet God Bible Christmas Easter Thanksgiving Earth
    """.split()
)


@cache
def places() -> frozenset[str]:
    """The names of countries, large regions and cities, as newspapers write them."""
    locale = Locale("en")
    territories = {
        _WRITTEN.get(name, name).replace("&", "and") for code, name in locale.territories.items() if code.isalpha()
    }
    listed = (part.strip() for block in (_REGIONS, _CITIES, _WORLD) for part in block.replace("\n", " ").split(","))
    return frozenset((territories - _NO_TERRITORY) | set(listed) | set(ALIASES) | set(ALIASES.values()) - {""})


def is_place(name: str) -> bool:
    """Whether the name is a listed place."""
    return name in places()


def is_adjective(word: str) -> bool:
    """Whether the capitalised word is an adjective or noun of a nation, faith or party ("Japanese", "Americans")."""
    return word in ADJECTIVES or (word.endswith("s") and word[:-1] in ADJECTIVES)
