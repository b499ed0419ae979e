# The two commands of README.md, on a fresh Debian 12 as root or with sudo.
.PHONY: run test build deps clean

run: build
	build/release/resso demo

build:
	packaging/install-deps build
	cmake --preset release -DBUILD_TESTING=OFF
	cmake --build --preset release --target resso

test:
	packaging/install-deps build test
	cmake --preset dev
	cmake --build --preset dev
	ctest --preset dev

clean:
	rm -rf build
