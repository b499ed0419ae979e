// The parts of Beast that are not headers, once (see boost_impl.cpp).
#include <boost/beast/src.hpp>
