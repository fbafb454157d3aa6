"""Small invented lists, one function a format: the Republic of Varnia lists Orval Tennick and others."""

from __future__ import annotations

from retention.purpose import Offence
from watchlists.formats.source import ListFile, Source
from watchlists.registration import Registration

OFAC_NULL = "-0- "


def named(**files: str | bytes) -> Source:
    """Return a source of files in memory; `sdn_csv="…"` is a file called `sdn.csv`."""
    made = []
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        data = content if isinstance(content, bytes) else content.encode()
        made.append(ListFile(f"{stem}.{ending}", data=data))
    return Source(tuple(sorted(made, key=lambda file: file.name)))


def sdn_row(
    number: int,
    name: str,
    *,
    kind: str = "individual",
    programme: str = "SDGT",
    title: str = "",
    remarks: str = "",
) -> str:
    """Return one row of the OFAC main file."""
    null = OFAC_NULL
    cells = [str(number), f'"{name}"', f'"{kind}"' if kind else null, f'"{programme}"']
    cells += [*[null] * 7, f'"{remarks}"' if remarks else null]
    return ",".join(cells) + "\r\n"


OFAC_REMARKS = (
    "DOB 05 Mar 1961; alt. DOB circa 1963; POB Quell, Varnia; nationality Korea, North; Gender Male; "
    "Passport V 700 001 (Korea, North) issued 02 Jan 2019 expires 01 Jan 2029; a.k.a. 'THE HERON'; "
    "Linked To: GREY FERRY GROUP."
)
OFAC_MAIN = (
    sdn_row(90001, "TENNICK, Orval Bram", programme="SDGT] [VARNIA-EO1", remarks=OFAC_REMARKS) + "\x1a"
)
OFAC_ALIASES = '90001,910001,"aka","TENICK, Orwal",-0- \r\n\x1a'
OFAC_ADDRESSES = '90001,920001,-0- ,"Quell","Varnia",-0- \r\n\x1a'


def ofac(main: str = OFAC_MAIN, aliases: str = OFAC_ALIASES, comments: str = "") -> Source:
    """Return an OFAC CSV set; without `comments` that file is absent."""
    more = {"sdn_comments_csv": comments} if comments else {}
    return named(sdn_csv=main, alt_csv=aliases, add_csv=OFAC_ADDRESSES, **more)


UN_TENNICK = """<INDIVIDUAL>
 <DATAID>7000001</DATAID><FIRST_NAME>ORVAL</FIRST_NAME><SECOND_NAME>BRAM</SECOND_NAME>
 <FOURTH_NAME>TENNICK</FOURTH_NAME>
 <UN_LIST_TYPE>GB</UN_LIST_TYPE><REFERENCE_NUMBER>GBi.901 </REFERENCE_NUMBER>
 <LISTED_ON>2015-04-07-04:00</LISTED_ON><NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
 <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY>
  <ALIAS_NAME>“The Heron”; b) Bram of Quell</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>
  <FROM_YEAR>1959</FROM_YEAR>
  <TO_YEAR>1963</TO_YEAR>
 </INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
 <NUMBER>Varnian passport No. 513 519 </NUMBER>
 <NOTE>Expires 4 Apr. 2030</NOTE></INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/></INDIVIDUAL>"""


def un(*individuals: str, generated: str = "2026-09-01T00:00:01.000Z") -> Source:
    """Return a UN list of these individuals; Orval Tennick alone by default."""
    body = "".join(individuals or (UN_TENNICK,))
    return named(
        un_xml=f'<CONSOLIDATED_LIST dateGenerated="{generated}"><INDIVIDUALS>{body}</INDIVIDUALS>'
        "<ENTITIES/></CONSOLIDATED_LIST>"
    )


TEMPLATE_HEADER = (
    "entry_id;kind;family_name;given_names;aliases_weak;sex;birth;nationalities;"
    "doc1_type;doc1_number;doc1_issuer;legal_basis;listed_on;handling"
)
TEMPLATE_ROW = (
    "VA-17;person;TENNICK;Orval Bram;The Heron;M;1961-03-05|~1963;ALB;"
    "P;ZZ700001;ALB;Border Act s.12;2026-05-01;refer"
)


def template(*rows: str, header: str = TEMPLATE_HEADER, first: str = "") -> Source:
    """Return a file in the national template; Orval Tennick alone by default."""
    lines = [*([first] if first else []), header, *(rows or (TEMPLATE_ROW,))]
    return named(list_csv="\n".join(lines) + "\n")


def registration(list_id: str = "va-police", **changes: object) -> Registration:
    """Return a complete registration of an invented list."""
    values: dict[str, object] = {
        "id": list_id,
        "title": "Wanted persons of Varnia",
        "owner": "Varnian border police",
        "legal_basis": "Border Act s.12",
        "offences": (Offence.DRUGS,),
        "refresh_hours": 24,
        "severity": "high",
    }
    return Registration.model_validate(values | changes)


def rows(*numbers: int, **cells: str) -> Source:
    """Return a file in the template with one person for each number; `cells` override columns by name."""
    columns = TEMPLATE_HEADER.split(";")
    lines = []
    for number in numbers:
        row = dict(zip(columns, TEMPLATE_ROW.split(";"), strict=True))
        row |= {
            "entry_id": f"VA-{number}",
            "family_name": f"TENNICK{number}",
            "doc1_number": f"ZZ{number:06}",
        }
        row |= cells
        lines.append(";".join(row[column] for column in columns))
    return template(*lines)
