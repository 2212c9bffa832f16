# The newcomer's door. `make` builds, `make demo` shows, `make test` proves; the rest is for those who change things.
JOBS ?= $(shell nproc)
RELEASE := build/release

.PHONY: all demo test check bench-build bench bench-peers study clean format

all: $(RELEASE)/build.ninja
	@cmake --build $(RELEASE) -j $(JOBS) --target dalil

$(RELEASE)/build.ninja: CMakeLists.txt CMakePresets.json
	@tools/install_packages build test
	@cmake --preset release > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }

build:
	@mkdir -p build
$(RELEASE)/build.ninja: | build

demo: all
	@tools/demo

test: $(RELEASE)/build.ninja
	@tools/install_packages build test
	@cmake --build $(RELEASE) -j $(JOBS)
	@python3 tools/run_tests.py $(RELEASE)

check:
	@tools/install_packages build test check
	@tools/check

bench-build: | build
	@tools/install_packages build bench
	@cmake --preset bench > build/configure-bench.log 2>&1 || { cat build/configure-bench.log; exit 1; }
	@cmake --build build/bench -j $(JOBS)

bench: bench-build
	@tools/bench

bench-peers: bench-build
	@tools/bench --peers

study: bench-build
	@tools/install_packages test
	@tools/study

format:
	@tools/install_packages check
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format-19 -i

clean:
	@rm -rf build demo/out demo/lists demo/truth
