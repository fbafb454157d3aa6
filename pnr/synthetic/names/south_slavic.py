"""South Slavic names: Macedonian in Cyrillic, Serbian, Bosnian, Croatian and Montenegrin in Gaj's Latin.

Order is frequency, invented: the first entries are drawn most. Names are kept in the script of the home
register; `pnr.synthetic.names.spelling` makes the Latin of documents and bookings from them.
"""

from __future__ import annotations

MACEDONIAN_SURNAMES = """
Петровски Николовски Стојановски Јовановски Трајковски Димитровски Ристовски Георгиевски Павловски Илиевски
Тодоровски Ангеловски Митревски Спасовски Наумовски Блажевски Велковски Цветковски Крстевски Божиновски
Ѓорѓиевски Стефановски Трпковски Андоновски Атанасовски Костовски Јакимовски Симоновски Зафировски Мирчевски
Станковски Лазаревски Филиповски Маневски Ивановски Богдановски Ставревски Аврамовски Ѓошевски Ќосевски
Цветанов Митев Костадинов Атанасов Ѓорѓиев Тасев Шутаров Жежовски Пејчиновски Џамбазовски Чаушевски Љубевски
Његовански Ѕвезданов Шекеринов Арсовски Пендовски Мишевски Темелковски Грозданов Кузмановски Делчев Ќулавков
""".split()

MACEDONIAN_MEN = """
Александар Никола Стефан Марко Филип Петар Горан Зоран Драган Дејан Игор Владимир Бојан Иван Димитар Ѓорѓи
Јован Христијан Трајче Љупчо Благој Крсте Оливер Сашо Кирил Методија Тоше Васил Ристо Томе Наум Ацо Борче
Гоце Жарко Чедомир Ѓоко Коста Антонио Мартин Давид Слободан
""".split()

MACEDONIAN_WOMEN = """
Марија Елена Ана Ивана Александра Билјана Весна Сања Снежана Лидија Мирјана Татјана Наташа Катерина Кристина
Симона Јована Тамара Емилија Гордана Драгана Љубица Верица Надица Менка Сузана Ангела Дијана Маја Јасмина
Радмила Цвета Магдалена Ѓурѓица Жаклина Теодора Сара Софија Калина Њагула
""".split()

SERBIAN_SURNAMES = """
Jovanović Petrović Nikolić Marković Đorđević Stojanović Ilić Stanković Pavlović Milošević Kovačević Popović
Simić Savić Todorović Lazić Živković Mitrović Ristić Kostić Stevanović Tomić Radovanović Đukić Vasić Lukić
Obradović Stefanović Bogdanović Marinković Mladenović Veličković Živanović Jakšić Milenković Gajić Cvetković
Božović Vukčević Šćepanović Đurišić Bulatović Radulović Kljajić Njegić Džodan Čolić Žarković Ćirić Šarić
Perišić Grujić Ljubičić Zečević Mihajlović Tasić Antić Pantelić Jeremić Dragićević Filipović Maksimović
""".split()

BOSNIAN_SURNAMES = """
Hodžić Hadžić Čengić Delić Demirović Kovačević Hasanović Halilović Mujić Ibrahimović Omerović Suljić Begović
Husić Alić Salihović Mehmedović Mustafić Avdić Osmanović Bešić Karić Šehić Ćatić Đulović Imamović Džafić
Spahić Muratović Bajrić Zukić Hrustić Smajić Softić Tanović Kapetanović Pašić Ramić Čaušević Šabanović
""".split()

SERBIAN_MEN = """
Nikola Marko Stefan Aleksandar Miloš Nemanja Dušan Luka Jovan Petar Ivan Vladimir Milan Zoran Goran Dragan
Slobodan Dejan Bojan Saša Uroš Đorđe Vuk Branko Predrag Nenad Radovan Željko Časlav Ljubomir Živojin Momčilo
Veljko Filip Andrija Rade Boško Srđan Danilo Vojislav
""".split()

SERBIAN_WOMEN = """
Jelena Milica Marija Ana Ivana Jovana Katarina Dragana Snežana Gordana Vesna Tijana Teodora Sanja Nataša
Mirjana Ljiljana Slavica Biljana Zorica Nevena Tamara Anđela Đurđa Živka Svetlana Radmila Danica Branka Sofija
Dunja Mina Sara Olivera Vida Čarna Željka Jagoda
""".split()

BOSNIAN_MEN = """
Emir Adnan Amar Haris Mirza Senad Nermin Edin Jasmin Samir Damir Admir Elvir Kenan Tarik Faruk Hamza Ismet
Mehmed Mustafa Omer Safet Zijad Almir Vedad Đenan Alen Fikret Husein Nedžad
""".split()

BOSNIAN_WOMEN = """
Amina Lejla Emina Amra Selma Merima Azra Sabina Jasmina Adela Elma Belma Fatima Zehra Nermina Mirela Senada
Ajla Hana Mersiha Alma Aida Naida Šejla Džana Hatidža Medina Samra Indira Sanela
""".split()

# Stems of surnames that are rare on purpose: namesakes stay rare in a small world.
RARE_STEMS = """
Brdar Vrbov Gavrov Zagor Klisur Lugov Mrkov Planin Razbor Stojmen Trnov Ugar Cerov Šumar Žitkov Čavkov Drenov
Jasenov Kamenov Ledin Osojn Pečin Ravnjač Studen Topol Vetrov Zubov Bukov Glogov Hrastov Javor Kostrin Medar
Orlov Pastir Sivor Tisov Vidrin Zlatar Borin Dolnič Grebin Izvor Krošnj Lipov Mlinar Njivar Oblič Putnik
""".split()
RARE_ENDINGS = ("ić", "ović", "ski", "ac", "anović", "ek")
