# The two commands of README.md, on a fresh Debian 12 as root or with sudo.
.PHONY: run test build deps clean

run: build
	build/release/resso demo

build:
	packaging/install-deps build
	cmake --preset release -DBUILD_TESTING=OFF
	cmake --build --preset release --target resso

# The unit tests, then the pages in Chromium: a short walk (the whole one: .ci/run browser). Exit status 77 is a skip that has said why.
test:
	packaging/install-deps build test browser
	cmake --preset dev
	cmake --build --preset dev
	ctest --preset dev
	QUICK=1 python3 tests/browser/demo_pages.py build/dev/resso || [ $$? = 77 ]

clean:
	rm -rf build
