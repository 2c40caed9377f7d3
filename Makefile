# What people and CI run. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo serve-demo test bench load crash format lint-format docs check-docs check-imports fuzz fuzz-service
.PHONY: agree soak conformance sanitize clean

SWIFT_FILES := Sources Tests Tools Package.swift

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: ## install, build, and show the linter at work
	@Scripts/demo

serve-demo: ## install, build, and show three clusters that serve phones and each other
	@Scripts/serve-demo

test: ## install, build, and run all tests
	@Scripts/install
	swift build --build-tests
	swift test --skip-build --disable-xctest --parallel

bench: ## measure against libyaml's event loop; prints the tables of Docs/Performance.md
	@Scripts/install --bench
	Scripts/bench

load: ## measure emserviced under load; prints the table of Docs/Service.md
	@Scripts/install
	swift build --configuration release --static-swift-stdlib --product emserviced
	swift build --configuration release --static-swift-stdlib --product emserviced-load
	.build/release/emserviced-load run --daemon .build/release/emserviced --dir .build/load --seconds $(or $(LOAD_SECONDS),5)

conformance: ## prove what clients of the service see: tests, then real clients over sockets
	@Scripts/install --conformance --java
	swift build --build-tests
	swift test --skip-build --disable-xctest --parallel --filter '^(EMServiceWireTests|EMServiceTests|EMServiceHTTPTests)'
	Scripts/conformance

crash: ## kill the store and emserviced 200 times under load, and see that nothing acknowledged is lost
	@Scripts/install
	EMSTORE_CRASH_ROUNDS=$(or $(ROUNDS),200) swift test --disable-xctest --filter StoreCrashTests
	swift build --configuration release --static-swift-stdlib --product emserviced
	swift build --configuration release --static-swift-stdlib --product emserviced-load
	.build/release/emserviced-load crash --daemon .build/release/emserviced --dir .build/crash --rounds $(or $(ROUNDS),200)

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

fuzz: ## feed the YAML layer and the service's parsers with random text for 30 seconds each
	@Scripts/install
	Scripts/fuzz

fuzz-service: ## feed the service's parsers with random requests for an hour
	@Scripts/install
	Scripts/fuzz $(or $(FOR),3600) service

agree: ## compare findings with simulated calls and logins in 100,000 random deployments
	swift build --configuration release --product emcc-dev
	.build/release/emcc-dev agree --cases $(or $(CASES),100000)

soak: ## simulate a million logins with lost messages, cut networks and crashes
	swift build --configuration release --product emcc-dev
	.build/release/emcc-dev soak --logins $(or $(LOGINS),1000000) --seed $(or $(SEED),1)

sanitize: ## run parallel code under ThreadSanitizer, the YAML layer under AddressSanitizer
	@Scripts/install
	Scripts/sanitize

clean: ## remove what was built
	rm -rf .build
