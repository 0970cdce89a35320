"""Words and names by which an organisation is known."""

from collections.abc import Sequence

# Words that make a capitalised run an organisation when it ends in one, or has one before "of" or "for".
ORGANISATION_WORDS = frozenset(
    """
    Academy Administration Agency Airlines Airport Airways Alliance Army Assembly Associates Association Authority
    Bank Board Brigade Broadcasting Brothers Bureau Business Cabinet Campaign Capital Caucus Center Centre Chamber
    Chronicle Church City-Council Club Coalition College Commission Committee Commons Communications Community Company
    Conference Confederation Congress Consortium Consulting Cooperative Corp Corp. Corporation Council Court Daily
    Department Electric Embassy Energy Enterprises Entertainment Exchange Federation Forum Force Forces Foundation
    Fund Gazette Group Guard Guild Herald Holdings Hospital House Inc Inc. Industries Initiative Institute Institution
    Insurance International Journal Laboratories Laboratory Labs League Ltd Ltd. LLC LLP Magazine Media Mercury
    Ministry Mission Motors Movement Museum Navy Network Networks News Newspapers Observatory Office Ombudsman
    Orchestra Organisation Organization Parliament Partners Partnership Party Pharmaceuticals PLC plc Police Post
    Press Programme Project Radio Railway Railways Reserve Review School Secretariat Senate Service Services Society
    Solutions Star Station Store Studios Syndicate Systems Taskforce Technologies Telecom Telegraph Television Theatre
    Times Tribune Tribunal Trust Union University Ventures Watch Works Workers
    """.split()
)

# Organisations whose names do not say so.
KNOWN = frozenset(
    " ".join(name.split())
    for name in """
    Congress, Senate, Pentagon, Kremlin, White House, Downing Street, Capitol Hill, Federal Reserve, Fed, Treasury,
    Foggy Bottom, European Union, European Commission, European Central Bank, United Nations, Interpol, Europol,
    Scotland Yard, Reuters, Bloomberg, Associated Press, Agence France-Presse, Axios, Politico, Xinhua, Kyodo, Yonhap,
    Guardian, Economist, Google, Alphabet, Apple, Microsoft, Amazon, Facebook, Meta, Twitter, YouTube, Instagram,
    TikTok, OpenAI, Nvidia, Intel, Samsung, Sony, Toyota, Honda, Nissan, Tesla, Ford, Boeing, Airbus, Siemens,
    Volkswagen, Goldman Sachs, Morgan Stanley, JPMorgan, Citigroup, Walmart, Netflix, Disney, Uber, Huawei, Alibaba,
    Tencent, Hamas, Hezbollah, Taliban, Al Qaeda, Islamic State, Greenpeace, Oxfam, Amnesty International, Red Cross,
    Supreme Court, Home Office, Foreign Office, Truth Social
    """.split(",")
)

# Acronyms of organisations, as they stand without being spelt out.
ACRONYMS = frozenset(
    """
    ABC AFL-CIO AFP ANC AP APEC ASEAN AT&T BBC BIS BJP BMW BP CBC CBO CBS CDC CDU CERN CFTC CIA CNBC CNN CNRS CSIS DHS
    DNC DOD DOE DOJ DPP EBA ECB EEOC EIA EMA EPA ESA ESPN EU FAA FAO FARC FBI FCC FDA FDIC FEMA FIFA FSB FTC GAO GCHQ
    GE GM GOP HHS HRW HSBC HUD IAEA IATA IBM ICC ICE ICJ IDF IEA ILO IMF IMO IOC IPCC IRA IRGC IRS ISIS ITV JAXA KGB
    KMT LDP MI5 MI6 MIT MSNBC NAACP NASA NATO NBA NBC NFL NHK NHL NHS NIH NLRB NOAA NPR NRA NSA NTSB NYPD OECD OPEC
    OSCE PBS PKK PLO PPP RBA RBC RNC RSF SEC SNP SPD TSA UAW UBS UEFA UN UNESCO UNHCR UNICEF UPI UPS USAID USDA USTR
    WFP WHO WTO WWF
    """.split()
)

# Acronyms and capitals that name nothing: measures, offices, times, forms of work.
NO_NAME = frozenset(
    """
    AD AI AM AMP AR BC BST CEO CEOs CFO CET CIO COO COVID COVID-19 CPI CTO CV DIY DNA DVD EDT EDITOR EST ET EV EVs FAQ
    FILE FX GDP GMT HD HIV HR ID IDs II III IPO IQ IT IV JST LGBT LGBTQ LNG MP MPs NGO NGOs OK PC PDT PM PPI PR PST
    PhD Q&A R&D RSS RNA SUV SUVs TV UFO UPDATE UTC VAT VIP VP VR WATCH WMD XML I I'm I’m I'd I’d I'll I’ll I've I’ve
    """.split()
)


def is_organisation(words: Sequence[str]) -> bool:
    """Whether the words of a capitalised run name an organisation by their form or as a known one."""
    name = " ".join(words)
    if name.removeprefix("The ") in KNOWN or name in ACRONYMS:
        return True
    if len(words) < 2:
        return False
    head = next((words[i - 1] for i in range(1, len(words)) if words[i] in ("of", "for", "on")), words[-1])
    return head in ORGANISATION_WORDS
