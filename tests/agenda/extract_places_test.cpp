// Where: names as written, what the gazetteer knows of them, and titles.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Places : public testing::TestWithParam<Row> {};

TEST_P(Places, AreReadAsWritten) {
  const Extraction found = extract_from(GetParam().text);
  ASSERT_EQ(found.events.size(), 1U) << GetParam().text;
  EXPECT_EQ(found.events[0].place.name, GetParam().told) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Places,
    testing::Values(Row{"Taller divendres a les 18 h a la Casa Baumann", "Casa Baumann"},
                    Row{"Taller divendres a les 18 h al pati de l'escola Gaudí", "pati de l'escola Gaudí"},
                    Row{"Taller divendres a les 18 h, c/ de la Font Vella, 28", "c/ de la Font Vella, 28"},
                    Row{"Taller divendres a les 18 h. Teatre del Centre (carrer Nou, 8)", "Teatre del Centre, carrer Nou, 8"},
                    Row{"Taller\nDia: divendres 27\nHora: 18 h\nLloc: Can Roca", "Can Roca"},
                    Row{"Taller divendres a les 18 h\n📍 Espai Zero", "Espai Zero"}, Row{"Taller divendres a les 18 h per Jitsi", "Jitsi"},
                    Row{"Excursió a Montserrat diumenge. Quedem a les 8 h a l'Estació del Nord", "Estació del Nord"},
                    Row{"Workshop on Friday at 6 pm at the Central Library", "Central Library"},
                    Row{"Taller divendres a les 18 h al local de sempre", ""},
                    Row{"Taller divendres a les 18 h al local d'assaig de Cal Reig", "local d'assaig de Cal Reig"},
                    Row{"Taller divendres a les 18 h a la seu (Major, 45)", "seu, Major, 45"},
                    Row{"Taller divendres a les 18 h al descampat del carrer Nou", "descampat del carrer Nou"},
                    Row{"Dv 27. 18.00. Sant Pere. Concert", "Sant Pere"}, Row{"Taller divendres (Espai Vapor) a les 18 h", "Espai Vapor"},
                    Row{"Taller divendres, 18 h. No serà al casal sinó a la Biblioteca Central", "Biblioteca Central"},
                    Row{"Cursa divendres. Sortida a les 18 h del Parc Nou", "Parc Nou"},
                    Row{"Workshop on Friday, 6pm, school library", "school library"},
                    Row{"Dissabte juguem a casa un partit a les 18 h", ""},
                    Row{"Taller divendres a les 18 h. Organitza: Ateneu del Segle", ""}));

INSTANTIATE_TEST_SUITE_P(
    Families, Places,
    testing::Values(Row{"La xerrada de divendres a les 18 h a la plaça Nova es farà finalment a l'auditori del Conservatori",
                        "auditori del Conservatori"},
                    Row{"La charla del viernes a las 18 h se traslada del casal a la Biblioteca Central", "Biblioteca Central"},
                    Row{"The talk on Friday at 7pm will not be at the library but at the Old Mill pub", "Old Mill pub"},
                    Row{"Concert on Friday at 7pm in St Mary's Church", "St Mary's Church"},
                    Row{"Open mic on Friday at 7pm at the Cellar, 38 Castle Street", "Cellar, 38 Castle Street"},
                    Row{"Workshop on Friday, 6pm, 12 St John's Road", "12 St John's Road"},
                    Row{"Workshop on Friday at 12 High Street, 6pm", "12 High Street"},
                    Row{"Workshop on Friday at 6pm at Jane's Café", "Jane's Café"}, Row{"Picnic on Friday at 6pm on the beach", "beach"},
                    Row{"Rehearsal on Friday, 6pm, music room of Escola Riera", "music room of Escola Riera"},
                    Row{"Storytelling on Friday at 6pm at Biblioteca del Nord", "Biblioteca del Nord"},
                    Row{"Torneig divendres a les 18 h. Pistes municipals de Can Boada", "Pistes municipals de Can Boada"},
                    Row{"Taller divendres a les 18 h a l'aula 3 del Casal Cívic", "aula 3 del Casal Cívic"},
                    Row{"Paella el viernes a las 14 h, explanada del puerto", "explanada del puerto"},
                    Row{"Concentración contra el cierre del ambulatorio. Hoy a las 20 h, a las puertas del centro de salud",
                        "puertas del centro de salud"},
                    Row{"Ioga divendres a les 18 h a la sala blava del casal", "sala blava del casal"},
                    Row{"Yoga el viernes a las 18 h en la sala azul del ateneo", "sala azul del ateneo"},
                    Row{"Castanyada divendres a les 17 h. Encarregueu panellets al forn fins dimecres 25", ""},
                    Row{"Xocolatada divendres, a la sortida de l'escola, al pati de Cal Roc", "pati de Cal Roc"},
                    Row{"Quiz on Friday, 8.30pm, at The Blue Door. Teams of up to six", "Blue Door"}));

TEST(Gazetteer, GivesDistrictAddressAndPoint) {
  const Extraction found = extract_from("Taller divendres a les 18 h al casal de la maurina");
  ASSERT_EQ(found.events.size(), 1U);
  EXPECT_EQ(found.events[0].place.district, "4");
  EXPECT_EQ(found.events[0].place.address, "plaça de la Maurina, 1");
  EXPECT_TRUE(found.events[0].place.point.has_value());
}

TEST(Title, IsTheWordsThatNameTheAct) {
  const auto title = [](std::string_view text) { return extract_from(text).events.at(0).title; };
  EXPECT_EQ(title("Bon dia! Dissabte 28 a les 18 h, concert de nadales a la Casa Baumann. Entrada lliure."), "concert de nadales");
  EXPECT_EQ(title("XERRADA: Com llegir la factura\nDia: divendres 27\nHora: 17.30"), "XERRADA: Com llegir la factura");
  EXPECT_EQ(title("Divendres 27, a les 18 h, conferència «Dones del tèxtil» a la Casa Baumann"), "conferència «Dones del tèxtil»");
}

TEST(Spans, AreTheWordsThatEachFieldCameFrom) {
  const std::string text = "Divendres 27, a les 18 h, xerrada a la Casa Baumann";
  const ExtractedEvent event = extract_from(text).events.at(0);
  const auto words = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
  EXPECT_EQ(words(event.date_span), "Divendres 27");
  EXPECT_EQ(words(event.time_span), "a les 18 h");
  EXPECT_EQ(words(event.place_span), "Casa Baumann");
  EXPECT_EQ(words(event.title_span), "xerrada");
}

}  // namespace
}  // namespace resso::agenda
