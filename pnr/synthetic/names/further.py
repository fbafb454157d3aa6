"""Arabic, Persian, Chinese and West African names, romanised. Order is frequency, invented."""

from __future__ import annotations

ARABIC_SURNAMES = """
Al-Masri Haddad Khalil Al-Hassan Mansour Saleh Al-Ahmad Nasser Hamdan Al-Khatib Darwish Younes Abu-Zeid Qasim
Al-Rashid Sabbagh Najjar Farah Al-Amin Suleiman Shaheen Barakat Al-Saadi Karam Zidan Al-Jaber Awad Bishara
Al-Tamimi Hijazi Abdallah Mahfouz Al-Sayed Salameh Rahal Al-Dosari Ghanem Tawfiq
""".split()

ARABIC_MEN = """
Mohammed Ahmed Ali Omar Youssef Ibrahim Khaled Hassan Hussein Mahmoud Mustafa Abdullah Samir Tariq Walid
Yassir Nasir Faisal Karim Jamal Rami Bilal Hamza Abdulrahman Salim Ziad Fadi Amr Bassam Majid
""".split()

ARABIC_WOMEN = """
Fatima Aisha Mariam Noor Layla Zainab Huda Amal Rania Salma Yasmin Hanan Samira Khadija Dina Lina Nadia Rasha
Suad Iman Ghada Muna Sahar Widad Abeer
""".split()

ARABIC_RARE_STEMS = """
Barqish Dumair Ghazlan Hafnawi Jurais Khamlan Luqman Mughdad Nuwais Qurtas Rumais Sawahin Tulaim Wahdan Zurqan
Bayyad Dhahir Fuwaz Hunais Juwaid
""".split()
ARABIC_RARE_ENDINGS = ("i", "iyah", "ani", "eh")

PERSIAN_SURNAMES = """
Mohammadi Hosseini Ahmadi Rezaei Karimi Moradi Jafari Rahimi Heydari Ebrahimi Ghasemi Sadeghi Mousavi Hashemi
Kazemi Soltani Yazdani Tehrani Shirazi Esfahani Nouri Farahani Bagheri Zare Amini Norouzi Akbari Shahbazi
""".split()

PERSIAN_MEN = """
Mohammad Ali Hossein Reza Mehdi Amir Hamid Saeed Majid Farhad Behrouz Dariush Kourosh Arash Babak Siamak Javad
Masoud Nader Omid Parviz Ramin Shahram
""".split()

PERSIAN_WOMEN = """
Fatemeh Zahra Maryam Leila Nasrin Shirin Mina Azadeh Parisa Niloufar Roya Sara Elham Farzaneh Golnaz Laleh
Mahsa Narges Setareh Yalda
""".split()

PERSIAN_RARE_STEMS = """
Abgoun Barzegin Chenarb Damghoun Firouzn Golparv Khosroun Lavash Mirgoun Najvan Parandak Sangsor Tavasol
Zarnegin
""".split()
PERSIAN_RARE_ENDINGS = ("pour", "zadeh", "nejad", "i", "far")

CHINESE_SURNAMES = """
Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han
Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lü Su
""".split()

CHINESE_SYLLABLES = """
Wei Fang Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xiu Xia Ping Gang Gui Hua Jian Hong
Yu Mei Lan Xin Hui Bo Rui Ting Hao Zhen Ning Kai Peng Xue Qing Shu Lin Zhi Yi Feng Guang Chun Ying Dan
""".split()

WEST_AFRICAN_SURNAMES = """
Diallo Traoré Diop Ndiaye Keita Touré Coulibaly Camara Ouédraogo Sow Ba Cissé Koné Mensah Okafor Adeyemi Owusu
Eze Balogun Ibrahim Bello Nwosu Asante Boateng Okonkwo Fall Gueye Sarr Bah Barry Konaté Sawadogo Agbaje Kamara
""".split()

WEST_AFRICAN_MEN = """
Mamadou Ibrahima Ousmane Moussa Amadou Abdoulaye Cheikh Kwame Kofi Emeka Chinedu Olumide Babatunde Seydou
Lamine Boubacar Samuel Emmanuel Yaw Tunde Alassane Idrissa
""".split()

WEST_AFRICAN_WOMEN = """
Aminata Fatoumata Mariama Aïssatou Awa Kadiatou Ama Akosua Ngozi Chioma Folake Adaeze Bintou Rokia Ramatoulaye
Grace Blessing Abena Yetunde Oumou
""".split()

WEST_AFRICAN_RARE_STEMS = """
Bakar Dembol Fofar Guindak Kanor Lompas Mahar Nabal Sangar Tamboul Yarbag Zongar
""".split()
WEST_AFRICAN_RARE_ENDINGS = ("é", "o", "a", "ou")
