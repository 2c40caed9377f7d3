# What people and CI run. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test crash bench format lint-format docs check-docs check-imports fuzz agree sanitize clean

SWIFT_FILES := Sources Tests Package.swift

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: ## install, build, and show the linter at work
	@Scripts/demo

test: ## install, build, and run all tests
	@Scripts/install
	swift build --build-tests
	swift test --skip-build --disable-xctest --parallel

crash: ## kill a process 200 times while it commits logins, and look for what was acknowledged
	@Scripts/install
	EMSTORE_CRASH_ROUNDS=$(or $(ROUNDS),200) swift test --disable-xctest --filter StoreCrashTests

bench: ## measure against libyaml's event loop; prints the tables of Docs/Performance.md
	@Scripts/install --bench
	Scripts/bench

format: ## format all Swift code
	swift format --in-place --parallel --recursive $(SWIFT_FILES)

lint-format: ## find Swift code that is not formatted
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)

docs: ## write the generated files: schema, language, rules, examples of mistakes
	swift run --quiet emcc-dev docs

check-docs: ## find generated files that are stale
	swift run --quiet emcc-dev docs --check

check-imports: ## find imports that Package.swift does not declare
	Scripts/check-imports

fuzz: ## feed the YAML layer with random text for 30 seconds
	@Scripts/install
	Scripts/fuzz

agree: ## compare findings with simulated calls and logins in 100,000 random deployments
	swift build --configuration release --product emcc-dev
	.build/release/emcc-dev agree --cases $(or $(CASES),100000)

sanitize: ## run parallel code under ThreadSanitizer, the YAML layer under AddressSanitizer
	@Scripts/install
	Scripts/sanitize

clean: ## remove what was built
	rm -rf .build
