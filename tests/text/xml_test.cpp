#include "text/xml.hpp"

#include "text/unicode.hpp"

#include <gtest/gtest.h>
#include <algorithm>

namespace resso::text {
namespace {

bool well_formed(std::string xml) { return parse_xml(std::move(xml)).well_formed(); }

std::vector<std::string> codes(const XmlDocument& document) {
  std::vector<std::string> found;
  for (const Warning& each : document.warnings()) found.push_back(each.code + ":" + std::to_string(each.line));
  return found;
}

using Codes = std::vector<std::string>;

std::vector<XmlNode> elements(const XmlNode& parent) {
  const XmlChildren children = parent.children();
  return {children.begin(), children.end()};
}

// ---- well-formedness

TEST(WellFormed, WhatXmlAllows) {
  EXPECT_TRUE(
      well_formed("<?xml version='1.0' encoding=\"utf-8\" standalone='yes' ?>\n<!-- a -->\n<a b='1' c = \"&lt;&#233;&#xE9;'\"/>\n"));
  EXPECT_TRUE(well_formed("<a xmlns='u' xmlns:x='v'><x:b x:c='1' c='2'/><![CDATA[ <&]] ]]>]]</a>"));
  EXPECT_TRUE(well_formed("<!DOCTYPE a [<!ENTITY e \"x>y\"><!ELEMENT a (#PCDATA)><!-- ] --><?p ]?>]><a>&e;</a>"));
  EXPECT_TRUE(well_formed("<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://example.org/rss.dtd\"><rss>&eacute;</rss>"));
  EXPECT_TRUE(well_formed("<façana·x>ñ</façana·x>"));
}

struct FaultCase {
  std::string_view name, xml, code;
};
void PrintTo(const FaultCase& c, std::ostream* out) { *out << c.xml; }

class Fault : public testing::TestWithParam<FaultCase> {};

TEST_P(Fault, IsTold) {
  const XmlDocument document = parse_xml(std::string(GetParam().xml));
  EXPECT_FALSE(document.well_formed());
  const auto& warnings = document.warnings();
  const auto told = [](const Warning& each) { return each.code == GetParam().code; };
  EXPECT_TRUE(std::any_of(warnings.begin(), warnings.end(), told)) << testing::PrintToString(codes(document));
}

INSTANTIATE_TEST_SUITE_P(
    Xml, Fault,
    testing::Values(
        FaultCase{"Empty", "", "xml_no_root"}, FaultCase{"BareAmpersand", "<a>Pa & vi</a>", "xml_ampersand"},
        FaultCase{"AmpersandInUrl", "<a b='?x=1&y=2'/>", "xml_ampersand"}, FaultCase{"HtmlEntity", "<a>&nbsp;</a>", "xml_entity"},
        FaultCase{"EntityOfStandalone", "<?xml version='1.0' standalone='yes'?><!DOCTYPE a SYSTEM 'x'><a>&e;</a>", "xml_entity"},
        FaultCase{"ReferenceToNoCharacter", "<a>&#0;</a>", "xml_reference"}, FaultCase{"Mismatch", "<a><b></a></b>", "xml_mismatch"},
        FaultCase{"Truncated", "<a><b>", "xml_truncated"}, FaultCase{"CutTag", "<a><b", "xml_truncated"},
        FaultCase{"LessThan", "<a>1 < 2</a>", "xml_less_than"}, FaultCase{"LessThanInAttribute", "<a b='<'/>", "xml_less_than"},
        FaultCase{"UnquotedAttribute", "<a b=c/>", "xml_attribute"}, FaultCase{"AttributesTogether", "<a b='1'c='2'/>", "xml_attribute"},
        FaultCase{"AttributeTwice", "<a b='1' b='2'/>", "xml_duplicate_attribute"},
        FaultCase{"AttributeTwiceByNamespace", "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", "xml_duplicate_attribute"},
        FaultCase{"UndeclaredPrefix", "<a><dc:date/></a>", "xml_prefix"},
        FaultCase{"UndeclaredAttributePrefix", "<a x:b='1'/>", "xml_prefix"},
        FaultCase{"PrefixOutOfScope", "<a><b xmlns:x='u'/><x:c/></a>", "xml_prefix"},
        FaultCase{"EmptyPrefixDeclaration", "<a xmlns:x=''/>", "xml_namespace"},
        FaultCase{"TwoColons", "<a xmlns:x='u'><x:b:c/></a>", "xml_namespace"},
        FaultCase{"CommentWithDashes", "<a><!-- a -- b --></a>", "xml_comment"}, FaultCase{"CdataEndInText", "<a>]]></a>", "xml_cdata_end"},
        FaultCase{"TwoRoots", "<a/><b/>", "xml_junk"}, FaultCase{"TextAfterRoot", "<a/>x", "xml_junk"},
        FaultCase{"DeclarationNotFirst", "\n<?xml version='1.0'?><a/>", "xml_junk"},
        FaultCase{"DeclarationWithoutVersion", "<?xml encoding='utf-8'?><a/>", "xml_declaration"},
        FaultCase{"BadEncodingName", "<?xml version='1.0' encoding='*'?><a/>", "xml_declaration"},
        FaultCase{"Noncharacter", "<a>\uFFFF</a>", "xml_character"}, FaultCase{"LateDoctype", "<a/><!DOCTYPE a>", "xml_doctype"}));

TEST(WellFormed, DepthIsLimited) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  deep += "fons";
  const XmlDocument document = parse_xml(deep);
  EXPECT_FALSE(document.well_formed());
  EXPECT_EQ(document.root().text(), "fons");
}

// ---- the tree

TEST(XmlTree, NamespacesAreThoseInScope) {
  const XmlDocument document =
      parse_xml("<r xmlns='urn:r' xmlns:d='http://purl.org/dc/elements/1.1/'><d:date>1</d:date><i xmlns:d='urn:other'><d:date/></i></r>");
  const XmlNode root = document.root();
  EXPECT_TRUE(root.is("urn:r", "r"));
  EXPECT_EQ(root.child("http://purl.org/dc/elements/1.1/", "date").text(), "1");
  EXPECT_TRUE(root.child("urn:r", "i").child("urn:other", "date"));
  EXPECT_FALSE(root.child("", "i"));
}

TEST(XmlTree, UsualPrefixNeedsNoDeclaration) {
  const XmlDocument document = parse_xml("<rss><dc:creator>Anna</dc:creator><zz:x/></rss>");
  EXPECT_EQ(document.root().child("http://purl.org/dc/elements/1.1/", "creator").text(), "Anna");
  EXPECT_EQ(elements(document.root())[1].namespace_uri(), "");
}

TEST(XmlTree, TextJoinsCdataAndEntities) {
  const XmlDocument document = parse_xml("<a>Pa &amp; <![CDATA[<b>vi</b> &amp;]]> <c>ros</c>&#233;</a>");
  EXPECT_EQ(document.root().text(), "Pa & <b>vi</b> &amp; rosé");
}

TEST(XmlTree, AttributesByNameAndNamespace) {
  const XmlDocument document = parse_xml("<a xmlns:m='urn:m' xml:lang='ca' m:url='u' url=' x&amp;y '/>");
  const XmlNode root = document.root();
  EXPECT_EQ(root.attribute("url"), " x&y ");
  EXPECT_EQ(root.attribute("urn:m", "url"), "u");
  EXPECT_EQ(root.attribute("http://www.w3.org/XML/1998/namespace", "lang"), "ca");
  EXPECT_TRUE(root.has_attribute("url"));
  EXPECT_FALSE(root.has_attribute("lang"));
  EXPECT_EQ(root.attributes().size(), 3u);
}

TEST(XmlTree, InnerMarkupIsHtmlWithoutPrefixes) {
  const XmlDocument document =
      parse_xml("<c><h:div xmlns:h='http://www.w3.org/1999/xhtml'>a &lt; <h:b class='x'>b</h:b> <h:i/><h:br/></h:div></c>");
  EXPECT_EQ(document.root().inner_markup(), "<div>a &lt; <b class=\"x\">b</b> <i></i><br></div>");
}

TEST(XmlTree, LinesAreThoseOfTheDocument) {
  const XmlDocument document = parse_xml("<a>\n<b/>\n\n<c\n/><d/></a>");
  const auto children = elements(document.root());
  EXPECT_EQ(children[0].line(), 2);
  EXPECT_EQ(children[1].line(), 4);
  EXPECT_EQ(children[2].line(), 5);
}

TEST(XmlTree, NullNodeAnswersNothing) {
  const XmlNode none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none.text(), "");
  EXPECT_EQ(none.local_name(), "");
  EXPECT_EQ(none.namespace_uri(), "");
  EXPECT_EQ(none.attribute("urn:x", "y"), "");
  EXPECT_TRUE(none.children().empty());
  EXPECT_FALSE(none.parent());
  EXPECT_EQ(none.line(), 0);
}

