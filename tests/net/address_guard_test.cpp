#include "net/address_guard.hpp"

#include <gtest/gtest.h>

namespace resso::net {
namespace {

TEST(ReservedRange, NamesEveryRangeThatIsNotPublic) {
  const std::pair<const char*, const char*> cases[] = {
      {"127.0.0.1", "loopback"},
      {"127.255.255.254", "loopback"},
      {"10.1.2.3", "private"},
      {"172.16.0.1", "private"},
      {"172.31.255.255", "private"},
      {"192.168.0.1", "private"},
      {"169.254.169.254", "link-local"},
      {"100.64.0.1", "shared"},
      {"100.127.255.255", "shared"},
      {"0.0.0.0", "this network"},
      {"224.0.0.1", "multicast"},
      {"240.0.0.1", "reserved"},
      {"255.255.255.255", "broadcast"},
      {"192.0.2.1", "documentation"},
      {"198.18.0.1", "benchmarking"},
      {"168.63.129.16", "cloud metadata"},
      {"::1", "loopback"},
      {"::", "unspecified"},
      {"fe80::1", "link-local"},
      {"fd00:ec2::254", "private"},
      {"ff02::1", "multicast"},
      {"2001:db8::1", "documentation"},
      {"2001::1", "Teredo tunnel"},
      {"4000::1", "reserved"},
  };
  for (const auto& [address, range] : cases) EXPECT_EQ(reserved_range(address), range) << address;
}

TEST(ReservedRange, SeesThroughAddressesThatCarryAnother) {
  EXPECT_EQ(reserved_range("::ffff:127.0.0.1"), "loopback");
  EXPECT_EQ(reserved_range("::ffff:a9fe:a9fe"), "link-local");
  EXPECT_EQ(reserved_range("64:ff9b::10.0.0.1"), "private");
  EXPECT_EQ(reserved_range("2002:7f00:1::"), "loopback");
  EXPECT_EQ(reserved_range("::127.0.0.1"), "loopback");
  EXPECT_EQ(reserved_range("::ffff:0:192.168.0.1"), "private");
  EXPECT_EQ(reserved_range("64:ff9b:1::1"), "private (local NAT64)");
}

TEST(ReservedRange, IsEmptyForPublicAddresses) {
  for (const char* address :
       {"1.1.1.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::"})
    EXPECT_EQ(reserved_range(address), "") << address;
}

TEST(ReservedRange, ReadsAddressesInAnySpelling) {
  for (const char* address : {"127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "127.0.0.1.", "[::1]", "fe80::1%eth0", "0"})
    EXPECT_NE(reserved_range(address), "") << address;
}

TEST(AddressGuard, RefusesWithTheRangeAndTheWayOut) {
  const AddressGuard guard({});
  const auto checked = guard.check("agenda.example", 80, "10.0.0.5");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, Errc::refused);
  EXPECT_NE(checked.error().what.find("private"), std::string::npos);
  EXPECT_NE(checked.error().remedy.find("allow_hosts"), std::string::npos);
  EXPECT_TRUE(guard.check("agenda.example", 80, "1.1.1.1"));
  EXPECT_FALSE(guard.check("agenda.example", 80, "not an address"));
}

TEST(AddressGuard, LetsThroughTheHostsThatTheConfigurationNames) {
  const AddressGuard guard({"localhost:8080", "Intranet.example.", "127.0.0.1", "[::1]:90"});
  EXPECT_TRUE(guard.check("localhost", 8080, "127.0.0.1"));
  EXPECT_FALSE(guard.check("localhost", 81, "127.0.0.1"));
  EXPECT_TRUE(guard.check("INTRANET.example", 443, "10.0.0.1"));
  EXPECT_TRUE(guard.check("127.0.0.1", 5, "127.0.0.1"));
  EXPECT_TRUE(guard.check("0x7f.1", 5, "127.0.0.1"));
  EXPECT_TRUE(guard.check("::1", 90, "::1"));
  EXPECT_FALSE(guard.check("::1", 91, "::1"));
}

TEST(AddressGuard, AnAllowedAddressDoesNotOpenItselfToOtherNames) {
  const AddressGuard guard({"127.0.0.1"});
  EXPECT_FALSE(guard.check("rebinding.example", 80, "127.0.0.1"));
}

}  // namespace
}  // namespace resso::net
