#include "text/date_words.hpp"

#include <algorithm>
#include <array>

namespace resso::text::dates {
namespace {

using enum Word::Kind;

struct MonthNames {
  int month;
  std::string_view names;  // separated by spaces, folded
};

// Catalan, Spanish, English, French, Portuguese, Italian, German, Dutch, Galician, Basque, Romanian, Polish, Czech, the Nordic languages,
// Hungarian, Greek, Russian: whole names in the forms dates use, and abbreviations.
constexpr std::array kMonths{
    MonthNames{1,
               "jan january janv janvier januar januari janeiro janvar gen gener gennaio ene enero xan xaneiro urt urtarrila ian ianuarie "
               "sty stycznia styczen leden ledna tammikuu januarja ιαν ιανουαριοσ ιανουαριου янв января январь"},
    MonthNames{2,
               "feb february febr febrer febrero febbraio fev fevrier fevereiro feber februar februari fevr febreiro ots otsaila "
               "februarie lut lutego luty unor unora helmikuu φεβ φεβρ φεβρουαριοσ φεβρουαριου фев февраля февраль"},
    MonthNames{3,
               "march marc marzo mars marz maerz marco maart mrt mrz martxoa martie marca marzec brezen brezna maaliskuu marcius μαρ "
               "μαρτ μαρτιοσ μαρτιου мар марта март"},
    MonthNames{4,
               "apr april abr abril avr avril aprile apirila api aprilie kwi kwietnia kwiecien duben dubna huhtikuu aprilis απρ απριλ "
               "απριλιοσ απριλιου апр апреля апрель"},
    MonthNames{5,
               "may mai maig mayo maggio maio mei maj mag maiatza mag maja kveten kvetna toukokuu majus μαι μαιοσ μαιου μαη "
               "мая маи"},
    MonthNames{6,
               "jun june juny junio juin giugno giu junho juni xun xuno xunio eka ekaina iun iunie cze czerwca czerwiec cerven cervna "
               "kesakuu junius ιουν ιουνιοσ ιουνιου ιον июн июня июнь"},
    MonthNames{7,
               "jul july juliol julio juil juillet luglio lug julho juli xul xullo uzt uztaila iul iulie lip lipca lipiec cervenec "
               "cervence heinakuu julius ιουλ ιουλιοσ ιουλιου ιολ июл июля июль"},
    MonthNames{8,
               "aug august ag ago agost agosto aout augusti augustus abu abuztua sie sierpnia sierpien srpen srpna elokuu augusztus αυγ "
               "αυγουστοσ αυγουστου авг августа август"},
    MonthNames{9,
               "sep sept september set setembre septiembre setiembre septembre settembre sett setembro ira iraila septembrie wrz wrzesnia "
               "wrzesien zari syyskuu szept szeptember σεπ σεπτ σεπτεμβριοσ σεπτεμβριου сен сент сентября сентябрь"},
    MonthNames{10,
               "oct october octubre octobre okt oktober oktobris ottobre ott outubro urr urria octombrie paz pazdziernika pazdziernik "
               "rijen rijna lokakuu οκτ οκτωβριοσ οκτωβριου окт октября октябрь"},
    MonthNames{11,
               "nov november novembre noviembre novembro aza azaroa noiembrie noi lis listopada listopad listopadu marraskuu νοε νοεμ "
               "νοεμβριοσ νοεμβριου ноя нояб ноября ноябрь"},
    MonthNames{
        12,
        "dec december des desembre dic diciembre decembre dicembre dez dezembro dezember decembro abe abendua decembrie desember gru "
        "grudnia grudzien prosinec prosince joulukuu δεκ δεκεμβριοσ δεκεμβριου дек декабря декабрь"},
};

// "mar" is March or Tuesday (Catalan "març", Spanish "martes", French "mardi", Italian "martedì"): feed_date.cpp decides.
constexpr std::string_view kMonthOrWeekday = "mar";

constexpr std::string_view kWeekdays =
    "mon tue wed thu fri sat sun tues wednes thur thurs monday tuesday wednesday thursday friday saturday sunday "
    "dl dt dc dj dv ds dg dilluns dimarts dimecres dijous divendres dissabte diumenge dill dim dij div diss dium "
    "lun mie jue vie sab dom lunes martes miercoles jueves viernes sabado domingo "
    "lundi mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam "
    "seg ter qua qui sex segunda terca quarta quinta sexta feira "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica gio "
    "mo di mi do fr sa so die mit don fre sam son montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag man tir ons tor lor mandag tirsdag onsdag torsdag fredag "
    "lordag sondag lørdag søndag lør søn luns xoves venres "
    "pon wt sr czw pt sob niedz h k sze cs p szo v "
    "κυρ δευ τρι τετ πεμ παρ σαβ κυριακη δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο "
    "пн вт ср чт пт сб вс";

struct ZoneName {
  std::string_view name;
  int minutes;
};

// RFC 822 §5.1 with its military letters, and what European and other servers write. Where a name has several meanings, the one that feeds
// use: "ist" India, "bst" British summer, "cst" US Central.
constexpr std::array kZones{
    ZoneName{"z", 0},       ZoneName{"ut", 0},     ZoneName{"utc", 0},    ZoneName{"gmt", 0},    ZoneName{"wet", 0},
    ZoneName{"west", 60},   ZoneName{"bst", 60},   ZoneName{"cet", 60},   ZoneName{"cest", 120}, ZoneName{"met", 60},
    ZoneName{"mest", 120},  ZoneName{"mez", 60},   ZoneName{"mesz", 120}, ZoneName{"eet", 120},  ZoneName{"eest", 180},
    ZoneName{"msk", 180},   ZoneName{"msd", 240},  ZoneName{"trt", 180},  ZoneName{"ist", 330},  ZoneName{"hkt", 480},
    ZoneName{"sgt", 480},   ZoneName{"awst", 480}, ZoneName{"jst", 540},  ZoneName{"kst", 540},  ZoneName{"acst", 570},
    ZoneName{"aest", 600},  ZoneName{"aedt", 660}, ZoneName{"nzst", 720}, ZoneName{"nzdt", 780}, ZoneName{"nst", -210},
    ZoneName{"ndt", -150},  ZoneName{"art", -180}, ZoneName{"brt", -180}, ZoneName{"clt", -240}, ZoneName{"at", -240},
    ZoneName{"ast", -240},  ZoneName{"adt", -180}, ZoneName{"et", -300},  ZoneName{"est", -300}, ZoneName{"edt", -240},
    ZoneName{"ct", -360},   ZoneName{"cst", -360}, ZoneName{"cdt", -300}, ZoneName{"mt", -420},  ZoneName{"mst", -420},
    ZoneName{"mdt", -360},  ZoneName{"pt", -480},  ZoneName{"pst", -480}, ZoneName{"pdt", -420}, ZoneName{"akst", -540},
    ZoneName{"akdt", -480}, ZoneName{"hst", -600}, ZoneName{"a", -60},    ZoneName{"b", -120},   ZoneName{"c", -180},
    ZoneName{"d", -240},    ZoneName{"e", -300},   ZoneName{"f", -360},   ZoneName{"g", -420},   ZoneName{"h", -480},
    ZoneName{"i", -540},    ZoneName{"k", -600},   ZoneName{"l", -660},   ZoneName{"m", -720},   ZoneName{"n", 60},
    ZoneName{"o", 120},     ZoneName{"p", 180},    ZoneName{"q", 240},    ZoneName{"r", 300},    ZoneName{"s", 360},
    ZoneName{"t", 420},     ZoneName{"u", 480},    ZoneName{"v", 540},    ZoneName{"w", 600},    ZoneName{"x", 660},
    ZoneName{"y", 720},
};

constexpr std::string_view kFillers =
    "de del d la les el las los le les al als um uhr at on of the den der kl h hs hrs hores hora horas st nd rd th er r n t o y e i "
    "du à om och";
constexpr std::string_view kAm = "am πμ";
constexpr std::string_view kPm = "pm μμ";

bool has(std::string_view list, std::string_view word) {
  for (auto at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const auto end = at + word.size();
    if (begins && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

std::optional<Word> find_word(std::string_view folded) {
  if (folded.empty() || folded.find(' ') != std::string_view::npos) return std::nullopt;
  if (folded == kMonthOrWeekday) return Word{folded, month_or_weekday, 3};
  for (const MonthNames& row : kMonths) {
    if (has(row.names, folded)) return Word{folded, month, row.month};
  }
  if (has(kAm, folded)) return Word{folded, am, 0};
  if (has(kPm, folded)) return Word{folded, pm, 0};
  if (folded == "일") return Word{folded, korean, 0};
  if (folded == "오전") return Word{folded, korean, 1};
  if (folded == "오후") return Word{folded, korean, 2};
  const auto named = std::find_if(kZones.begin(), kZones.end(), [&](const ZoneName& row) { return row.name == folded; });
  if (named != kZones.end()) return Word{folded, zone, named->minutes};
  if (has(kWeekdays, folded)) return Word{folded, weekday, 0};
  if (has(kFillers, folded)) return Word{folded, filler, 0};
  return std::nullopt;
}

}  // namespace resso::text::dates
