#include "agenda/same_event.hpp"
#include "agenda/merge_all.hpp"

#include "config/read.hpp"

#include <gtest/gtest.h>
#include <cmath>

namespace resso::agenda {
namespace {

using namespace std::chrono_literals;

const MergeRules& rules() {
  static const MergeRules built_in(std::get<config::Settings>(config::parse_settings(config::example_toml(), "example.toml")));
  return built_in;
}

constexpr LocalTime kSaturday{std::chrono::local_days(std::chrono::year(2026) / 10 / 10)};

struct Notice {
  std::string title, place, body = "Ateneu", summary;
  int minute = 19 * 60;
  int day = 0;
};

Event event(const Notice& notice) {
  Event out;
  out.title = notice.title;
  out.summary = notice.summary;
  out.place.name = notice.place;
  out.entity = notice.body;
  out.language = "ca";
  out.times.zone = "Europe/Madrid";
  out.times.all_day = notice.minute < 0;
  out.times.start = kSaturday + std::chrono::days(notice.day) + std::chrono::minutes(std::max(0, notice.minute));
  return out;
}

struct Case {
  const char* what;
  Notice a, b;
  bool same;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [what, a, b, same] : cases) {
    const auto verdict = same_event(event(a), event(b), rules());
    const auto turned = same_event(event(b), event(a), rules());
    EXPECT_EQ(verdict.same, same) << what << ": " << verdict.reason;
    EXPECT_EQ(verdict.same, turned.same) << what << ": depends on the order";
    EXPECT_DOUBLE_EQ(verdict.score, turned.score) << what;
  }
}

TEST(SameEvent, TitlesInOtherWords) {
  check({{"a slip of the finger", {"Xerrada sobre compostatge", "Ecoespai"}, {"Xerada sobre compostage", "Ecoespai"}, true},
         {"in Spanish", {"Sopar solidari", "Casal"}, {"Cena solidaria", "Casal"}, true},
         {"in English", {"Intercanvi de llavors", "Casal"}, {"Seed swap", "Casal"}, true},
         {"a hashtag", {"Aplec de sardanes", "Casal"}, {"#AplecDeSardanes", "Casal"}, true},
         {"shortened", {"Taller familiar de cuina amb la xef Anna Puig", "Casal"}, {"Cuina amb Anna Puig", ""}, true},
         {"another word in the same frame", {"Taller de flauta", "Casal"}, {"Taller de dansa", "Casal"}, false},
         {"another kind of act", {"Xerrada de bolets", "Casal", "Ateneu"}, {"Sopar de castanyes", "Casal", "Ateneu"}, false}});
}

TEST(SameEvent, WordsThatChangeTheThing) {
  check({{"audience", {"Taller de robòtica per a infants", "Casal"}, {"Taller de robòtica per a adults", "Casal"}, false},
         {"level", {"Curs d'anglès A1", "Casal"}, {"Curs d'anglès A2", "Casal"}, false},
         {"round", {"Torneig d'escacs: semifinal", "Casal"}, {"Torneig d'escacs: final", "Casal"}, false},
         {"edition", {"Mostra de titelles 12", "Casal"}, {"Mostra de titelles 13", "Casal"}, false}});
}

TEST(SameEvent, Hours) {
  const Notice concert{"Concert de Les Kol·lontai", "Sala Crespi"};
  const auto at = [&](int minute, std::string summary) {
    Notice other = concert;
    other.minute = minute, other.summary = std::move(summary);
    return other;
  };
  check({{"one says none", concert, at(-1, ""), true},
         {"doors", concert, at(18 * 60 + 15, "Portes a les 18.15"), true},
         {"one names the other's hour", concert, at(18 * 60 + 30, "Sopar fred i, a les 19 h, música"), true},
         {"nothing says why", concert, at(18 * 60, ""), false},
         {"sessions", concert, at(18 * 60, "Primera sessió"), false},
         {"morning and evening", concert, at(11 * 60, "Obertura de portes"), false}});
}

TEST(SameEvent, Days) {
  const Notice first{"Assaig obert de tabals", "Nau"};
  Notice next = first, postponed = first, moved = first;
  next.day = 7;
  moved.day = 14;
  postponed.summary = "Ajornat per pluja";
  check({{"a series", first, next, false}, {"put off", postponed, moved, true}});
  Event a = event(first), b = event(next);
  a.uid = b.uid = "assaig-2026@nau.example";
  EXPECT_TRUE(same_event(a, b, rules()).same) << "the same UID on a new date";
}

TEST(SameEvent, APassedEditionIsAnotherEvent) {
  Notice old{"Cursa del Gall", "Parc"}, now = old;
  old.day = -363;
  now.summary = "Ajornada de primavera";
  check({{"a year before", old, {"Cursa del Gall", "Parc"}, false}});
}

TEST(SameEvent, Places) {
  const Notice vella{"Xocolatada amb melindros", "Plaça Vella"};
  check({{"an abbreviation", vella, {"Xocolatada amb melindros", "pl. Vella"}, true},
         {"an alias of the gazetteer", vella, {"Xocolatada amb melindros", "Plaza Vieja"}, true},
         {"missing", vella, {"Xocolatada amb melindros", ""}, true},
         {"an address", {"Xocolatada amb melindros", "Bar Nou"}, {"Xocolatada amb melindros", "c/ Major, 12"}, true},
         {"two quarters", {"Castanyada", "Plaça de Can Roca", "AV Can Roca"}, {"Castanyada", "Plaça del Tint", "AV Segle XX"}, false},
         {"two bodies without a place", {"Castanyada", "", "AV Can Roca"}, {"Castanyada", "", "AV Segle XX"}, false}});
}

TEST(SameEvent, TwoBodies) {
  check({{"one act", {"Marxa de torxes", "Plaça Vella", "Plataforma"}, {"25N: marxa amb torxes", "Plaça Vella", "CCOO"}, true},
         {"two acts in one house", {"Assaig de gegants", "Casal", "Geganters"}, {"Assaig de bastons", "Casal", "Bastoners"}, false}});
}

TEST(SameEvent, ANumberThatCountsIsNoDay) {
  Event one = event({"Curs de brodat nivell 1", "Casal"}), two = event({"Curs de brodat nivell 2", "Casal"});
  for (Event* each : {&one, &two}) each->times.start = std::chrono::local_days{std::chrono::year{2026} / 10 / 1} + std::chrono::hours(17);
  EXPECT_FALSE(same_event(one, two, rules()).same);
}

TEST(SameEvent, TwoBodiesOfOneMeal) {
  check({{"one names the other",
          {"Xocolatada de les dues colles", "Plaça Vella", "Colla Blava"},
          {"Gran xocolatada amb la Colla Blava", "Plaça Vella", "Grup Roig"},
          true},
         {"neither names the other",
          {"Xocolatada de les dues colles", "Plaça Vella", "Colla Blava"},
          {"Xocolatada escolar", "Plaça Vella", "AFA Roig"},
          false}});
}

TEST(SameEvent, AHouseHasSeveralActsAtOnce) {
  check({{"nothing agrees", {"Simultànies amb la campiona", "Plaça Vella"}, {"Parada de llibres de Sant Jordi", "Plaça Vella"}, false}});
}

TEST(SameEvent, APlaceInInitialsOrCutShort) {
  const std::string act = "Cursa de drons";
  check({{"initials", {act, "Escola Superior de Disseny i Tecnologia"}, {act, "ESDiT"}, true},
         {"of a civic centre", {act, "Centro Cívico Francesc Macià"}, {act, "CCFM"}, true},
         {"in two words, and a room", {act, "Unió Intercomarcal del Vallès Occidental, sala 2"}, {act, "UI VOc, s. 2"}, true},
         {"in English", {act, "Natural History Institute, room 3"}, {act, "NHI"}, true},
         {"cut short", {act, "Conservatorio Municipal de Música"}, {act, "Conserv. Municipal"}, true},
         {"initials of another", {act, "Escola Superior de Disseny i Tecnologia"}, {act, "UEV"}, false},
         {"the same number, no name", {act, "Pista 1"}, {act, "Pista 1"}, true},
         {"two libraries", {act, "BD2"}, {act, "BD5"}, false}});
}

TEST(SameEvent, AVenueAndWhereItStands) {
  const std::string act = "Taller de pa amb massa mare";
  check({{"a passage without a number", {act, "Forn Barceló"}, {act, "ptge. de la Sínia"}, true},
         {"no kind of street", {act, "Sede del sindicato"}, {act, "San Lorenzo 33"}, true},
         {"beside another", {act, "Celler Cal Ton"}, {act, "Al costat del mercat"}, true},
         {"in English", {act, "The Barn"}, {act, "Opposite Mill Street"}, true},
         {"a postcode is no number in the street", {act, "c/ Major 3, 08221 Terrassa"}, {act, "Carrer Major, 3"}, true},
         {"two numbers", {act, "c/ Major 3, 08221 Terrassa"}, {act, "Carrer Major, 40"}, false}});
}

TEST(SameEvent, OneSaysThatThePlaceIsAnother) {
  check({{"for the rain", {"Concert de vents", "Plaça del Doré"}, {"Concert de vents, a cobert", "Sala Polivalent"}, true},
         {"in Spanish", {"Cine: Volver", "Parque"}, {"Cine: Volver", "Patio de la biblioteca", "Ateneu", "Cambio de ubicación"}, true},
         {"in English", {"Seed swap", "Allotments"}, {"Seed swap: change of venue!", "Scout hut"}, true},
         {"nobody does", {"Seed swap", "Allotments", "Seeders"}, {"Seed swap", "Scout hut", "Scouts"}, false},
         {"of another act", {"Concert de vents", "Plaça del Doré"}, {"Canvi d'espai: taller de fang", "Sala Polivalent"}, false}});
}

TEST(SameEvent, OneSaysThatTheHourIsAnother) {
  const int nine = 9 * 60, ten = 10 * 60, six = 18 * 60, eight = 20 * 60;
  check({{"not at",
          {"Sortida amb bici", "Plaça", "Pedals", "", nine},
          {"Sortida amb bici: a les 10 i no a les 9", "Plaça", "Pedals", "", ten},
          true},
         {"in Spanish",
          {"Charla de huertos", "Casal", "Brotes", "", six},
          {"Charla de huertos: nuevo horario", "Casal", "Brotes", "", eight},
          true},
         {"in English",
          {"Choir in the park", "Bandstand", "Voices", "", six},
          {"Choir in the park: starting later", "Bandstand", "Voices", "", eight},
          true},
         {"a sitting",
          {"Planetari", "Gimnàs", "Astres", "", ten},
          {"Planetari", "Gimnàs", "Astres", "Segon passi. Canvi d'hora", 12 * 60},
          false}});
}

TEST(SameEvent, InAHouseAndInTheNet) {
  check({{"both",
          {"Seminari: Arendt", "Casal Pere Quart", "Àgora", "Presencial i per videoconferència"},
          {"Seminari: Arendt", "Zoom", "Àgora"},
          true},
         {"in Spanish",
          {"Charla sobre pensiones", "Sindicato", "Marea", "Formato híbrido"},
          {"Pensiones: charla", "En línea", "Marea"},
          true},
         {"in English",
          {"Open data night", "Tech hub", "Egara", "Live stream"},
          {"Open data night", "https://meet.example/od", "Egara"},
          true},
         {"two of one kind",
          {"Tutoria d'anglès presencial", "Acadèmia", "Llengües"},
          {"Tutoria d'anglès en línia", "Zoom", "Llengües"},
          false}});
}

TEST(SameEvent, AnOccasionDoesNotMakeTwoActsOne) {
  check({{"one heading", {"Sant Jordi: taller de roses", "Plaça Nova"}, {"Sant Jordi: recital poètic", "Plaça Nova"}, false},
         {"in Spanish", {"Navidad en el barrio: cuentos", "Casal"}, {"Navidad en el barrio: taller de velas", "Casal"}, false},
         {"in English", {"Halloween face painting", "Hall"}, {"Halloween pumpkin carving", "Hall"}, false},
         {"for whom", {"Taller de circ per a famílies", "Parc"}, {"Contes per a famílies", "Parc"}, false},
         {"the same act of it", {"Sopar de Nadal", "Casal"}, {"Cena de Navidad", "Casal"}, true}});
}

TEST(SameEvent, TwoOfAKindThatAHouseHasSeveralOf) {
  check({{"a course", {"Curs de cuina tailandesa", "Aula"}, {"Curs de cuina de mercat i temporada", "Aula"}, false},
         {"badly written", {"Taller de pa amb massa mare", "Aula"}, {"Taller de pa masamare", "Aula"}, true},
         {"an apostrophe forgotten", {"Exhibició de gossos d'atura", "Camp"}, {"exibicio gosos datura", "Camp"}, true},
         {"one says more", {"Curs de cuina", "Aula"}, {"Curs de cuina tailandesa", "Aula"}, true},
         {"years of school", {"Contes de tardor per a P3", "Aula"}, {"Contes de tardor per a P5", "Aula"}, false},
         {"length", {"Excursió al Montcau, ruta llarga", "Coll"}, {"Excursió al Montcau, ruta curta", "Coll"}, false}});
}

TEST(SameEvent, WhatBothCallItIsNoPreparation) {
  check(
      {{"a collection", {"Recollida d'aliments", "Mercat", "Rebost", "", -1}, {"Recollim aliments", "Mercat", "Rebost", "", 9 * 60}, true},
       {"in Spanish", {"Venta de plantas", "Vivero", "Raíces", "", -1}, {"Vendemos plantas", "Vivero", "Raíces", "", 9 * 60}, true},
       {"tickets",
        {"Sopar de gala", "Restaurant", "Rotari", "", -1},
        {"Venda de tiquets del sopar de gala", "Restaurant", "Rotari", "", 9 * 60},
        false}});
}

TEST(SameEvent, AUidWithSeveralChangesIsUsedAgain) {
  Event a = event({"Sènior contra Vic", "Pista", "Hoquei", "", 18 * 60}), b = event({"Sub-16 contra Rubí", "Pista", "Hoquei", "", 16 * 60});
  a.uid = b.uid = "partit@hoquei.example";
  EXPECT_FALSE(same_event(a, b, rules()).same);
  b = a;
  b.title = "Sènior contra Vic (amistós)";
  b.times.start += 30min;
  EXPECT_TRUE(same_event(a, b, rules()).same);
}

TEST(SameEvent, AnExhibitionOfOneHourIsItsOpening) {
  check({{"at one hour", {"Exposició: Barri fet a mà", "Sala Muncunill"}, {"Inauguració: Barri fet a mà", "Sala Muncunill"}, true},
         {"another kind of act", {"Exposició de bonsais", "Sala Muncunill"}, {"Taller de bonsais", "Sala Muncunill"}, false}});
}

TEST(SameEvent, AnOpenRehearsalThatBothTellOfIsTheAct) {
  Event told = event({"Vine a ballar bastons", "Plaça Vella"});
  told.times.all_day = true;
  told.summary = "Assaig obert";
  EXPECT_TRUE(same_event(event({"Assaig obert de bastons", "Plaça Vella"}), told, rules()).same);
  told.summary = "Actuació";
  EXPECT_FALSE(same_event(event({"Assaig obert de bastons", "Plaça Vella"}), told, rules()).same);
}

TEST(SameEvent, APageOfOneWordIsNamedByIt) {
  Event a = event({"Lliurament de premis Tinta", "Sala Crespi"}), b = event({"Concurs de relats: veredicte", "Sala Crespi"});
  a.url = b.url = "https://tinta.example/veredicte";
  EXPECT_TRUE(same_event(a, b, rules()).same);
  a.url = b.url = "https://tinta.example/programa";
  EXPECT_FALSE(same_event(a, b, rules()).same);
}

TEST(SameEvent, WholeAndPart) {
  Event festival = event({"Festival de circ", "Diversos espais"}), act = event({"Festival de circ: gala", "Sala Crespi"});
  festival.times.all_day = true;
  festival.times.start = kSaturday;
  festival.times.end = kSaturday + std::chrono::days(3);
  EXPECT_FALSE(same_event(festival, act, rules()).same);
  Event again = festival;
  again.title = "Festival de circ de tardor";
  EXPECT_TRUE(same_event(festival, again, rules()).same);
}

TEST(SameEvent, AUidIsNeverEnough) {
  Event a = event({"Reunió de junta", "Seu"}), b = event({"Concert d'hivern", "Sala Crespi", "Ateneu", "", 20 * 60, 70});
  a.uid = b.uid = "untitled";
  EXPECT_FALSE(same_event(a, b, rules()).same);
}

TEST(SameEvent, OnePageForAProgrammeDoesNotMakeItsActsOne) {
  Event a = event({"Correfoc", "Raval"}), b = event({"Concert de gralles", "Raval", "Ateneu", "", 20 * 60});
  a.url = "https://festa.example/programa";
  b.url = "https://www.festa.example/programa/?dia=2#gralles";
  EXPECT_FALSE(same_event(a, b, rules()).same);
}

TEST(SameEvent, PlacesCutShort) {
  const auto at = [](const char* place) { return Notice{"Recital de poemes de mar", place}; };
  check({{"initials", at("BCT"), at("Biblioteca Central de Terrassa"), true},
         {"initials of a centre", at("CC Avellaneda"), at("Centre Cívic Avellaneda"), true},
         {"initials that take more letters", at("ESEIAAT"),
          at("Escola Superior d'Enginyeries Industrial, Aeroespacial i Audiovisual de Terrassa"), true},
         {"other initials", at("EMT"), at("Biblioteca Central de Terrassa"), false},
         {"words cut short", at("Bibl. Distr. 4"), at("Biblioteca del Districte 4"), true},
         {"a room of the house", at("Sala 2, Ateneu Candela"), at("Ateneu Candela"), true},
         {"in Spanish", at("Centro Cívico Avellaneda"), at("C.C. Avellaneda"), true},
         {"in English", at("Avellaneda civic centre"), at("CC Avellaneda"), true},
         {"another of the kind", at("Centre Cívic Avellaneda"), at("Centre Cívic Roureda"), false}});
}

TEST(SameEvent, PlacesToldByTheirStreet) {
  const auto at = [](const char* place) { return Notice{"Recital de poemes de mar", place}; };
  check({{"a house and its street", at("Bar La Gralla"), at("C/ Sant Pere, 24"), true},
         {"a street without a number", at("Bar La Gralla"), at("Passeig del Comte d'Ègara"), true},
         {"beside something", at("Bar La Gralla"), at("Davant de l'estació del Nord"), true},
         {"beside, in Spanish", at("Bar La Gralla"), at("Frente a la estación"), true},
         {"beside, in English", at("Bar La Gralla"), at("Opposite the station"), true},
         {"a street by its corner", at("Carrer Major cantonada amb Sant Pau"), at("c/ Major, 12"), true},
         {"two numbers of one street", at("Carrer Major, 12"), at("C/ Major 40"), false},
         {"two streets", at("Carrer Major, 12"), at("Carrer del Vall, 12"), false}});
}

TEST(SameEvent, AHouseAndTheNet) {
  const auto at = [](const char* place, const char* summary = "") {
    return Notice{"Debat sobre la renda bàsica", place, "Ateneu", summary};
  };
  check({{"both in the net", at("Zoom"), at("en línia"), true},
         {"one of each, and what it is differs", at("Ateneu Candela"), {"Debat en línia sobre el salari", "Online"}, false},
         {"hybrid", at("Ateneu Candela", "També en línia"), at("Zoom"), true},
         {"hybrid, in Spanish", at("Ateneu Candela"), at("Zoom", "Presencial y online"), true},
         {"hybrid, in English", at("Ateneu Candela"), at("online", "In person and online"), true}});
}

TEST(SameEvent, WhatWasMoved) {
  const Notice told{"Gran xocolatada", "Plaça Vella"};
  const auto moved = [](const char* summary, const char* place, int minute = 19 * 60) {
    return Notice{"Xocolatada", place, "Ateneu", summary, minute};
  };
  check({{"to another place", told, moved("Canvi d'espai per la pluja", "Pavelló del Nord"), true},
         {"in Spanish", told, moved("Cambio de lugar: será en el pabellón", "Pavelló del Nord"), true},
         {"in English", told, moved("Change of venue because of rain", "Pavelló del Nord"), true},
         {"nobody says so", told, moved("Porta tassa", "Pavelló del Nord"), false},
         {"to another hour", told, moved("Canvi d'hora", "Plaça Vella", 17 * 60), true},
         {"in Spanish, hour", told, moved("Cambio de hora", "Plaça Vella", 17 * 60), true},
         {"in English, hour", told, moved("New time!", "Plaça Vella", 17 * 60), true},
         {"nobody says so, hour", told, moved("Porta tassa", "Plaça Vella", 17 * 60), false}});
}

TEST(SameEvent, WhenAndForWhomIsNotWhat) {
  check({{"Christmas", {"Cantada de Nadal", "Casal"}, {"Bingo de Nadal", "Casal"}, false},
         {"families", {"Tarda familiar de titelles", "Casal"}, {"Bicicletada familiar", "Casal"}, false},
         {"in Spanish", {"Bingo de Navidad", "Casal"}, {"Cantada de villancicos de Navidad", "Casal"}, false},
         {"in English", {"Christmas bingo", "Casal"}, {"Christmas swim", "Casal"}, false},
         {"the same act", {"Cantada de Nadal", "Casal"}, {"Cantada de Navidad", "Casal"}, true}});
}

TEST(SameEvent, SeveralOfAKind) {
  check({{"courses of one subject", {"Curs de cuina de mercat", "Casal"}, {"Curs de cuina italiana", "Casal"}, false},
         {"one heading", {"Sant Jordi: parada de roses", "Casal"}, {"Sant Jordi: lectura de poemes", "Casal"}, false},
         {"in English", {"Summer fest: puppet show", "Casal"}, {"Summer fest: bike repair", "Casal"}, false},
         {"in Spanish", {"Curso de costura: cremalleras", "Casal"}, {"Curso de costura: faldas", "Casal"}, false},
         {"one course in other words", {"Curs de cuina de mercat", "Casal"}, {"Cuina de mercat, curs obert", "Casal"}, true}});
}

TEST(SameEvent, InitialsInATitle) {
  check({{"of what it is about", {"Curs de LSC", "Casal"}, {"Curs de llengua de signes catalana", "Casal"}, true},
         {"of something else", {"Curs de LSC", "Casal"}, {"Curs de llengua occitana antiga", "Casal"}, false}});
}

TEST(SameEvent, CodesKeepApart) {
  check({{"distances", {"Cursa del Gall 5k", "Parc"}, {"Cursa del Gall 10k", "Parc"}, false},
         {"years of school", {"Portes obertes P3", "Escola"}, {"Portes obertes P5", "Escola"}, false},
         {"one code", {"Cursa del Gall 10k", "Parc"}, {"10k Cursa popular del Gall", "Parc"}, true}});
}

TEST(SameEvent, AUidOfWhatHasChangedAltogether) {
  Event a = event({"Taller de sabó", "Casal"}), b = event({"Taller de ràdio", "Casal", "Ateneu", "", 17 * 60});
  a.uid = b.uid = "taller-setmanal@casal.example";
  EXPECT_FALSE(same_event(a, b, rules()).same) << "another title and another hour";
  Event c = event({"Taller de sabó artesà", "Casal", "Ateneu", "", 17 * 60});
  c.uid = a.uid;
  EXPECT_TRUE(same_event(a, c, rules()).same) << "another hour";
}

TEST(SameEvent, AnHourWithoutItsUnit) {
  const Notice dinner{"Sopar de germanor", "Casal", "Ateneu", "", 21 * 60};
  check({{"names the other's", dinner, {"Sopar de germanor", "Casal", "Ateneu", "Trobada a 2/4, sopar a les 9", 20 * 60 + 30}, true},
         {"in Spanish", dinner, {"Cena de hermandad", "Casal", "Ateneu", "La cena, a las 9", 20 * 60 + 30}, true},
         {"in English", dinner, {"Sopar de germanor", "Casal", "Ateneu", "Food at 9", 20 * 60 + 30}, true},
         {"names another", dinner, {"Sopar de germanor", "Casal", "Ateneu", "Tiquets a les 8", 19 * 60 + 30}, false}});
}

TEST(SameEvent, ATitleThatSpeaksToPeople) {
  check({{"to smokers", {"Grup de suport per deixar de fumar", "CAP Nord"}, {"Prou tabac! T'hi ajudem", "CAP Nord"}, true},
         {"in Spanish", {"Charla sobre mecánica ciclista", "Nave"}, {"¿Se te ha pinchado la rueda?", "Nave"}, true},
         {"in English", {"Talk on household repairs", "Loft"}, {"Don't bin it, your things still work", "Loft"}, true},
         {"a workshop, of which there are several", {"Taller de xapes", "Plaça Nova"}, {"Vine a fer castells!", "Plaça Nova"}, false},
         {"two names of a programme", {"Iniciació a l'ordinador", "Biblioteca"}, {"Contacontes africans", "Biblioteca"}, false},
         {"another hour",
          {"Grup de suport per deixar de fumar", "CAP Nord"},
          {"Prou tabac! T'hi ajudem", "CAP Nord", "Ateneu", "", 1080},
          false},
         {"no place", {"Grup de suport per deixar de fumar", "CAP Nord"}, {"Prou tabac! T'hi ajudem", ""}, false}});
}

TEST(SameEvent, WhoComesAndWhatFor) {
  check({{"a person", {"Lucía Mbomío a Terrassa", "Biblioteca"}, {"Cossos negres, mirades blanques: conferència", "Biblioteca"}, true},
         {"in Spanish", {"Hoy, con Ramón Úbeda", "Ateneo"}, {"La huelga de 1919", "Ateneo"}, true},
         {"in English", {"An evening with Hester Quill", "Hall"}, {"Sleep and sanity", "Hall"}, true},
         {"two persons", {"Lucía Mbomío a Terrassa", "Biblioteca"}, {"Cossos negres, amb Joan Petit", "Biblioteca"}, false},
         {"no person", {"Observem ocells", "Biblioteca"}, {"Cossos negres, mirades blanques", "Biblioteca"}, false},
         {"in capitals", {"OBSERVEM OCELLS", "Biblioteca"}, {"Cossos negres, mirades blanques", "Biblioteca"}, false}});
}

TEST(SameEvent, EachSaysWhich) {
  check({{"for whom and of what", {"Club de lectura jove", "Biblioteca"}, {"Club de lectura de poesia", "Biblioteca"}, false},
         {"in Spanish", {"Club de lectura juvenil", "Biblioteca"}, {"Club de lectura feminista", "Biblioteca"}, false},
         {"in English", {"Book club for adults", "Library"}, {"Book club: crime", "Library"}, false},
         {"one says nothing", {"Club de lectura jove", "Biblioteca"}, {"Club de lectura", "Biblioteca"}, true}});
}

TEST(SameEvent, APlaceSaidByItsBody) {
  const auto at = [](const char* place) { return Notice{"Projecció de muntanya", place, "Cim Clar"}; };
  check({{"only its name", at("Carrer Nou, 3"), at("Cim Clar"), true},
         {"its seat", at("Centre Excursionista"), at("Seu de Cim Clar"), true},
         {"in English", at("Centre Excursionista"), at("The Cim Clar office"), true},
         {"a square of its name", at("Auditori Municipal"), at("Plaça de Cim Clar"), false}});
}

TEST(SameEvent, LettersOfACategory) {
  check({{"categories", {"Torneo de dominó: categoría A", "Bar"}, {"Torneo de dominó: categoría B", "Bar"}, false},
         {"Roman", {"Història del barri, part I", "Casal"}, {"Història del barri, part II", "Casal"}, false},
         {"in English", {"Debate league, team A", "Hall"}, {"Debate league, team B", "Hall"}, false},
         {"no letter", {"Xerrada del grup a la plaça", "Casal"}, {"Xerrada del grup", "Casal"}, true}});
}

TEST(SameEvent, TheSameFrameDownToAPreposition) {
  check(
      {{"two ways", {"Excursió a la Mola pel camí de Can Robert", "Pla"}, {"Excursió a la Mola pel camí de Tres Creus", "Pla"}, false},
       {"in Spanish",
        {"Visita al barrio viejo por la ruta de los molinos", "Pla"},
        {"Visita al barrio viejo por la ruta de los gremios", "Pla"},
        false},
       {"in English", {"Walk up Mola hill by the path of monks", "Pla"}, {"Walk up Mola hill by the path of springs", "Pla"}, false},
       {"a reminder", {"Excursió a la Mola pel camí de Can Robert", "Pla"}, {"Excursió a la Mola pel camí: últimes places", "Pla"}, true}});
}

TEST(SameEvent, WhoComesIsToldWithWhatTheyAreAndPlay) {
  check({{"instruments", {"Vespre de boleros", "Casal"}, {"Toquen Gil Vidal (piano) i Noa Serra (veu)", "Casal"}, true},
         {"an article before it", {"Vespre de boleros", "Casal"}, {"Canta Gil Vidal, amb Noa Serra a la guitarra", "Casal"}, true},
         {"a profession", {"Per què dormim", "Casal"}, {"Amb la neuròloga Berta Lloveras", "Casal"}, true},
         {"in Spanish", {"Charla sobre abejas", "Casal"}, {"Con el biólogo Andrés Lago", "Casal"}, true},
         {"in English", {"Why rivers bend", "Hall"}, {"An evening with geologist Ada Holm", "Hall"}, true},
         {"what for, too", {"Per què dormim", "Casal"}, {"La fusta, amb la restauradora Berta Lloveras", "Casal"}, false}});
}

TEST(SameEvent, OneFrameAroundOtherNames) {
  check({{"concerts", {"Concert de Gil Vidal", "Casal"}, {"Concert de Noa Serra", "Casal"}, false},
         {"in Spanish", {"Presentación del libro de Eva Ríos", "Casal"}, {"Presentación del libro de Pedro Mora", "Casal"}, false},
         {"in English", {"Poems by Ada Holm", "Hall"}, {"Poems by Ben Reed", "Hall"}, false},
         {"initials", {"Concert de Gil Vidal", "Casal"}, {"Concert de G. Vidal", "Casal"}, true}});
}

TEST(SameEvent, WhatIsQuoted) {
  check({{"other films", {"Cinefòrum: «El drac verd»", "Casal"}, {"Cinefòrum: «La nina de drap»", "Casal"}, false},
         {"other books", {"Presentación de “Sal y arena”", "Casal"}, {"Presentación de “Barro”", "Casal"}, false},
         {"the same", {"Club de lectura: «El drac verd»", "Casal"}, {"Comentem «El drac verd»", "Casal"}, true},
         {"one quotes", {"Cinefòrum: «El drac verd»", "Casal"}, {"Cinefòrum", "Casal"}, true}});
}

TEST(SameEvent, TheWordsSayAnotherHourThanTheStamp) {
  const int five = 17 * 60, seven = 19 * 60;
  const auto at = [](int minute, const char* summary = "") { return Notice{"Debat: l'aigua", "Casal", "Ateneu", summary, minute}; };
  check({{"the other's", at(seven), at(five, "Dijous, a les 19 h"), true},
         {"in English", at(seven), at(five, "Thursday, 7pm"), true},
         {"both hours", at(seven), at(five, "Dos debats: a les 17 h i a les 19 h"), false},
         {"its own", at(seven), at(five, "Dijous, a les 17 h"), false}});
}

TEST(SameEvent, AfterMidnightIsOfTheNightBefore) {
  const auto filed = [](const char* summary, const char* title = "DJ Mussol") { return Notice{title, "Nau", "Ateneu", summary, -1}; };
  Notice night{"DJ Mussol", "Nau"};
  night.day = 1, night.minute = 30;
  check({{"it names the hour", night, filed("De dissabte a diumenge, a les 00.30 h"), true},
         {"it names another", night, filed("Dissabte a les 22 h"), false},
         {"another act", night, filed("Sopar, i a les 00.30 h música", "Sopar de la colla"), false}});
  Event day = event(filed("A les 00.30 h"));
  EXPECT_EQ(merge_all({day, event(night)}, rules()), (std::vector<std::size_t>{0, 0})) << "found, though of another day";
}

TEST(SameEvent, PlacesThatAreNotSettledOrSaidByHalf) {
  const auto at = [](const char* place, const char* summary = "") { return Notice{"Torneig de botxes", place, "Ateneu", summary}; };
  check({{"not decided", at("Lloc per confirmar"), at("Pavelló del Nord"), true},
         {"in English", at("TBC"), at("Pavelló del Nord"), true},
         {"the town", at("Torrebruna"), at("Pavelló del Nord"), true},
         {"a house", at("La Farinera"), at("Pavelló del Nord"), false},
         {"a floor", at("Casal Roig"), at("el soterrani"), true},
         {"beside what the other says", at("Ermita de Santa Fe, camí Vell s/n"), at("davant de l'ermita"), true},
         {"its words name the other's", at("Plaça Major"), at("Coll de Bru", "Quedem a la plaça Major"), true},
         {"its words name another", at("Plaça Major"), at("Coll de Bru", "Quedem a la plaça del Vi"), false},
         {"two squares told by what stands there", at("Plaça de l'Estació"), at("Plaça de l'Església"), false}});
}

TEST(SameEvent, NamesOfPlacesInThreeLanguages) {
  const auto at = [](const char* place) { return Notice{"Torneig de botxes", place}; };
  check({{"a well", at("Plaça del Pou"), at("Plaza del Pozo"), true},
         {"a mill", at("Molí de la Riba"), at("Riba Mill"), true},
         {"a saint", at("Parròquia de Sant Pau"), at("Iglesia de San Pablo"), true},
         {"two that begin alike", at("Església de Sant Joan"), at("Església de Sant Josep"), false},
         {"another saint", at("Parròquia de Sant Pau"), at("Parròquia de Sant Pere"), false}});
}

TEST(SameEvent, PutOffInOtherWords) {
  Notice first{"Trobada de puntaires", "Nau"};
  const auto then = [](const char* title) { return Notice{title, "Nau", "Ateneu", "", 19 * 60, 7}; };
  check({{"passes from a day to another", first, then("La trobada de puntaires passa del 10 al 17"), true},
         {"in Spanish", first, then("El encuentro de bolilleras se cambia al 17"), false},
         {"of the same", {"Encuentro de bolilleras", "Nau"}, then("El encuentro de bolilleras se cambia al 17"), true},
         {"in English", {"Lace meet-up", "Nau"}, then("The lace meet-up is now on the 17th"), true},
         {"only its kind is said", {"Cercavila", "Nau"}, then("Cercavila ajornada pel vent"), true},
         {"another of its kind", {"Cercavila de gegants", "Nau"}, then("Cercavila de drapaires, nova data"), false}});
}

TEST(SameEvent, TeamsAndAges) {
  check({{"first and children",
          {"Partit de l'equip infantil contra el Vic", "Pista"},
          {"Partit del primer equip contra el Vic", "Pista"},
          false},
         {"in English", {"Under-12s match", "Pitch"}, {"Under-14s match", "Pitch"}, false},
         {"trainings", {"Entrenament obert femení", "Pista"}, {"Entrenament obert d'escoleta", "Pista"}, false},
         {"the same team", {"Partit del primer equip contra el Vic", "Pista"}, {"Primer equip - Vic, partit", "Pista"}, true}});
}

TEST(MergeAll, FindsWhatBelongsTogetherWhereverItStands) {
  Event put_off = event({"Ball de gitanes", "Raval"}), night = event({"Nit de jazz", "Cava", "Club", "", 23 * 60 + 30});
  put_off.times.start += std::chrono::days(21);
  put_off.status = EventStatus::postponed;
  const std::vector<Event> events{event({"Ball de gitanes", "Raval"}),
                                  event({"Xerrada de bolets", "Casal"}),
                                  night,
                                  put_off,
                                  event({"Charla sobre setas", "Casal", "Micolegs"}),
                                  event({"Ball de bastons", "Raval"})};
  EXPECT_EQ(merge_all(events, rules()), (std::vector<std::size_t>{0, 1, 2, 0, 1, 5}));
}

TEST(SameEvent, TheScoreIsTheSumOfItsParts) {
  const auto verdict = same_event(event({"Concert de cambra", "Casal"}), event({"Concert de cambra!", "Casal"}), rules());
  double sum = 0;
  for (const auto& part : verdict.parts) {
    sum += part.points;
    EXPECT_FALSE(part.why.empty()) << part.name;
  }
  EXPECT_NEAR(verdict.score, 1 / (1 + std::exp(-sum)), 1e-9);
  EXPECT_NE(verdict.reason.find("title"), std::string::npos) << verdict.reason;
}

}  // namespace
}  // namespace resso::agenda
