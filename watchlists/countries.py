"""Country names as lists write them, to ISO 3166-1 alpha-3; never fuzzy, unknown stays unknown.

Sources of the table: ISO 3166-1 (codes, current members), ISO 3166-3 (withdrawn states), ICAO Doc 9303 part 3
section 5 (travel-document codes that are no countries); names from Unicode CLDR through Babel in languages of
the region and of the lists; long, former and inverted forms and adjectives collected by hand below.
References to Kosovo (RKS, the ICAO practice) are to be understood in the context of UN Security Council
resolution 1244 (1999).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

_ALPHA = (
    "ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE "
    "BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS "
    "BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN "
    "COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST "
    "EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF "
    "GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD "
    "HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM "
    "JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA "
    "LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD "
    "MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM "
    "NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG "
    "PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA "
    "SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD "
    "STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON "
    "TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR "
    "VNVNM VUVUT WFWLF WSWSM XKRKS YEYEM YTMYT ZAZAF ZMZMB ZWZWE SUSUN YUYUG CSSCG DDDDR ANANT TPTLS "
    "BUMMR ZRCOD "
)
ALPHA_3 = {pair[:2]: pair[2:] for pair in _ALPHA.split()}
_CODES = {*ALPHA_3.values(), "CSK", "YMD"}
_ICAO = {"GBD", "GBN", "GBO", "GBP", "GBS", "UNO", "UNA", "UNK", "EUE", "XOM", "XPO", "XCC", "XCE", "XBA"}
_ICAO |= {"XIM", "XMP", "XAA", "XDC", "XES", "XXA", "XXB", "XXC", "XXX", "UTO"}
_OTHER_CODES = {"D": "DEU", "XKX": "RKS", "KOS": "RKS", "UNM": "UNK", "ROM": "ROU", "ZAR": "COD"}
_OTHER_CODES |= {
    "BUR": "MMR",
    "TMP": "TLS",
    "SUHH": "SUN",
    "YUCS": "YUG",
    "CSXX": "SCG",
    "CSHH": "CSK",
    "DDDE": "DDR",
}

_LONG = """
AFG islamic republic of afghanistan; afghan
ALB republic of albania; albanian
ARE united arab emirates; uae; emirati
ATG antigua
AZE azerbaijani
BHS the bahamas; bahamas, the
BIH bosnia; bosnian; bosnia & herzegovina; bosnia-herzegovina
BLR belorussia; byelorussia; belarusian
BOL bolivia (plurinational state of); plurinational state of bolivia
BRN brunei darussalam
CAF central african rep
CHE swiss
CHN people's republic of china; prc; peoples republic of china; chinese
CIV cote d ivoire; ivory coast; cote d'ivoire; cote divoire
COD congo, democratic republic of the; democratic republic of the congo; congo (democratic republic of)
COD dr congo; drc; zaire; democratic republic of congo; the democratic republic of the congo; congo (kinshasa)
COG congo; congo, republic of the; republic of the congo; congo (brazzaville)
CPV cape verde; cabo verde; cabo verde. previously cape verde
CSK czechoslovakia; former czechoslovakia
CZE czech republic; czech
DDR german democratic republic; east germany
DEU federal republic of germany; german
EGY arab republic of egypt; egyptian
FSM micronesia (federated states of); micronesia, federated states of
GBR united kingdom of great britain and northern ireland; great britain; uk; britain; british; england
GBR scotland; northern ireland; wales
GMB the gambia; gambia, the
GRC greek
HKG hong kong; china, hong kong special administrative region; hong kong sar; hong kong, china
HRV croatian
IRN iran (islamic republic of); islamic republic of iran; iran, islamic republic of; iranian; persia
IRQ iraqi
KGZ kyrgyz republic; kirghizia; kyrgyz
KNA saint kitts and nevis; st kitts and nevis
KOR korea, south; republic of korea; south korea; korea, republic of; korea (south)
LAO lao people's democratic republic; laos
LBN lebanese
LBY libyan arab jamahiriya; state of libya; libyan
MAC macau; macao; china, macao special administrative region
MDA republic of moldova; moldova, republic of
MKD the former yugoslav republic of macedonia; macedonia, the former yugoslav republic of; fyrom; macedonia
MKD north macedonia, republic of; republic of north macedonia; republic of macedonia
MMR burma; myanmar; myanmar (burma); union of myanmar
MNE montenegrin
NLD holland; the netherlands; netherlands, the; kingdom of the netherlands; dutch
PAK islamic republic of pakistan; pakistani
PHL the philippines; filipino
PRK korea, north; democratic people's republic of korea; dprk; north korea; korea (north)
PRK korea, democratic people's republic of; democratic peoples republic of korea
PSE palestinian; state of palestine; palestine; palestinian territories; palestine, state of; west bank; gaza
PSE palestinian territory, occupied; occupied palestinian territory; region: gaza; west bank and gaza
RKS kosovo; republic of kosovo
RUS russian federation; russian
SAU kingdom of saudi arabia; ksa; saudi
SCG serbia and montenegro; state union of serbia and montenegro
SRB serbian; republic of serbia
SSD republic of south sudan
SUN former soviet union; soviet union; ussr; union of soviet socialist republics; former ussr
SWZ swaziland; eswatini
SYR syrian arab republic; syrian
TLS east timor; timor-leste
TUN tunisian
TUR turkey; turkiye; republic of turkey; turkish
TWN taiwan, province of china; taiwan; chinese taipei; republic of china
TZA united republic of tanzania; tanzania, united republic of; tanganyika
UKR ukrainian; ukrainian ssr
USA united states of america; usa; u.s.a.; us; u.s.; american; the united states
UZB uzbek
VAT holy see; vatican; vatican city state
VEN venezuela (bolivarian republic of); bolivarian republic of venezuela; venezuela, bolivarian republic of
VGB virgin islands, british; british virgin islands
VIR virgin islands, u.s.; us virgin islands
VNM viet nam; socialist republic of viet nam; socialist republic of vietnam
YEM republic of yemen; yemen arab republic; yemeni
YMD democratic yemen; south yemen; people's democratic republic of yemen
YUG yugoslavia; former yugoslavia; socialist federal republic of yugoslavia; federal republic of yugoslavia
ANT netherlands antilles
XXA stateless; apatride
DEU germany
DZA algerian
AUS australian
AUT austrian
BEL belgian
BGR bulgarian
CAN canadian
CUB cuban
COL colombian
DNK danish
ESP spanish
FRA french
GEO georgian
IDN indonesian
IND indian
ISR israeli
ITA italian
JOR jordanian
KEN kenyan
KWT kuwaiti
MAR moroccan
MDA moldovan
MEX mexican
MYS malaysian
NGA nigerian
NLD netherlandish
NOR norwegian
POL polish
PRT portuguese
QAT qatari
RKS kosovar; kosova
ROU romanian
SDN sudanese
SOM somali
SWE swedish
TJK tajik
UNK united nations interim administration mission in kosovo
"""
_LANGUAGES = ("en", "fr", "es", "de", "sq", "sr_Latn", "sr", "mk", "bs", "ru")
NOTHING = {"", "-", "na", "n/a", "none", "unknown", "undetermined", "not available", "00", "zz", "-0-"}
_PLAIN = {0x2019: "'", 0x2018: "'", 0x26: "and"}
_MARKS = re.compile(r"[\u0300-\u036f]")


def _folded(text: str) -> str:
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_PLAIN)
    return " ".join(plain.casefold().split()).rstrip(".")


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _LONG.strip().splitlines():
        code, _, names = line.partition(" ")
        for name in names.split(";"):
            table[_folded(name)] = code
    for language in _LANGUAGES:
        for alpha_2, name in Locale.parse(language).territories.items():
            if alpha_2 in ALPHA_3:
                table.setdefault(_folded(name), ALPHA_3[alpha_2])
    return table


@cache
def code_of(text: str) -> str:
    """Return the alpha-3 code of a country as written: a name, an adjective, or a code. Empty if unknown."""
    bare = text.strip()
    upper = bare.upper()
    if len(upper) == 2 and upper.isalpha() and upper.isascii():
        return ALPHA_3.get(upper, "") or _names().get(_folded(bare), "")
    if upper in _CODES or upper in _ICAO:
        return upper
    if upper in _OTHER_CODES:
        return _OTHER_CODES[upper]
    folded = _folded(bare)
    names = _names()
    return names.get(folded, "") or names.get(folded.removeprefix("the "), "")


def states_nothing(text: str) -> bool:
    """Tell whether a country field says nothing: empty, `na`, `00`, `UNKNOWN`, `undetermined`."""
    return text.strip().casefold() in NOTHING