TEST(XmlTree, NothingOutsideIsRead) {
  const XmlDocument document = parse_xml("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>");
  EXPECT_EQ(document.root().text(), "&x;");
}

// ---- recovery

std::string items(std::string xml) {
  std::string out;
  const XmlDocument document = parse_xml(std::move(xml));
  for (const XmlNode& child : document.root().children()) out += std::string(child.local_name()) + "=" + child.text() + ";";
  return out;
}

TEST(XmlRecovery, AmpersandsAndHtmlEntitiesAreText) {
  EXPECT_EQ(items("<r><a>Pa & vi</a><b>caf&eacute;&nbsp;&bogus;</b><c>x?a=1&b=2</c></r>"), "a=Pa & vi;b=café\u00A0&bogus;;c=x?a=1&b=2;");
}

TEST(XmlRecovery, HtmlElementsLeftOpenDoNotSwallowTheRest) {
  EXPECT_EQ(items("<r><a>u<br>dos<img src=x.png><hr/></a><b>tres <p>quatre</b></r>"), "a=udos;b=tres quatre;");
}

TEST(XmlRecovery, CrossedAndStrayEndTags) { EXPECT_EQ(items("<r><a><b>x<i>y</b>z</i></a></u><c>w</c></r>"), "a=xyz;c=w;"); }

