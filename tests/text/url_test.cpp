#include "text/url.hpp"

#include <gtest/gtest.h>

namespace resso::text {
namespace {

std::string printed(std::string_view text) {
  const auto url = parse_url(text);
  return url ? url->str() : "error: " + url.error().what;
}

TEST(ParseUrl, SchemeAndHostAreLowerCaseAndTheDefaultPortGoes) {
  EXPECT_EQ(printed("HTTPS://Entitats.Terrassa.CAT:443/Agenda"), "https://entitats.terrassa.cat/Agenda");
  EXPECT_EQ(printed("http://a.example:8080"), "http://a.example:8080/");
}

TEST(ParseUrl, EveryPartHasItsField) {
  const auto url = parse_url("https://anna:s%20ecret@a.example:8443/x/y?z=1#part");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "a.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->target, "/x/y?z=1");
  EXPECT_EQ(url->path(), "/x/y");
  EXPECT_EQ(url->fragment, "part");
  EXPECT_EQ(url->user, "anna");
  EXPECT_EQ(url->password, "s ecret");
  EXPECT_EQ(url->origin(), "https://a.example:8443");
  EXPECT_EQ(url->str(), "https://a.example:8443/x/y?z=1") << "neither password nor fragment is printed";
}

TEST(ParseUrl, WhatPeopleTypeIsMadeLegal) {
  EXPECT_EQ(printed("  https://a.example/activitats de barri/ñ|x\n"), "https://a.example/activitats%20de%20barri/%C3%B1%7Cx");
  EXPECT_EQ(printed("https://a.example/100%/a%20b"), "https://a.example/100%25/a%20b");
  EXPECT_EQ(printed("https://a.example/?f[]=1"), "https://a.example/?f[]=1");
  EXPECT_EQ(printed("https:\\\\a.example\\b"), "https://a.example/b");
}

TEST(ParseUrl, InternationalNamesTakeTheirAsciiForm) {
  EXPECT_EQ(printed("https://Avinguda-Àngel.cat/"), "https://xn--avinguda-ngel-xdb.cat/");
  EXPECT_EQ(printed("https://straße.example/"), "https://xn--strae-oqa.example/");
  EXPECT_EQ(printed("https://a_b.example/"), "https://a_b.example/");
}

TEST(ParseUrl, DotSegmentsAreRemoved) {
  EXPECT_EQ(printed("https://a.example/x/../y/./z"), "https://a.example/y/z");
  EXPECT_EQ(printed("https://a.example/x/%2e%2E/.."), "https://a.example/");
  EXPECT_EQ(printed("https://a.example//x/"), "https://a.example//x/");
}

TEST(ParseUrl, CalendarAndFeedSchemesMeanTheWeb) {
  EXPECT_EQ(printed("webcal://a.example/c.ics"), "https://a.example/c.ics");
  EXPECT_EQ(printed("feed:https://a.example/rss"), "https://a.example/rss");
  EXPECT_EQ(printed("feed://a.example/rss"), "http://a.example/rss");
}

TEST(ParseUrl, AnIpv4AddressIsSeenInEveryGuise) {
  for (const char* guise : {"http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.0.0.1./"})
    EXPECT_EQ(printed(guise), "http://127.0.0.1/") << guise;
  EXPECT_FALSE(parse_url("http://1.2.3.4.5/"));
  EXPECT_FALSE(parse_url("http://256.0.0.1/"));
}

TEST(ParseUrl, Ipv6KeepsItsBracketsInTheAuthorityOnly) {
  const auto url = parse_url("http://[2001:DB8:0:0::1]:8080/x");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "2001:db8::1");
  EXPECT_EQ(url->authority(), "[2001:db8::1]:8080");
}

TEST(ParseUrl, ErrorsSayWhatIsWrong) {
  EXPECT_EQ(parse_url("entitats.cat/rss").error().remedy, "write https:// before it");
  EXPECT_EQ(parse_url("entitats.cat:8080/rss").error().remedy, "write https:// before it");
  EXPECT_EQ(parse_url("mailto:a@b.example").error().what, "only http and https addresses can be fetched, not mailto:");
  EXPECT_EQ(parse_url("https://a.example:99999/").error().what, "not a port number: 99999");
  EXPECT_EQ(parse_url("https:///").error().what, "it names no host");
  EXPECT_EQ(parse_url("https://a b.example/").error().what, "not a host name: a b.example");
  EXPECT_EQ(parse_url("http://[::1/").error().code, Errc::bad_input);
  EXPECT_FALSE(parse_url(""));
  EXPECT_FALSE(parse_url("http://a..example/"));
}

TEST(ResolveUrl, TheExamplesOfRfc3986) {
  const std::string base = "http://a/b/c/d;p?q";
  const std::pair<const char*, const char*> examples[] = {{"g", "http://a/b/c/g"},
                                                          {"./g", "http://a/b/c/g"},
                                                          {"g/", "http://a/b/c/g/"},
                                                          {"/g", "http://a/g"},
                                                          {"//g", "http://g/"},
                                                          {"?y", "http://a/b/c/d;p?y"},
                                                          {"g?y", "http://a/b/c/g?y"},
                                                          {"#s", "http://a/b/c/d;p?q#s"},
                                                          {"g?y#s", "http://a/b/c/g?y#s"},
                                                          {";x", "http://a/b/c/;x"},
                                                          {"", "http://a/b/c/d;p?q"},
                                                          {".", "http://a/b/c/"},
                                                          {"..", "http://a/b/"},
                                                          {"../g", "http://a/b/g"},
                                                          {"../..", "http://a/"},
                                                          {"../../g", "http://a/g"},
                                                          {"../../../g", "http://a/g"},
                                                          {"g.", "http://a/b/c/g."},
                                                          {"..g", "http://a/b/c/..g"},
                                                          {"g;x=1/../y", "http://a/b/c/y"},
                                                          {"g?y/../x", "http://a/b/c/g?y/../x"}};
  for (const auto& [reference, expected] : examples) EXPECT_EQ(resolve_url(base, reference), expected) << reference;
}

TEST(ResolveUrl, OtherSchemesAreKeptUnlessTheyAreUnsafe) {
  EXPECT_EQ(resolve_url("http://a.example/", "mailto:casal@b.example"), "mailto:casal@b.example");
  for (const char* unsafe :
       {"javascript:alert(1)", " java\tscript:alert(1)", "\x01JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"})
    EXPECT_EQ(resolve_url("http://a.example/", unsafe), "") << unsafe;
}

TEST(ResolveUrl, WhatFollowsARelativeHttpIsNoScheme) {
  EXPECT_EQ(resolve_url("https://a.example/b/c", "https:data:x"), "https://a.example/b/data:x");
  EXPECT_EQ(resolve_url("https://a.example/b/c", "https:javascript:alert(1)"), "https://a.example/b/javascript:alert(1)");
}

TEST(ResolveUrl, ASettledAddressIsWhatTheLongWayGives) {
  for (const std::string url :
       {"https://a.example/", "http://a.example/b//c/?d=[e]&f#g#h", "https://localhost/x?", "https://a-b.c1.d2/.x", "https://a.example",
        "https://1.2/", "https://a..b/", "https://-a.b/", "https://a.b/%zz", "https://xn--a.b/", "https://A.b/", "https://a.b/c/../d",
        "https://a.b/c d", "https://a.b:443/", "https://u@a.b/", "https://a.1b/", "https://a.b/\\c", "https://a.b/ñ"})
    EXPECT_EQ(resolve_url("https://base.example/", url), resolve_url("https://base.example/", " " + url)) << url;
}

TEST(ResolveUrl, WithoutAUsableBaseARelativeReferenceMeansNothing) {
  EXPECT_EQ(resolve_url("", "x.html"), "");
  EXPECT_EQ(resolve_url("mailto:a@b.example", "x.html"), "");
  EXPECT_EQ(resolve_url("", "https://a.example/x#y"), "https://a.example/x#y");
}

TEST(UrlKey, OnePageHasOneKey) {
  const std::string key = url_key("https://www.a.example/concert/?utm_source=x&id=7&fbclid=9#top");
  EXPECT_EQ(key, url_key("http://a.example/concert?id=7"));
  EXPECT_NE(key, url_key("http://a.example/concert?id=8"));
  EXPECT_EQ(url_key("https://a.example"), url_key("http://www.a.example/"));
}

TEST(PercentCoding, IsItsOwnInverse) {
  EXPECT_EQ(percent_encode("català #1/2"), "catal%C3%A0%20%231%2F2");
  EXPECT_EQ(percent_decode(percent_encode("català #1/2")), "català #1/2");
  EXPECT_EQ(percent_decode("a+b%2"), "a+b%2");
}

}  // namespace
}  // namespace resso::text
