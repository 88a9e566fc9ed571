"""The invented people of the demonstration hospital. Any likeness to a living person is chance.

Names of many origins and scripts on purpose: a screen, a search or a wristband that only copes
with some of them fails here first.
"""

from dataclasses import dataclass

from models.vocabulary import Role


@dataclass(frozen=True)
class Colleague:
    """A member of staff."""

    username: str
    family: str
    given: str
    roles: tuple[Role, ...]


STAFF = (
    Colleague("amina", "Bello", "Amina", (Role.RECEPTIONIST,)),
    Colleague("tomasz", "Wiśniewski", "Tomasz", (Role.RECEPTIONIST,)),
    Colleague("linh", "Nguyễn", "Thị Linh", (Role.NURSE,)),
    Colleague("siobhan", "Ní Dhomhnaill", "Siobhán", (Role.NURSE,)),
    Colleague("rajesh", "Iyer", "Rajesh", (Role.NURSE,)),
    Colleague("elena", "Marković", "Elena", (Role.DOCTOR,)),
    Colleague("kwame", "Asante", "Kwame", (Role.DOCTOR,)),
    Colleague("noor", "Haddad", "Noor", (Role.PHARMACIST,)),
    Colleague("mateus", "Gonçalves", "Mateus", (Role.PHARMACIST,)),
    Colleague("yuki", "Tanaka", "Yuki", (Role.CASHIER,)),
    Colleague("oluwaseun", "Adeyemi", "Oluwaseun", (Role.CASHIER,)),
    Colleague("grace", "Achieng", "Grace", (Role.ADMINISTRATOR,)),
)

WARDS = (
    ("Medical Ward", ("M1", "M2")),
    ("Surgical Ward", ("S1", "S2")),
    ("Maternity Ward", ("T1", "T2")),
)
BEDS_PER_ROOM = 4
PHARMACY = "Pharmacy"
PHARMACIST = "noor"
"""Who took in the opening stock."""


@dataclass(frozen=True)
class Person:
    """A patient: `born` is a day, a month or a year, as far as it is known."""

    family: str
    given: str
    gender: str
    born: str
    phone: str
    street: str
    city: str


_PEOPLE = """\
Okafor|Chinedu Emmanuel|male|1958-03-14|+234 803 555 0114|12 Awolowo Road|Ikeja
Okafor|Ngozi|female|1961-11-02|+234 803 555 0115|12 Awolowo Road|Ikeja
Okafor|Chinedu|male|1993-03-14|+234 803 555 0116|3 Palm Close|Ikeja
Hernández García|María José|female|1984-07-21|+52 55 5550 0121|Calle Hidalgo 45|Puebla
García Hernández|José María|male|1948-02-29|+52 55 5550 0122|Avenida Juárez 8|Puebla
O’Brien|Maeve|female|1990-12-05|+353 85 555 0131|4 Quay Street|Galway
O’Brien|Pádraig|male|1955-01-17|+353 85 555 0132|4 Quay Street|Galway
Müller|Jürgen|male|1967-09-30|+49 151 5550 0141|Lindenstraße 9|Köln
Mueller|Juergen|male|1967-09-03|+49 151 5550 0142|Rosenweg 2|Bonn
Großmann|Anneliese|female|1931-05|+49 151 5550 0143|Am Anger 1|Weimar
Łukaszewicz|Małgorzata|female|1979-08-08|+48 601 555 015|ul. Długa 7|Gdańsk
Øvergård|Bjørn|male|1972-10-11|+47 905 55 016|Havnegata 3|Tromsø
Çelik|Ayşe|female|1999-04-23|+90 532 555 0171|Çınar Sokak 5|İzmir
İnan|Işıl|female|2001-06-15|+90 532 555 0172|Gül Caddesi 11|Iğdır
Nguyễn|Văn Đức|male|1963|+84 90 555 0181|25 Lê Lợi|Huế
Trần|Thị Hồng|female|1988-01-27|+84 90 555 0182|8 Trần Phú|Đà Nẵng
Іваненко|Оксана|female|1976-03-08|+380 67 555 0191|вул. Садова 14|Полтава
Соколов|Дмитрий|male|1959-12-31|+7 901 555 01 92|ул. Лесная 3|Псков
Παπαδοπούλου|Ελένη|female|1969-05-21|+30 697 555 0201|Οδός Αθηνάς 6|Πάτρα
الحداد|فاطمة|female|1985-02-10|+962 79 555 0211|شارع الزهراء 4|عمّان
عبد الرحمن|يوسف|male|2016-09-19|+962 79 555 0212|شارع الملك 22|إربد
کریمی|نسرین|female|1973-06|+98 912 555 0213|خیابان بهار ۵|شیراز
כהן|נועה|female|1997-10-03|+972 52 555 0221|רחוב הגפן 2|חיפה
शर्मा|अनिल कुमार|male|1952-08-15|+91 98555 00231|गांधी मार्ग 17|जयपुर
Sharma|Anil Kumar|male|1952-08-15|+91 98555 00231|17 Gandhi Marg|Jaipur
பாலசுப்பிரமணியன்|மீனாட்சி|female|1964-11-20|+91 98555 00232|கோவில் தெரு 3|மதுரை
রহমান|শফিকুল|male|1987-04-14|+880 17 5550 0241|স্টেশন রোড 9|সিলেট
สุขใจ|สมชาย|male|1980-12-05|+66 81 555 0251|ถนนพหลโยธิน 40|เชียงใหม่
አበበ|ትዕግስት|female|1982-09-11|+251 91 155 50291|ቦሌ መንገድ|አዲስ አበባ
Wanjiru|Faith|female|2024-11-30|+254 722 555 031|Moi Avenue 6|Nakuru
Kamau|Peter Mwangi|male|1970-01-01|+254 722 555 032|Kenyatta Road 2|Nyeri
Da Silva e Souza|João Pedro|male|2003-08-25|+55 11 95550 0331|Rua das Flores 77|Santos
de Vries|Pieter|male|1946-10-04|+31 6 5555 0341|Dorpsstraat 1|Gouda
Van den Berg|Lotte|female|1992-02-02|+31 6 5555 0342|Molenweg 15|Delft
Smith|Mary|female|1966-06-06|+44 7700 900351|1 High Street|Whitby
Smith|Mary Ann|female|1996-06-06|+44 7700 900352|1 High Street|Whitby
"""
PEOPLE = tuple(Person(*line.split("|")) for line in _PEOPLE.splitlines())
