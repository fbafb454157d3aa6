"""Albanian and Turkish names, in the letters of their registers. Order is frequency, invented."""

from __future__ import annotations

ALBANIAN_SURNAMES = """
Hoxha Krasniqi Gashi Berisha Shehu Morina Shala Hoti Dervishi Kola Çela Leka Gjoka Prifti Meta Bajrami
Kastrati
Rexhepi Thaçi Bytyqi Zeqiri Ramadani Selimi Sulejmani Veliu Ismaili Ahmeti Osmani Mustafa Xhaferi Halili Rama
Duka Lika Marku Ndreca Pjetri Gjini Lleshi Hasani Elezi Bardhi Çollaku Dushku Frashëri Gjergji Hyseni Isufi
Jashari Kurti Limani Mehmeti Nuhiu Plaku Qerimi Rrahmani Salihu Tahiri Ukaj Vata Xhemajli Ymeri Zogaj Sinani
Kelmendi Haxhiu Beqiri Lushaj Pepaj Hyka Tafaj Kodra
""".split()

ALBANIAN_MEN = """
Arben Agron Besnik Driton Ilir Fatos Gëzim Bekim Valon Blerim Luan Astrit Artan Edmond Genc Shpëtim Skënder
Petrit Ardit Erion Florian Klajdi Endrit Liridon Burim Flamur Kujtim Naim Avni Bajram Muhamet Ismail Xhevdet
Çlirim Dardan Labinot Lulzim Rinor Agim Përparim
""".split()

ALBANIAN_WOMEN = """
Elira Vjosa Arta Teuta Mimoza Shpresa Blerta Drita Lindita Valbona Albana Ermira Flutura Anila Besa Donika
Elona Fatbardha Gresa Jehona Kaltrina Luljeta Majlinda Ornela Pranvera Rina Sanije Yllka Zana Ajshe Fatime
Hatixhe Merita Nexhmije Arbresha Dafina Fjolla Njomza Rozafa Violeta
""".split()

ALBANIAN_RARE_STEMS = """
Bregaz Cukal Dheor Ferrik Gurak Kallm Kreshn Lisak Mollas Nemrush Pyllor Qafor Rrap Shkozor Tërfil Ujor Vërrin
Zallor Bjeshkor Lugin Përrok Shkrep Gjethan Korijan Ledhin
""".split()
ALBANIAN_RARE_ENDINGS = ("aj", "i", "a", "u", "esha")

TURKISH_SURNAMES = """
Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç
Kurt
Özkan Şimşek Polat Korkmaz Çakır Erdoğan Güneş Acar Aktaş Avcı Bulut Can Ceylan Coşkun Duman Ekinci Güler Işık
Kaplan Karaca Keskin Köse Özer Sarı Taş Tekin Tunç Türk Uçar Ünal Yavuz Yüksel Bayrak Göçmen Ateş
""".split()

TURKISH_MEN = """
Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Emre Burak
Serkan Fatih Gökhan Hakan Kemal Orhan Selçuk Tolga Uğur Volkan Yiğit Barış Cem Çağlar Oğuz
""".split()

TURKISH_WOMEN = """
Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Özlem Gülşen Büşra Esra Kübra Ebru
Sevgi Nurcan Dilek Pınar Çiğdem Gül Yasemin Tuğba Aylin Derya Ece Işıl İrem
""".split()

TURKISH_RARE_STEMS = """
Akkum Başköy Çamlık Dereboğ Eğriçay Gökpın Kavakç Karabük Ortadağ Sarıtep Taşkun Uzunsel Yeşilb Bozkır Çalıkuş
Derinöz Gürçay İncesu Kumsal Söğütç
""".split()
TURKISH_RARE_ENDINGS = ("oğlu", "lı", "er", "can", "soy")
