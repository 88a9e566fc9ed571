"""The invented formulary of the demonstration hospital, written by hand.

Generic names are the INN; codes are of no catalogue, packs carry numbers of the GS1 prefix that
is kept for examples. Nothing here is advice: a hospital brings its own table.
"""

FORMULARY = """\
code;name;display_name;form;strength;ingredient_code;\
dose_unit;supply_unit;dose_per_unit;usual_route;gtin;advice
M-101;amoxicillin;amoxicillin;capsule;500 mg;amoxicillin;mg;capsule;500;oral;\
09506000001012;Take until the course is finished
M-102;amoxicillin + clavulanic acid;amoxicillin + clavulanic acid;\
tablet;500 mg/125 mg;amoxicillin;mg;tablet;500;oral;\
09506000001029;Take with food until the course is finished
M-103;phenoxymethylpenicillin;phenoxymethylpenicillin;tablet;\
250 mg;phenoxymethylpenicillin;mg;tablet;250;oral;09506000001036;Take on an empty stomach
M-104;cefalexin;cefalexin;capsule;500 mg;cefalexin;mg;capsule;500;oral;\
09506000001043;Take until the course is finished
M-105;ceftriaxone;cefTRIAXone;powder for injection;1 g;ceftriaxone;mg;vial;1000;intravenous;\
09506000001050;
M-106;doxycycline;doxycycline;capsule;100 mg;doxycycline;mg;capsule;100;oral;\
09506000001067;Take with a full glass of water, sitting up
M-107;clarithromycin;clarithromycin;tablet;500 mg;clarithromycin;mg;tablet;500;oral;\
09506000001074;Take until the course is finished
M-108;paracetamol;paracetamol;tablet;500 mg;paracetamol;mg;tablet;500;oral;\
09506000001081;Not more than 4 g in 24 hours
M-109;ibuprofen;ibuprofen;tablet;400 mg;ibuprofen;mg;tablet;400;oral;09506000001098;Take with food
M-110;metformin;metFORMIN;tablet;500 mg;metformin;mg;tablet;500;oral;09506000001104;Take with meals
M-111;insulin glargine;insulin glargine;pre-filled pen, 3 mL;\
100 units/mL;insulin-glargine;unit;pen;300;subcutaneous;09506000001111;Once opened good for 28 days
M-112;salbutamol;salbutamol;inhaler, 200 doses;100 microgram/dose;\
salbutamol;microgram;inhaler;20000;inhaled;09506000001128;Shake before use
M-113;enoxaparin sodium;enoxaparin;pre-filled syringe;40 mg/0.4 mL;\
enoxaparin;mg;syringe;40;subcutaneous;09506000001135;
M-114;morphine sulfate;morphine;ampoule, 1 mL;10 mg/mL;morphine;mg;ampoule;10;intravenous;\
09506000001142;May make sleepy, do not drive
M-115;furosemide;furosemide;tablet;40 mg;furosemide;mg;tablet;40;oral;\
09506000001159;Take in the morning
M-116;amlodipine;amLODIPine;tablet;5 mg;amlodipine;mg;tablet;5;oral;09506000001166;
M-117;ramipril;ramipril;capsule;5 mg;ramipril;mg;capsule;5;oral;09506000001173;
M-118;omeprazole;omeprazole;gastro-resistant capsule;20 mg;omeprazole;mg;capsule;20;oral;\
09506000001180;Swallow whole before a meal
M-119;prednisolone;prednisoLONE;tablet;5 mg;prednisolone;mg;tablet;5;oral;\
09506000001197;Take in the morning with food, do not stop suddenly
M-120;ondansetron;ondansetron;tablet;4 mg;ondansetron;mg;tablet;4;oral;09506000001203;
M-121;hydralazine;hydrALAZINE;tablet;25 mg;hydralazine;mg;tablet;25;oral;09506000001210;
M-122;hydroxyzine;hydrOXYzine;tablet;25 mg;hydroxyzine;mg;tablet;25;oral;\
09506000001227;May make sleepy, do not drive
M-123;azithromycin;azithromycin;tablet;250 mg;azithromycin;mg;tablet;250;oral;09506000001234;
M-124;ferrous sulfate;ferrous sulfate;tablet;200 mg;ferrous-sulfate;mg;tablet;200;oral;\
09506000001241;Stools may turn black
M-125;oral rehydration salts;oral rehydration salts;powder, sachet;\
20.5 g;oral-rehydration-salts;sachet;sachet;1;oral;09506000001258;Dissolve in 1 L of clean water
M-126;naproxen;naproxen;tablet;250 mg;naproxen;mg;tablet;250;oral;09506000001265;Take with food
"""

TABLE_NAME = "Demonstration allergy table"
TABLE_VERSION = "1"

_CLASSES = {
    ("penicillins", "Penicillins", "Penicillin, not known which"): (
        "amoxicillin, ampicillin, benzylpenicillin, flucloxacillin, phenoxymethylpenicillin, "
        "piperacillin"
    ),
    ("cephalosporins", "Cephalosporins", "Cephalosporin, not known which"): (
        "cefaclor, cefadroxil, cefalexin, cefalotin, cefazolin, cefepime, cefotaxime, cefoxitin, "
        "cefpodoxime, cefprozil, cefradine, ceftazidime, ceftriaxone, cefuroxime"
    ),
    ("macrolides", "Macrolides", "Macrolide, not known which"): (
        "azithromycin, clarithromycin, erythromycin"
    ),
    ("nsaids", "NSAIDs", "NSAID, not known which"): (
        "acetylsalicylic-acid, diclofenac, ibuprofen, ketoprofen, naproxen"
    ),
    ("opioids", "Opioids", "Opioid, not known which"): (
        "codeine, fentanyl, morphine, oxycodone, pethidine, tramadol"
    ),
}
_SIDE_CHAINS = {
    ("side-chain-a", "Side chain of amoxicillin and cefalexin"): (
        "amoxicillin, ampicillin, cefaclor, cefadroxil, cefalexin, cefprozil, cefradine, "
        "penicillins, cephalosporins"
    ),
    ("side-chain-b", "Side chain of ceftriaxone and cefotaxime"): (
        "cefepime, cefotaxime, cefpodoxime, ceftriaxone"
    ),
    ("side-chain-c", "Side chain of ceftazidime and aztreonam"): (
        "aztreonam, ceftazidime, cephalosporins"
    ),
    ("side-chain-d", "Side chain of benzylpenicillin and cefalotin"): (
        "benzylpenicillin, cefalotin, cefoxitin, penicillins, cephalosporins"
    ),
}
"""Groups whose R1 side chains are the same or alike. Who does not know which of a class it was is
taken to react to any side chain of that class."""


def allergy_table() -> str:
    """The allergy table as a file: classes, and across them the groups of like side chains."""
    names = {code: unknown for code, _, unknown in _CLASSES}
    lines = ["code;name;group_code;group_name;is_cross"]
    for (group, title, _), members in _CLASSES.items():
        for code in (group, *members.split(", ")):
            lines.append(f"{code};{_name(code, names)};{group};{title};no")
    for (group, title), members in _SIDE_CHAINS.items():
        lines += [
            f"{code};{_name(code, names)};{group};{title};yes" for code in members.split(", ")
        ]
    return "\n".join(lines) + "\n"


def _name(code: str, unknown: dict[str, str]) -> str:
    return unknown.get(code, code.replace("-", " "))