TEST(XmlRecovery, MisspeltEndTagEndsItsElement) { EXPECT_EQ(items("<r><title>Festa</titel><link>u</link></r>"), "title=Festa;link=u;"); }

TEST(XmlRecovery, TruncatedFileKeepsWhatWasThere) {
  EXPECT_EQ(items("<r><item><t>u</t></item><item><t>do"), "item=u;item=do;");
  EXPECT_EQ(items("<r><a>u</a><b><![CDATA[dos"), "a=u;b=dos;");
  EXPECT_EQ(items("<r><a>u</a><b href=\"http://exam"), "a=u;b=;");
}

TEST(XmlRecovery, ItemWithoutItsEndIsEndedByTheNext) {
  EXPECT_EQ(items("<r><item><t>u</t><item><t>dos</t></item></r>"), "item=u;item=dos;");
}

TEST(Xml, TextsThatADoctypeDeclaresAreReadAndNothingMultiplies) {
  const auto read = [](std::string_view subset, std::string_view words) {
    return parse_xml("<!DOCTYPE rss [" + std::string(subset) + "]><rss>" + std::string(words) + "</rss>").root().text();
  };
  EXPECT_EQ(read("<!ENTITY casal \"Casal &amp; Esplai\"> <!ENTITY ny 'any'>", "&casal;, &ny;, &amp;"), "Casal & Esplai, any, &");
  EXPECT_EQ(read("<!ENTITY a 'x'><!ENTITY b '&a;&a;'>", "&b;"), "&b;");
  EXPECT_EQ(read("<!ENTITY a SYSTEM 'file:///etc/passwd'>", "&a;"), "&a;");
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "&x;";
  EXPECT_LT(read("<!ENTITY x '" + std::string(256, 'y') + "'>", many).size(), 2u << 20);
}

TEST(XmlRecovery, WordsBeforeTheDocumentArePassedOver) {
  EXPECT_EQ(items("<br />\n<b>Warning</b>: mysql_connect() in /srv/x.php\n<?xml version='1.0'?><rss><a>u</a></rss>"), "a=u;");
  EXPECT_EQ(items("Notice: x\n<rss><a>u</a></rss>"), "a=u;");
}

TEST(XmlRecovery, QuotesThatLackTheirPartner) {
  const XmlDocument document = parse_xml("<r><a href=\"http://example.org/>u</a><b c=\"1\">d</b></r>");
  EXPECT_EQ(elements(document.root())[0].attribute("href"), "http://example.org/");
  EXPECT_EQ(elements(document.root())[1].text(), "d");
}

TEST(XmlRecovery, NamesAreMadeOfWholeCharacters) {
  const XmlDocument document = parse_xml("<a \u008F b='c' \u00D7='d'>e</a>");
  std::string all = document.root().text();
  for (const auto& [name, value] : document.root().attributes()) all += ' ' + name + '=' + value;
  EXPECT_TRUE(is_valid_utf8(all)) << all;
  EXPECT_EQ(document.root().attribute("b"), "c");
}

TEST(XmlRecovery, WarningsTellTheLine) {
  EXPECT_EQ(codes(parse_xml("<r>\n<a>Pa & vi</a>\n<b>u\n<br></b>\n<c>&hellip;</c>\n<d>\n")),
            (Codes{"xml_ampersand:2", "xml_entity:5", "xml_truncated:7"}));
}

TEST(XmlRecovery, LinesStayThoseOfTheInput) {
  const XmlDocument document = parse_xml("<!-- a\nb -->\n<r><a>&</a>\n<!--\n-->\n<b\n x='1\n2' x='3\n'/>\n<c/></r>");
  const auto children = elements(document.root());
  ASSERT_EQ(children.size(), 3u);
  EXPECT_EQ(children[1].line(), 6);
  EXPECT_EQ(children[2].line(), 10);
}

TEST(XmlRecovery, HostileRepetitionTakesLinearTime) {
  for (const std::string_view piece :
       {"<!--", "<![CDATA[", "<!x[", "<?a", "<a b=\"'>", "&", "<", "</a>", "<a ", "&#", "]]>", "<a b='\">", "<item>", "&a;"}) {
    std::string many;
    while (many.size() < (1u << 17)) many += piece;
    const XmlDocument document = parse_xml("<r>" + many);
    EXPECT_FALSE(document.well_formed()) << piece;
  }
}

}  // namespace
}  // namespace resso::text
