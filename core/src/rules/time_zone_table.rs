//! The current rule of every IANA time zone: one line per POSIX footer, `FOOTER=Area:City
//! City;Area:City`.
//!
//! Made from the tz database 2025b: the last line of each compiled (TZif) file is its POSIX footer;
//! names that share a footer share a line, grouped by what stands before the last slash. `Factory`,
//! `localtime` and `posixrules` are left out. 7.6 kB, 4 kB after compression.

pub(super) const TABLE: &str = "\
<+00>0<+02>-2,M3.5.0/1,M10.5.0/3=Antarctica:Troll\n\
<+01>-1=Africa:Casablanca El_Aaiun;Etc:GMT-1\n\
<+02>-2=Etc:GMT-2\n\
<+0330>-3:30=:Iran;Asia:Tehran\n\
<+03>-3=:Turkey;Antarctica:Syowa;Asia:Aden Amman Baghdad Bahrain Damascus Istanbul Kuwait\
\x20Qatar Riyadh;Etc:GMT-3;Europe:Istanbul Minsk\n\
<+0430>-4:30=Asia:Kabul\n\
<+04>-4=Asia:Baku Dubai Muscat Tbilisi Yerevan;Etc:GMT-4;Europe:Astrakhan Samara Saratov\
\x20Ulyanovsk;Indian:Mahe Mauritius Reunion\n\
<+0530>-5:30=Asia:Colombo\n\
<+0545>-5:45=Asia:Kathmandu Katmandu\n\
<+05>-5=Antarctica:Mawson Vostok;Asia:Almaty Aqtau Aqtobe Ashgabat Ashkhabad Atyrau Dushanbe\
\x20Oral Qostanay Qyzylorda Samarkand Tashkent Yekaterinburg;Etc:GMT-5;Indian:Kerguelen Maldives\n\
<+0630>-6:30=Asia:Rangoon Yangon;Indian:Cocos\n\
<+06>-6=Asia:Bishkek Dacca Dhaka Kashgar Omsk Thimbu Thimphu Urumqi;Etc:GMT-6;Indian:Chagos\n\
<+07>-7=Antarctica:Davis;Asia:Bangkok Barnaul Ho_Chi_Minh Hovd Krasnoyarsk Novokuznetsk\
\x20Novosibirsk Phnom_Penh Saigon Tomsk Vientiane;Etc:GMT-7;Indian:Christmas\n\
<+0845>-8:45=Australia:Eucla\n\
<+08>-8=:Singapore;Antarctica:Casey;Asia:Brunei Choibalsan Irkutsk Kuala_Lumpur Kuching\
\x20Singapore Ulaanbaatar Ulan_Bator;Etc:GMT-8\n\
<+09>-9=Asia:Chita Dili Khandyga Yakutsk;Etc:GMT-9;Pacific:Palau\n\
<+1030>-10:30<+11>-11,M10.1.0,M4.1.0=Australia:LHI Lord_Howe\n\
<+10>-10=Antarctica:DumontDUrville;Asia:Ust-Nera Vladivostok;Etc:GMT-10;Pacific:Chuuk\
\x20Port_Moresby Truk Yap\n\
<+11>-11=Asia:Magadan Sakhalin Srednekolymsk;Etc:GMT-11;Pacific:Bougainville Efate\
\x20Guadalcanal Kosrae Noumea Pohnpei Ponape\n\
<+11>-11<+12>,M10.1.0,M4.1.0/3=Pacific:Norfolk\n\
<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45=:NZ-CHAT;Pacific:Chatham\n\
<+12>-12=:Kwajalein;Asia:Anadyr Kamchatka;Etc:GMT-12;Pacific:Fiji Funafuti Kwajalein Majuro\
\x20Nauru Tarawa Wake Wallis\n\
<+13>-13=Etc:GMT-13;Pacific:Apia Enderbury Fakaofo Kanton Tongatapu\n\
<+14>-14=Etc:GMT-14;Pacific:Kiritimati\n\
<-01>1=Atlantic:Cape_Verde;Etc:GMT+1\n\
<-01>1<+00>,M3.5.0/0,M10.5.0/1=Atlantic:Azores\n\
<-02>2=America:Noronha;Atlantic:South_Georgia;Brazil:DeNoronha;Etc:GMT+2\n\
<-02>2<-01>,M3.5.0/-1,M10.5.0/0=America:Godthab Nuuk Scoresbysund\n\
<-03>3=America:Araguaina Asuncion Bahia Belem Buenos_Aires Catamarca Cayenne Cordoba\
\x20Coyhaique Fortaleza Jujuy Maceio Mendoza Montevideo Paramaribo Punta_Arenas Recife Rosario\
\x20Santarem Sao_Paulo;America/Argentina:Buenos_Aires Catamarca ComodRivadavia Cordoba Jujuy\
\x20La_Rioja Mendoza Rio_Gallegos Salta San_Juan San_Luis Tucuman Ushuaia;Antarctica:Palmer\
\x20Rothera;Atlantic:Stanley;Brazil:East;Etc:GMT+3\n\
<-03>3<-02>,M3.2.0,M11.1.0=America:Miquelon\n\
<-04>4=America:Boa_Vista Campo_Grande Caracas Cuiaba Guyana La_Paz Manaus\
\x20Porto_Velho;Brazil:West;Etc:GMT+4\n\
<-04>4<-03>,M9.1.6/24,M4.1.6/24=America:Santiago;Chile:Continental\n\
<-05>5=America:Bogota Eirunepe Guayaquil Lima Porto_Acre Rio_Branco;Brazil:Acre;Etc:GMT+5\n\
<-06>6=Etc:GMT+6;Pacific:Galapagos\n\
<-06>6<-05>,M9.1.6/22,M4.1.6/22=Chile:EasterIsland;Pacific:Easter\n\
<-07>7=Etc:GMT+7\n\
<-08>8=Etc:GMT+8;Pacific:Pitcairn\n\
<-0930>9:30=Pacific:Marquesas\n\
<-09>9=Etc:GMT+9;Pacific:Gambier\n\
<-10>10=Etc:GMT+10;Pacific:Rarotonga Tahiti\n\
<-11>11=Etc:GMT+11;Pacific:Niue\n\
<-12>12=Etc:GMT+12\n\
ACST-9:30=Australia:Darwin North\n\
ACST-9:30ACDT,M10.1.0,M4.1.0/3=Australia:Adelaide Broken_Hill South Yancowinna\n\
AEST-10=Australia:Brisbane Lindeman Queensland\n\
AEST-10AEDT,M10.1.0,M4.1.0/3=Antarctica:Macquarie;Australia:ACT Canberra Currie Hobart\
\x20Melbourne NSW Sydney Tasmania Victoria\n\
AKST9AKDT,M3.2.0,M11.1.0=America:Anchorage Juneau Metlakatla Nome Sitka Yakutat;US:Alaska\n\
AST4=America:Anguilla Antigua Aruba Barbados Blanc-Sablon Curacao Dominica Grenada Guadeloupe\
\x20Kralendijk Lower_Princes Marigot Martinique Montserrat Port_of_Spain Puerto_Rico\
\x20Santo_Domingo St_Barthelemy St_Kitts St_Lucia St_Thomas St_Vincent Tortola Virgin\n\
AST4ADT,M3.2.0,M11.1.0=America:Glace_Bay Goose_Bay Halifax Moncton\
\x20Thule;Atlantic:Bermuda;Canada:Atlantic\n\
AWST-8=Australia:Perth West\n\
CAT-2=Africa:Blantyre Bujumbura Gaborone Harare Juba Khartoum Kigali Lubumbashi Lusaka Maputo\
\x20Windhoek\n\
CET-1=Africa:Algiers Tunis\n\
CET-1CEST,M3.5.0,M10.5.0/3=:CET\
\x20Poland;Africa:Ceuta;Arctic:Longyearbyen;Atlantic:Jan_Mayen;Europe:Amsterdam Andorra Belgrade\
\x20Berlin Bratislava Brussels Budapest Busingen Copenhagen Gibraltar Ljubljana Luxembourg Madrid\
\x20Malta Monaco Oslo Paris Podgorica Prague Rome San_Marino Sarajevo Skopje Stockholm Tirane\
\x20Vaduz Vatican Vienna Warsaw Zagreb Zurich\n\
CST-8=:PRC ROC;Asia:Chongqing Chungking Harbin Macao Macau Shanghai Taipei\n\
CST5CDT,M3.2.0/0,M11.1.0/1=:Cuba;America:Havana\n\
CST6=America:Bahia_Banderas Belize Chihuahua Costa_Rica El_Salvador Guatemala Managua Merida\
\x20Mexico_City Monterrey Regina Swift_Current Tegucigalpa;Canada:Saskatchewan;Mexico:General\n\
CST6CDT,M3.2.0,M11.1.0=:CST6CDT;America:Chicago Knox_IN Matamoros Menominee Ojinaga\
\x20Rainy_River Rankin_Inlet Resolute Winnipeg;America/Indiana:Knox\
\x20Tell_City;America/North_Dakota:Beulah Center New_Salem;Canada:Central;US:Central\
\x20Indiana-Starke\n\
ChST-10=Pacific:Guam Saipan\n\
EAT-3=Africa:Addis_Ababa Asmara Asmera Dar_es_Salaam Djibouti Kampala Mogadishu\
\x20Nairobi;Indian:Antananarivo Comoro Mayotte\n\
EET-2=:Libya;Africa:Tripoli;Europe:Kaliningrad\n\
EET-2EEST,M3.4.4/50,M10.4.4/50=Asia:Gaza Hebron\n\
EET-2EEST,M3.5.0,M10.5.0/3=Europe:Chisinau Tiraspol\n\
EET-2EEST,M3.5.0/0,M10.5.0/0=Asia:Beirut\n\
EET-2EEST,M3.5.0/3,M10.5.0/4=:EET;Asia:Famagusta Nicosia;Europe:Athens Bucharest Helsinki\
\x20Kiev Kyiv Mariehamn Nicosia Riga Sofia Tallinn Uzhgorod Vilnius Zaporozhye\n\
EET-2EEST,M4.5.5/0,M10.5.4/24=:Egypt;Africa:Cairo\n\
EST5=:EST Jamaica;America:Atikokan Cancun Cayman Coral_Harbour Jamaica Panama\n\
EST5EDT,M3.2.0,M11.1.0=:EST5EDT;America:Detroit Fort_Wayne Grand_Turk Indianapolis Iqaluit\
\x20Louisville Montreal Nassau New_York Nipigon Pangnirtung Port-au-Prince Thunder_Bay\
\x20Toronto;America/Indiana:Indianapolis Marengo Petersburg Vevay Vincennes\
\x20Winamac;America/Kentucky:Louisville Monticello;Canada:Eastern;\
US:East-Indiana Eastern Michigan\n\
GMT0=:GMT GMT+0 GMT-0 GMT0 Greenwich Iceland;Africa:Abidjan Accra Bamako Banjul Bissau\
\x20Conakry Dakar Freetown Lome Monrovia Nouakchott Ouagadougou Sao_Tome\
\x20Timbuktu;America:Danmarkshavn;Atlantic:Reykjavik St_Helena;Etc:GMT GMT+0 GMT-0 GMT0 Greenwich\n\
GMT0BST,M3.5.0/1,M10.5.0=:GB GB-Eire;Europe:Belfast Guernsey Isle_of_Man Jersey London\n\
HKT-8=:Hongkong;Asia:Hong_Kong\n\
HST10=:HST;Pacific:Honolulu Johnston;US:Hawaii\n\
HST10HDT,M3.2.0,M11.1.0=America:Adak Atka;US:Aleutian\n\
IST-1GMT0,M10.5.0,M3.5.0/1=:Eire;Europe:Dublin\n\
IST-2IDT,M3.4.4/26,M10.5.0=:Israel;Asia:Jerusalem Tel_Aviv\n\
IST-5:30=Asia:Calcutta Kolkata\n\
JST-9=:Japan;Asia:Tokyo\n\
KST-9=:ROK;Asia:Pyongyang Seoul\n\
MET-1MEST,M3.5.0,M10.5.0/3=:MET\n\
MSK-3=:W-SU;Europe:Kirov Moscow Simferopol Volgograd\n\
MST7=:MST;America:Creston Dawson Dawson_Creek Fort_Nelson Hermosillo Mazatlan Phoenix\
\x20Whitehorse;Canada:Yukon;Mexico:BajaSur;US:Arizona\n\
MST7MDT,M3.2.0,M11.1.0=:MST7MDT Navajo;America:Boise Cambridge_Bay Ciudad_Juarez Denver\
\x20Edmonton Inuvik Shiprock Yellowknife;Canada:Mountain;US:Mountain\n\
NST3:30NDT,M3.2.0,M11.1.0=America:St_Johns;Canada:Newfoundland\n\
NZST-12NZDT,M9.5.0,M4.1.0/3=:NZ;Antarctica:McMurdo South_Pole;Pacific:Auckland\n\
PKT-5=Asia:Karachi\n\
PST-8=Asia:Manila\n\
PST8PDT,M3.2.0,M11.1.0=:PST8PDT;America:Ensenada Los_Angeles Santa_Isabel Tijuana\
\x20Vancouver;Canada:Pacific;Mexico:BajaNorte;US:Pacific\n\
SAST-2=Africa:Johannesburg Maseru Mbabane\n\
SST11=Pacific:Midway Pago_Pago Samoa;US:Samoa\n\
UTC0=:UCT UTC Universal Zulu;Etc:UCT UTC Universal Zulu\n\
WAT-1=Africa:Bangui Brazzaville Douala Kinshasa Lagos Libreville Luanda Malabo Ndjamena\
\x20Niamey Porto-Novo\n\
WET0WEST,M3.5.0/1,M10.5.0=:Portugal WET;Atlantic:Canary Faeroe Faroe Madeira;Europe:Lisbon\n\
WIB-7=Asia:Jakarta Pontianak\n\
WIT-9=Asia:Jayapura\n\
WITA-8=Asia:Makassar Ujung_Pandang\n\
";
