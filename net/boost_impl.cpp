// Asio compiled once: the macros on target resso_asio leave only declarations everywhere else.
#include <boost/asio/impl/src.hpp>
