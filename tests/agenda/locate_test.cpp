#include "agenda/locate.hpp"

#include "tests/agenda/agenda_settings.hpp"

#include <gtest/gtest.h>

namespace resso::agenda {
namespace {

Place located(std::string name, std::string address = {}) {
  static const config::Settings settings = [] {
    config::Settings city = small_city();
    city.places = {{"Casal de la Maurina", {"Casal Maurina"}, "plaça de la Maurina, 1", "4", GeoPoint{41.5, 2.0}},
                   {"Plaça Vella", {}, "", "2", std::nullopt}};
    return city;
  }();
  Place place;
  place.name = std::move(name);
  place.address = std::move(address);
  locate(place, MergeRules(settings), settings.places);
  return place;
}

TEST(Locate, AKnownPlaceGetsItsAddressDistrictAndPosition) {
  const Place place = located("CASAL MAURINA");
  EXPECT_EQ(place.name, "CASAL MAURINA");
  EXPECT_EQ(place.address, "plaça de la Maurina, 1");
  EXPECT_EQ(place.district, "4");
  EXPECT_TRUE(place.point);
}

TEST(Locate, ARoomOrATownBesideTheNameDoesNotHideIt) {
  EXPECT_EQ(located("Casal de la Maurina, sala 2").district, "4");
  EXPECT_EQ(located("Casal de la Maurina (Terrassa)").district, "4");
  EXPECT_EQ(located("Sala gran", "Plaça de la Maurina, 1").district, "4");
}

TEST(Locate, WhatTheSourceSaysItselfStays) { EXPECT_EQ(located("Casal Maurina", "porta del darrere").address, "porta del darrere"); }

TEST(Locate, TwoPlacesAtOnceOrAnUnknownOneSayNothing) {
  EXPECT_EQ(located("Plaça Vella, Casal Maurina").district, "");
  EXPECT_EQ(located("Ca l'Anna").district, "");
  EXPECT_EQ(located("").district, "");
}

}  // namespace
}  // namespace resso::agenda
